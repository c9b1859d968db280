/** The cloud through python-cinderclient: what is true, found out by nothing that the panel or the tests are made of. */

import type { BackupRecord } from './admin.ts';
import type { Backup, Message, Volume } from './cinder.ts';
import type { Credentials } from './keystone.ts';
import { PythonServer } from './python.ts';

/** `e2e/cloud/verify.py serve`; one for each worker. */
export class IndependentProcess extends PythonServer {
  constructor() {
    super('cloud/verify.py');
  }
}

/** The independent client as one user in one project. Rejects with the client's own words. */
export class IndependentClient {
  constructor(
    readonly process: IndependentProcess,
    readonly who: Credentials,
    readonly projectId: string,
  ) {}

  #ask<Result>(command: string, args: Record<string, unknown> = {}): Promise<Result> {
    const { user, password } = this.who;
    return this.process.ask<Result>({ user, password, project_id: this.projectId, command, arguments: args });
  }

  /** The same as someone else, or in another project. */
  as(who: Credentials, projectId: string = this.projectId): IndependentClient {
    return new IndependentClient(this.process, who, projectId);
  }

  backup(id: string): Promise<Backup> {
    return this.#ask('backup', { id });
  }

  /** Whether there is such a backup in sight. */
  async has(id: string): Promise<boolean> {
    return (await this.backups()).some((backup) => backup.id === id);
  }

  /** All of them; with `all` those of every project, for an administrator. */
  backups({ all = false } = {}): Promise<Backup[]> {
    return this.#ask('backups', { all });
  }

  volume(id: string): Promise<Volume> {
    return this.#ask('volume', { id });
  }

  volumes(): Promise<Volume[]> {
    return this.#ask('volumes');
  }

  snapshots(): Promise<Array<{ id: string; name: string; status: string; volume_id: string }>> {
    return this.#ask('snapshots');
  }

  messages(resourceId: string): Promise<Message[]> {
    return this.#ask('messages', { resource: resourceId });
  }

  limits(): Promise<Record<string, number>> {
    return this.#ask('limits');
  }

  /** For an administrator. */
  exportRecord(id: string): Promise<BackupRecord> {
    return this.#ask('export', { id });
  }

  /** For an administrator; the id of the backup, which is then available. */
  importRecord({ backup_service, backup_url }: BackupRecord): Promise<string> {
    return this.#ask('import-record', { service: backup_service, url: backup_url });
  }

  /** Of all bytes of the volume. */
  sha256(volumeId: string): Promise<string> {
    return this.#ask('sha256', { id: volumeId });
  }

  /** Writes into the volume as a guest would: blocks of 32 KiB that depend on the seed only. The volume's hash then. */
  write(volumeId: string, seed: number, blocks = 12): Promise<string> {
    return this.#ask('write', { id: volumeId, seed, blocks });
  }

  /** What a restore of the backup gives: into a volume of its own, which is gone afterwards. */
  restoredSha256(backupId: string): Promise<string> {
    return this.#ask('restored-sha256', { id: backupId });
  }
}
