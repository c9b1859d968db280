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
 * Ends tokens at Keystone before their time. Cinder would go on taking those that it has in its cache for minutes, so whoever
 * comes with one of them hears what Cinder says to another one that was revoked; other tokens are taken as ever. With a
 * method, Cinder's cache lets all other requests pass meanwhile.
 */
export async function revokeInUse(
  lane: Lane,
  tenant: Someone,
  keystone: KeystoneAdmin,
  { tokens, method }: { tokens: string[]; method?: 'POST' },
): Promise<void> {
  const dead = await authenticate(tenant, tenant.project.id);
  for (const token of [dead, ...tokens]) await revoke(token, keystone.token);
  for (const token of tokens) {
    await lane.fault({ service: 'volume', token, ...(method && { method }), send: { 'X-Auth-Token': dead } });
  }
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
