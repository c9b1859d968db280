/** Sessions that end before their time. */

import type { Lane } from '../../edge/client.mjs';
import { authenticate, type KeystoneAdmin, revoke } from './keystone.ts';
import type { Project } from './tenant.ts';

/** A user with a password, in a project. */
interface Someone {
  user: string;
  password: string;
  project: Project;
}

/**
 * From now on Cinder is asked with a token that was revoked, and refuses as it does when a session has ended.
 * The panel's own token is left alone: Cinder would go on taking it from its cache for minutes.
 */
export async function endSession(lane: Lane, tenant: Someone, keystone: KeystoneAdmin) {
  const dead = await authenticate(tenant, tenant.project.id);
  await revoke(dead, keystone.token);
  return lane.fault({ service: 'volume', path: '/v3/', send: { 'X-Auth-Token': dead } });
}
