import { join } from 'node:path';
import type { Backup, BackupKind } from '../../../../shared/contract/backup.ts';

export const extensions: Readonly<Record<BackupKind, string>> = { snapshot: '.rdb', archive: '.tar.gz' };
export const kinds = Object.keys(extensions) as BackupKind[];

/** The backups folder of an instance. */
export interface BackupFolder {
  readonly path: string;
  readonly instance: string;
}

export function infoPath(folder: BackupFolder, name: string): string {
  return join(folder.path, `${name}.info`);
}

export function dataPath(folder: BackupFolder, backup: Pick<Backup, 'file'>): string {
  return join(folder.path, backup.file);
}
