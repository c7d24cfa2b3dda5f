import { rm } from 'node:fs/promises';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import { type BackupFolder, dataPath, extensions, infoPath } from './backup-files.ts';
import { asManifest, findBackup, writeManifest } from './backup-folder.ts';
import { damaged } from './damaged.ts';
import { requireFreeName } from './folder-of.ts';

export interface BackupChange {
  readonly to?: string | undefined;
  readonly note?: string | null | undefined;
  readonly pinned?: boolean | undefined;
}

/** Renames or pins a backup, or changes its note. @throws AppError NOT_FOUND, ALREADY_EXISTS, BACKUP_DAMAGED */
export async function changeBackup(folder: BackupFolder, name: string, change: BackupChange): Promise<Backup> {
  const before = findBackup(folder, name);
  if (before.damaged) throw damaged(before, `${before.damage}.`);
  const note = change.note === undefined ? before.note : change.note;
  const manifest = asManifest({ ...before, note, pinned: change.pinned ?? before.pinned });
  const to = change.to ?? name;
  if (to === name) {
    await writeManifest(folder, name, manifest);
    return findBackup(folder, name);
  }
  requireFreeName(folder, to);
  // Both names exist for a moment, so that a crash leaves an intact backup under one of them.
  await linkOrCopy(dataPath(folder, before), dataPath(folder, { file: to + extensions[before.kind] }));
  await writeManifest(folder, to, manifest);
  await rm(infoPath(folder, name), { force: true });
  await rm(dataPath(folder, before), { force: true });
  await syncFolder(folder.path);
  return findBackup(folder, to);
}
