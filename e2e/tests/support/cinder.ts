/** Cinder's API as one user in one project: arranges real volumes, snapshots and backups, and says what is true. */

import { expect } from '@playwright/test';
import { CINDER_URL } from './environment.ts';
import { call, type Reply } from './http.ts';

/** A backup as Cinder answers it at its newest microversion. */
export interface Backup {
  id: string;
  name: string | null;
  description: string | null;
  status: string;
  size: number;
  object_count: number;
  availability_zone: string | null;
  container: string | null;
  created_at: string;
  updated_at: string | null;
  data_timestamp: string | null;
  fail_reason: string | null;
  volume_id: string;
  snapshot_id: string | null;
  is_incremental: boolean;
  has_dependent_backups: boolean;
  metadata: Record<string, string>;
}

export interface Volume {
  id: string;
  name: string;
  description: string | null;
  status: string;
  size: number;
  volume_type: string | null;
  availability_zone: string | null;
  updated_at: string | null;
  metadata: Record<string, string>;
  attachments: Array<{ server_id: string; device: string }>;
}

/** What Cinder says afterwards about something that failed in the background. */
export interface Message {
  id: string;
  event_id: string;
  message_level: string;
  user_message: string;
  created_at: string;
}

export interface NewBackup {
  volume_id: string;
  name?: string | null;
  description?: string | null;
  incremental?: boolean;
  force?: boolean;
  snapshot_id?: string;
  container?: string;
  metadata?: Record<string, string>;
}

/**
 * What the cloud's drivers do on demand, told by the metadata of a volume (the source of a backup, the target of
 * a restore) or of the backup itself, which counts more. As a type, so that it is a plain record of strings.
 */
export type Knobs = {
  /** Seconds that a backup stays `creating`; see `LONG`. */
  backup_delay?: string;
  /** Makes a backup end in `error`, with this text in its fail_reason. */
  backup_error?: string;
  /** Seconds that a restore takes. */
  restore_delay?: string;
  /** Makes a restore fail: the volume ends in `error_restoring`, the backup is `available` again. */
  restore_error?: string;
  /** Both of the errors. */
  connect_error?: string;
  /** Seconds that a backup stays `deleting`. */
  delete_delay?: string;
  /** Makes a deletion fail: the backup ends in `error`, with this text in its fail_reason. */
  delete_error?: string;
};

/** Seconds for a delay that a test ends when it has seen what it is for; it ends with the test in any case. */
export const LONG = '3600';

type Kind = 'backups' | 'volumes' | 'snapshots';

/** No such server: there is no Nova here. */
const SERVER = '6f1c7c0e-3d0b-4c55-9d0c-2b8f0d1a7e42';

const VERSION = 'volume 3.71';
/** Real work on a busy machine: longer than an expectation about a page. */
const PATIENCE = { timeout: 60_000, intervals: [100, 200, 400] };

export class Cinder {
  #delayed: string[] = [];

  constructor(
    readonly projectId: string,
    readonly token: string,
    readonly root: string = CINDER_URL,
  ) {}

  call(method: string, path: string, body?: unknown, accept: number[] = []): Promise<Reply> {
    return call(method, `${this.root}/v3/${this.projectId}${path}`, {
      token: this.token,
      version: VERSION,
      accept,
      ...(body !== undefined && { body }),
    });
  }

  async createVolume({ name, size = 1, knobs = {} }: { name: string; size?: number; knobs?: Knobs }): Promise<Volume> {
    const { json } = await this.call('POST', '/volumes', { volume: { name, size, metadata: knobs } });
    if (Object.values(knobs).includes(LONG)) this.#delayed.push(json.volume.id);
    await this.until('volumes', json.volume.id, 'available');
    return { ...json.volume, status: 'available' };
  }

  async createSnapshot(volumeId: string, name: string): Promise<string> {
    const { json } = await this.call('POST', '/snapshots', { snapshot: { volume_id: volumeId, name } });
    await this.until('snapshots', json.snapshot.id, 'available');
    return json.snapshot.id;
  }

  async volume(id: string): Promise<Volume> {
    return (await this.call('GET', `/volumes/${id}`)).json.volume;
  }

  /** One page of details; the query is Cinder's own. */
  async volumes(query = ''): Promise<Volume[]> {
    return (await this.call('GET', `/volumes/detail?${query}`)).json.volumes;
  }

