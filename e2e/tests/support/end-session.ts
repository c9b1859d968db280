/**
 * Sessions that end before their time, when nothing is under way any more: whatever is asked first afterwards opens the
 * dialog over the page, and that is to be what the test does, not what the page asked for late by itself.
 */

import type { Lane } from '../../edge/client.mjs';
import { authenticate, type KeystoneAdmin, revoke } from './keystone.ts';
import type { Project } from './tenant.ts';
import type { Traffic } from './traffic.ts';

/** A user with a password, in a project. */
interface Someone {
  user: string;
  password: string;
  project: Project;
}

/**
 * Ends all tokens in use at Keystone before their time. Cinder would go on taking those that it has in its cache for minutes, so whoever
 * comes with one of them hears what Cinder says to another one that was revoked; other tokens are taken as ever. With a
 * method, Cinder's cache lets all other requests pass meanwhile.
 */
export async function revokeInUse(
  lane: Lane,
  tenant: Someone,
  keystone: KeystoneAdmin,
  traffic: Traffic,
  method?: 'POST',
): Promise<void> {
  await traffic.settled();
  const { tokens } = traffic;
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
export async function endSession(lane: Lane, tenant: Someone, keystone: KeystoneAdmin, traffic: Traffic) {
  await traffic.settled();
  const dead = await authenticate(tenant, tenant.project.id);
  await revoke(dead, keystone.token);
  return lane.fault({ service: 'volume', path: '/v3/', send: { 'X-Auth-Token': dead } });
}
