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
  status: string;
  size: number;
}

export interface NewBackup {
  volume_id: string;
  name?: string | null;
  description?: string | null;
  incremental?: boolean;
  force?: boolean;
  snapshot_id?: string;
  metadata?: Record<string, string>;
}

/** What the cloud's drivers do on demand, told by a volume's metadata. */
export interface Knobs {
  /** Seconds that a backup of the volume stays `creating`. */
  backup_delay?: string;
  /** Seconds that a restore into the volume takes. */
  restore_delay?: string;
  /** Makes a backup or restore of the volume fail, for this reason. */
  connect_error?: string;
}

const VERSION = 'volume 3.71';
/** Real work on a busy machine: longer than an expectation about a page. */
const PATIENCE = { timeout: 40_000, intervals: [100, 200, 400] };

export class Cinder {
  constructor(
    readonly projectId: string,
    readonly token: string,
  ) {}

  call(method: string, path: string, body?: unknown, accept: number[] = []): Promise<Reply> {
    return call(method, `${CINDER_URL}/v3/${this.projectId}${path}`, {
      token: this.token,
      version: VERSION,
      accept,
      ...(body !== undefined && { body }),
    });
  }

  async createVolume({ name, size = 1, knobs = {} }: { name: string; size?: number; knobs?: Knobs }): Promise<Volume> {
    const { json } = await this.call('POST', '/volumes', { volume: { name, size, metadata: knobs } });
    await this.until('volumes', json.volume.id, 'available');
    return { ...json.volume, status: 'available' };
  }

  async createSnapshot(volumeId: string, name: string): Promise<string> {
    const { json } = await this.call('POST', '/snapshots', { snapshot: { volume_id: volumeId, name } });
    await this.until('snapshots', json.snapshot.id, 'available');
    return json.snapshot.id;
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

  async status(kind: 'backups' | 'volumes' | 'snapshots', id: string): Promise<string> {
    const { status, json } = await this.call('GET', `/${kind}/${id}`, undefined, [404]);
    return status === 404 ? 'gone' : json[kind.slice(0, -1)].status;
  }

  async until(kind: 'backups' | 'volumes' | 'snapshots', id: string, status: string): Promise<void> {
    await expect.poll(() => this.status(kind, id), { ...PATIENCE, message: `${kind} ${id}` }).toBe(status);
  }

  async gone(kind: 'backups' | 'volumes' | 'snapshots', id: string): Promise<void> {
    await this.until(kind, id, 'gone');
  }
}
