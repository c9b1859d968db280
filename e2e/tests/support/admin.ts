/** What only an administrator may do with block storage: arranges states that no user could, and moves records. */

import { Cinder } from './cinder.ts';
import { authenticate, type Credentials, type KeystoneAdmin } from './keystone.ts';

/** The record of a backup, as Cinder exports and imports it. */
export interface BackupRecord {
  backup_service: string;
  backup_url: string;
}

/** What a project may have; -1 is without limit. */
export interface Quota {
  backups?: number;
  backup_gigabytes?: number;
  volumes?: number;
  gigabytes?: number;
  snapshots?: number;
}

const ADMIN: Credentials = { user: 'admin', password: 'admin' };

/** Cinder as the cloud's administrator, in any project. What it imports belongs to that project. */
export class CinderAdmin extends Cinder {
  /** Makes the administrator one of the project, too: a token must be of the project in the address. */
  static async in(projectId: string, keystone: KeystoneAdmin): Promise<CinderAdmin> {
    await keystone.grant(keystone.userId, 'admin', projectId);
    return new CinderAdmin(projectId, await authenticate(ADMIN, projectId));
  }

  /** Gives a backup another status, and waits for it: the service does that when it comes to it. */
  async resetStatus(id: string, status: 'available' | 'error'): Promise<void> {
    await this.call('POST', `/backups/${id}/action`, { 'os-reset_status': { status } });
    await this.until('backups', id, status);
  }

  /** Gives a volume any status that Cinder knows, such as `error`, `maintenance` or `in-use`. */
  async resetVolumeStatus(id: string, status: string): Promise<void> {
    await this.call('POST', `/volumes/${id}/action`, { 'os-reset_status': { status } });
    await this.until('volumes', id, status);
  }

  /** As `resetVolumeStatus`, for a snapshot. */
  async resetSnapshotStatus(id: string, status: string): Promise<void> {
    await this.call('POST', `/snapshots/${id}/action`, { 'os-reset_status': { status } });
    await this.until('snapshots', id, status);
  }

  /** Deletes a backup whatever its status, and waits until it is gone. */
  async forceDelete(id: string): Promise<void> {
    await this.call('POST', `/backups/${id}/action`, { 'os-force_delete': {} });
    await this.gone('backups', id);
  }

  async exportRecord(id: string): Promise<BackupRecord> {
    return (await this.call('GET', `/backups/${id}/export_record`)).json['backup-record'];
  }

  /** Imports into this project, and waits for the status in which it is to end; answers the backup's id. */
  async importRecord(record: BackupRecord, status = 'available'): Promise<string> {
    const { json } = await this.call('POST', '/backups/import_record', { 'backup-record': record });
    await this.until('backups', json.backup.id, status);
    return json.backup.id;
  }

  async setQuota(quota: Quota, projectId: string = this.projectId): Promise<void> {
    await this.call('PUT', `/os-quota-sets/${projectId}`, { quota_set: quota });
  }
}
