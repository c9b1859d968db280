/** JSON over HTTP to the real services, for arranging and for checking; never part of what is tested. */

export interface Call {
  token?: string;
  body?: unknown;
  /** OpenStack-API-Version, such as `volume 3.71`. */
  version?: string;
  headers?: Record<string, string>;
  /** Answer statuses other than 2xx that the caller deals with. */
  accept?: number[];
}

export interface Reply {
  status: number;
  headers: Headers;
  // The shape of an answer is the caller's knowledge.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  json: any;
}

/** Throws an Error that names the call and holds the service's answer, unless the status is 2xx or accepted. */
export async function call(
  method: string,
  url: string,
  { token, body, version, headers = {}, accept = [] }: Call = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      Accept: 'application/json',
      ...(token !== undefined && { 'X-Auth-Token': token }),
      ...(version !== undefined && { 'OpenStack-API-Version': version }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok && !accept.includes(response.status)) {
    throw new Error(`${method} ${url} answered ${response.status}: ${text.slice(0, 500)}`);
  }
  const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : null };
}
