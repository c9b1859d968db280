/** Records of backups, as `export_record` and the panel's files hold them. */

import { crc32 } from 'node:zlib';
import type { FileRecord, RecordFile } from '../../pages/export-dialog.ts';
import type { BackupRecord } from './admin.ts';
import type { Cinder } from './cinder.ts';
import { dropBackups } from './seed.ts';

export type Fields = Record<string, unknown>;

export const decode = (record: BackupRecord): Fields => JSON.parse(Buffer.from(record.backup_url, 'base64').toString('utf8'));

/** The record with some of its fields changed; undefined removes one. */
export function altered(record: BackupRecord, changes: Fields): BackupRecord {
  const json = JSON.stringify({ ...decode(record), ...changes });
  return { ...record, backup_url: Buffer.from(json).toString('base64') };
}

/** A file as the panel writes it. */
export function fileOf(records: BackupRecord[], version = 1): RecordFile {
  const line = (record: BackupRecord): FileRecord => {
    const fields = decode(record) as Record<string, never>;
    const { backup_service, backup_url } = record;
    return {
      id: fields.id ?? '',
      name: fields.display_name ?? null,
      project_id: fields.project_id ?? '',
      volume_id: fields.volume_id ?? '',
      parent_id: fields.parent_id ?? null,
      created_at: fields.created_at ?? '',
      size: fields.size ?? 0,
      crc32: crc32(`${backup_service}\n${backup_url}`).toString(16).padStart(8, '0'),
      backup_service,
      backup_url,
    };
  };
  return {
    format: 'openstack-backup-records',
    version,
    exported_at: '2026-11-23T10:00:00Z',
    source: { identity: null, region: null },
    records: records.map(line),
  };
}

export const text = (records: BackupRecord[]): string => JSON.stringify(fileOf(records));

/** A backup with its record, which the cloud has forgotten. */
export async function forgotten(cinder: Cinder, admin: { exportRecord(id: string): Promise<BackupRecord> }, name = 'lost') {
  const volume = await cinder.createVolume({ name: `${name}-volume` });
  const backup = await cinder.createBackup({ volume_id: volume.id, name });
  const record = await admin.exportRecord(backup.id);
  await dropBackups(cinder.projectId, [backup.id]);
  return { backup, record };
}

export async function importRequests(lane: { sent(): Promise<string[]> }): Promise<string[]> {
  return (await lane.sent()).filter((line) => line === 'POST /backups/import_record');
}
