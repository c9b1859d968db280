/** What travels over the edge's control interface: rules in, log entries out. Types only. */

export type Service = 'identity' | 'volume';

/** Which requests a rule is about. A field left out matches everything. */
export interface Match {
  service?: Service;
  method?: string;
  /** Regular expression on the path as the service sees it, without the lane's prefix. */
  path?: string;
  /** Regular expression on the raw query string, without the question mark. */
  query?: string;
  /** Only requests that carry this token. */
  token?: string;
  /** CORS preflights: left alone (the default), matched too, or nothing but them. */
  preflights?: 'no' | 'too' | 'only';
}

/** An answer the edge gives itself; the service never sees the request. */
export interface OwnAnswer {
  status: number;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
  /** Adds the CORS headers a service would send. A proxy's own errors have none, so the default is false. */
  cors?: boolean;
}

/**
 * One change to the JSON of a real answer, labelled as edited in the log and by a header.
 * `at` is a path such as `/backups/*`; `*` stands for every element of a list.
 */
export interface Edit {
  at: string;
  /** Only objects whose fields equal these. */
  where?: Record<string, unknown>;
  set?: Record<string, unknown>;
  remove?: string[];
}

/** Changes to the service's real answer. */
export interface Alteration {
  status?: number;
  type?: string;
  body?: string;
  /** Keep only so many bytes of the body; content-length agrees, so the transfer itself is whole. */
  truncate?: number;
  edit?: Edit[];
  dropCors?: boolean;
  /** Headers to set, in place of what the service sent under that name; null takes one away. */
  headers?: Record<string, string | null>;
}

/** What happens to the requests that match. Steps are taken in the order of the fields. */
export interface Rule {
  match?: Match;
  /** Let this many matching requests through untouched first. */
  skip?: number;
  /** Spent after so many; without it the rule holds until it is removed. */
  times?: number;
  /** Milliseconds to wait before anything else. */
  delay?: number;
  /** Wait until released: before the service is asked, or after it has acted. */
  hold?: 'before' | 'after';
  /** Never answer, nor ask the service. */
  hang?: boolean;
  /** Close the connection: before the service is asked, after it acted, or in the middle of its answer's body. */
  cut?: 'before' | 'after' | 'midway';
  /** Asks the service with these request headers instead of the panel's: a dead token gets a real refusal. */
  send?: Record<string, string>;
  answer?: OwnAnswer;
  alter?: Alteration;
}

/** One line of a lane's log. Tokens and bodies are never kept. */
export interface Entry {
  n: number;
  /** Milliseconds since 1970. */
  at: number;
  service: Service;
  method: string;
  path: string;
  query: string;
  preflight: boolean;
  /** OpenStack-API-Version as sent. */
  version: string | null;
  origin: string | null;
  status: number | null;
  outcome: 'pending' | 'answered' | 'cut' | 'gone';
  /** Id of the rule that was applied. */
  rule: string | null;
  edited: boolean;
  ms: number | null;
}

/** A service behind the edge: its real base URL, without a slash at the end. */
export type Services = Record<Service, string>;
