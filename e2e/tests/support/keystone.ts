/** Keystone's API, as far as tests need it. */

import { KEYSTONE_URL } from './environment.ts';
import { call, type Reply } from './http.ts';
import { base32 } from './totp.ts';

/** Endpoint groups of the cloud: what a project's catalog holds follows from those it is associated with. */
export type EndpointGroup = 'region-one' | 'region-two' | 'identity-only';

export type Role = 'member' | 'reader' | 'admin';

export interface Credentials {
  user: string;
  password: string;
}

const DOMAIN = 'Default';

/** The domain Lenient, made with the cloud: in its projects a reader may write, as in clouds up to Cinder 28. */
const LENIENT_DOMAIN = '1e41e470000040008000000000000001';

export interface Issued {
  token: string;
  /** What Keystone says of it. */
  body: Reply['json'];
}

/** A token for the user, scoped to the project when there is one. */
export async function issue({ user, password }: Credentials, projectId?: string): Promise<Issued> {
  const identity = { methods: ['password'], password: { user: { name: user, domain: { name: DOMAIN }, password } } };
  const scope = projectId === undefined ? 'unscoped' : { project: { id: projectId } };
  const { headers, json } = await call('POST', `${KEYSTONE_URL}/auth/tokens`, { body: { auth: { identity, scope } } });
  return { token: headers.get('X-Subject-Token') ?? '', body: json.token };
}

/** The same without what is said of it. */
export async function authenticate(who: Credentials, projectId?: string): Promise<string> {
  return (await issue(who, projectId)).token;
}

/** Whether Keystone still takes the token. Asked with the administrator's token, so that a dead one can be asked about. */
export async function isValid(token: string, administrator: string): Promise<boolean> {
  const reply = await call('GET', `${KEYSTONE_URL}/auth/tokens?nocatalog`, {
    token: administrator,
    headers: { 'X-Subject-Token': token },
    accept: [404],
  });
  return reply.status === 200;
}

export interface ApplicationCredential {
  id: string;
  name: string;
  secret: string;
}

/** An application credential of the user in the project. */
export async function createApplicationCredential(
  { user, password, userId }: Credentials & { userId: string },
  projectId: string,
): Promise<ApplicationCredential> {
  const token = await authenticate({ user, password }, projectId);
  const body = { application_credential: { name: `panel-${user}` } };
  const { json } = await call('POST', `${KEYSTONE_URL}/users/${userId}/application_credentials`, { token, body });
  return json.application_credential;
}

/** Ends the token before its time; it may have ended with the one that it was made from. */
export async function revoke(token: string, administrator: string): Promise<void> {
  const headers = { 'X-Subject-Token': token };
  await call('DELETE', `${KEYSTONE_URL}/auth/tokens`, { token: administrator, headers, accept: [404] });
}

/** The administrator's side: makes projects and users. */
export class KeystoneAdmin {
  #roles = new Map<string, string>();
  #groups = new Map<string, string>();

  private constructor(
    readonly token: string,
    /** The administrator's own id, to be granted roles. */
    readonly userId: string,
  ) {}

  static async signIn(): Promise<KeystoneAdmin> {
    const credentials = { user: 'admin', password: 'admin' };
    const unscoped = await authenticate(credentials);
    const { json } = await call('GET', `${KEYSTONE_URL}/auth/projects`, { token: unscoped });
    const project = json.projects.find((each: { name: string }) => each.name === 'admin');
    const token = await authenticate(credentials, project.id);
    const { users } = (await call('GET', `${KEYSTONE_URL}/users?name=admin`, { token })).json;
    const admin = new KeystoneAdmin(token, users[0].id);
    const { roles } = (await admin.#call('GET', '/roles')).json;
    for (const { name, id } of roles) admin.#roles.set(name, id);
    const { endpoint_groups } = (await admin.#call('GET', '/OS-EP-FILTER/endpoint_groups')).json;
    for (const { name, id } of endpoint_groups) admin.#groups.set(name, id);
    return admin;
  }

  #call(method: string, path: string, body?: unknown): Promise<Reply> {
    return call(method, KEYSTONE_URL + path, { token: this.token, ...(body !== undefined && { body }) });
  }

  async createProject(name: string, groups: EndpointGroup[], lenient = false): Promise<string> {
    const domain_id = lenient ? LENIENT_DOMAIN : 'default';
    const { json } = await this.#call('POST', '/projects', { project: { name, domain_id } });
    for (const group of groups) {
      await this.#call('PUT', `/OS-EP-FILTER/endpoint_groups/${this.#groups.get(group)}/projects/${json.project.id}`);
    }
    return json.project.id;
  }

  async createUser({ user, password }: Credentials): Promise<string> {
    const { json } = await this.#call('POST', '/users', { user: { name: user, password, domain_id: 'default' } });
    return json.user.id;
  }

  async grant(userId: string, role: Role, projectId: string): Promise<void> {
    await this.#call('PUT', `/projects/${projectId}/users/${userId}/roles/${this.#roles.get(role)}`);
  }

  /** Keystone asks this user for a passcode besides the password from now on. */
  async requirePasscode(userId: string, secret: Buffer): Promise<void> {
    const options = { multi_factor_auth_enabled: true, multi_factor_auth_rules: [['password', 'totp']] };
    await this.#call('PATCH', `/users/${userId}`, { user: { options } });
    await this.#call('POST', '/credentials', { credential: { type: 'totp', user_id: userId, blob: base32(secret) } });
  }
}