  async #actOnVolume(id: string, action: Record<string, unknown>, status: string): Promise<void> {
    await this.call('POST', `/volumes/${id}/action`, action);
    await this.until('volumes', id, status);
  }

  /** Makes the volume `in-use`, as if that server had it. */
  async attach(id: string, server: string = SERVER): Promise<void> {
    await this.#actOnVolume(id, { 'os-reserve': null }, 'attaching');
    await this.#actOnVolume(id, { 'os-attach': { instance_uuid: server, mountpoint: '/dev/vda' } }, 'in-use');
  }

  async detach(id: string): Promise<void> {
    await this.#actOnVolume(id, { 'os-detach': {} }, 'available');
  }

  async extend(id: string, size: number): Promise<void> {
    await this.#actOnVolume(id, { 'os-extend': { new_size: size } }, 'available');
  }

  /** Lets what the knobs of this volume delay go on. */
  async endDelay(volumeId: string): Promise<void> {
    await this.setVolumeMetadata(volumeId, {});
  }

  /** The same for all delays that are `LONG`, whatever has become of their volumes: each keeps one of the cloud's workers. */
  async endDelays(): Promise<void> {
    for (const id of this.#delayed) await this.call('PUT', `/volumes/${id}/metadata`, { metadata: {} }, [400, 401, 404]);
  }

  /** Replaces all metadata of the volume. */
  async setVolumeMetadata(id: string, metadata: Record<string, string>): Promise<void> {
    await this.call('PUT', `/volumes/${id}/metadata`, { metadata });
  }

  /** Replaces all metadata of the backup. */
  async setBackupMetadata(id: string, metadata: Record<string, string>): Promise<void> {
    await this.updateBackup(id, { metadata });
  }

  /** The newest first; of one backup, volume or snapshot. */
  async messages(resourceId: string): Promise<Message[]> {
    return (await this.call('GET', `/messages?resource_uuid=${resourceId}&sort=created_at:desc`)).json.messages;
  }

  /** Quotas and what is used of them, by the names that Cinder gives them, such as `totalBackupsUsed`. */
  async limits(): Promise<Record<string, number>> {
    return (await this.call('GET', '/limits')).json.limits.absolute;
  }

  /** Asks for a backup and returns its id at once; it is still being made. */
  async startBackup(backup: NewBackup): Promise<string> {
    const { json } = await this.call('POST', '/backups', { backup });
    return json.backup.id;
  }

  /** Makes a backup and waits for it to end in the status. */
  async createBackup(backup: NewBackup, status = 'available'): Promise<Backup> {
    const id = await this.startBackup(backup);
    await this.until('backups', id, status);
    return this.backup(id);
  }

  /** A full backup and incrementals on it, so many in all, the oldest first. `name` gets their number: `name-1` … */
  async createChain(volumeId: string, length: number, name = 'chain'): Promise<Backup[]> {
    const chain: Backup[] = [];
    for (let number = 1; number <= length; number += 1) {
      chain.push(await this.createBackup({ volume_id: volumeId, name: `${name}-${number}`, incremental: number > 1 }));
      await this.until('volumes', volumeId, 'available');
    }
    return chain;
  }

  async backup(id: string): Promise<Backup> {
    return (await this.call('GET', `/backups/${id}`)).json.backup;
  }

  /** One page of details; the query is Cinder's own, such as `sort=name:asc&limit=5`. */
  async backups(query = ''): Promise<Backup[]> {
    return (await this.call('GET', `/backups/detail?${query}`)).json.backups;
  }

  /** Exactly how many match. */
  async count(filter = ''): Promise<number> {
    return (await this.call('GET', `/backups?limit=0&with_count=True&${filter}`)).json.count;
  }

  async updateBackup(id: string, change: Partial<Pick<Backup, 'name' | 'description' | 'metadata'>>): Promise<void> {
    await this.call('PUT', `/backups/${id}`, { backup: change });
  }

  /** Restores into a volume that is there, and waits for both to be available again. */
  async restoreInto(id: string, volumeId: string): Promise<void> {
    await this.call('POST', `/backups/${id}/restore`, { restore: { volume_id: volumeId } });
    await this.until('volumes', volumeId, 'available');
    await this.until('backups', id, 'available');
  }

  /** Deletes a backup and waits until it is gone. */
  async deleteBackup(id: string): Promise<void> {
    await this.call('DELETE', `/backups/${id}`);
    await this.gone('backups', id);
  }

  /** Deletes a volume and waits until it is gone; its backups stay. */
  async deleteVolume(id: string): Promise<void> {
    await this.call('DELETE', `/volumes/${id}`);
    await this.gone('volumes', id);
  }

  async status(kind: Kind, id: string): Promise<string> {
    const { status, json } = await this.call('GET', `/${kind}/${id}`, undefined, [404]);
    return status === 404 ? 'gone' : json[kind.slice(0, -1)].status;
  }

  async until(kind: Kind, id: string, status: string): Promise<void> {
    await expect.poll(() => this.status(kind, id), { ...PATIENCE, message: `${kind} ${id}` }).toBe(status);
  }

  async gone(kind: Kind, id: string): Promise<void> {
    await this.until(kind, id, 'gone');
  }
}
