/**
 * The portal's session with the cloud.
 *
 * A portal has a server of its own that keeps the password or a token for its user and hands out tokens to its pages.
 * This example has none, so the page itself keeps what was typed, in memory, and asks Keystone.
 */

/** Signs in; throws what went wrong. */
export async function signIn(identityUrl, { user, password, domain = 'Default' }) {
  const identity = { methods: ['password'], password: { user: { name: user, domain: { name: domain }, password } } };

  async function issue(scope) {
    const response = await fetch(`${identityUrl}/auth/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ auth: { identity, scope } }),
    });
    if (!response.ok) throw new Error(`Keystone answered ${response.status}`);
    return response.headers.get('X-Subject-Token');
  }

  const unscoped = await issue('unscoped');
  const response = await fetch(`${identityUrl}/auth/projects`, { headers: { 'X-Auth-Token': unscoped } });
  const { projects } = await response.json();
  let isOver = false;

  return {
    /** The projects of the user. */
    projects,
    /** A token for a project, issued now; null once the session is over. */
    token: async (project) => (isOver ? null : issue({ project: { id: project } })),
    /** Gives out no further token. */
    end: () => {
      isOver = true;
    },
  };
}
