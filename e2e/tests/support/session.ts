/** A session without the form: real tokens, kept as the panel keeps them (`to_json` in src/state/scope.rs). */

import type { Lane } from '../../edge/client.mjs';
import { PANEL_PATH } from './environment.ts';
import { call } from './http.ts';
import { type Credentials, issue } from './keystone.ts';

/** The name in the tab's storage: src/state/storage.rs. */
const NAME = `backup-panel:${PANEL_PATH.replace(/\/$/, '')}/:session`;

/**
 * What the panel keeps after this user has signed in through the lane, in a project that sees one region. The tokens are
 * made past the lane; the version is asked for through it, since some lanes end at an older one.
 * `session.spec.ts` compares it with what the form leads to.
 */
export async function keptSession(
  lane: Lane,
  { user, password, project }: Credentials & { project: { id: string } },
): Promise<{ name: string; value: string }> {
  const [first, scoped, versions] = await Promise.all([
    issue({ user, password }),
    issue({ user, password }, project.id),
    call('GET', `${lane.volume}/`, { accept: [300] }),
  ]);
  const { id, name, domain } = scoped.body.project;
  const newest = versions.json.versions.find((each: { id: string }) => each.id.startsWith('v3')).version;
  const endpoints = scoped.body.catalog.find(({ type }: { type: string }) => type === 'block-storage').endpoints;
  const [region, ...others] = endpoints.filter((each: { interface: string }) => each.interface === 'public');
  if (others.length > 0) throw new Error(`${user} sees several regions: sign in through the form, which lets one choose.`);
  const root = { name: region.region_id, root: `${lane.volume}/` };
  const session = {
    unscoped: {
      identity: lane.identity,
      token: first.token,
      origin: 'password',
      credential: null,
      user: { id: scoped.body.user.id, name: user, domain: { id: domain.id, name: domain.name } },
      projects: [{ id, name, domain_id: domain.id, domain: null, enabled: true }],
      left: [],
    },
    token: scoped.token,
    project: { id, name, domain_id: null, domain: { id: domain.id, name: domain.name }, enabled: null },
    roles: scoped.body.roles.map((role: { name: string }) => ({ name: role.name })),
    expires_at: scoped.body.expires_at,
    regions: [root],
    region: root,
    offers_minor: Number(newest.split('.')[1]),
  };
  return { name: NAME, value: JSON.stringify(session) };
}
