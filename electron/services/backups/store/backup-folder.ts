import { lstatSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { type Backup, backupName } from '../../../../shared/contract/backup.ts';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { syncFolder, writeDurably } from '../../platform/files/durable-write.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import { whyUnreadable } from '../../platform/files/why-unreadable.ts';
import { newestFirst } from '../../platform/time/newest-first.ts';
import { type BackupFolder, dataPath, extensions, infoPath } from './backup-files.ts';
import { formatInfo, type Manifest } from './manifest.ts';
import { readBackup, unknownFields } from './read-backup.ts';

/** Files to read between two turns of the event loop. Reads are synchronous, because promises take ten times as long. */
const FILES_PER_TURN = 100;

/**
 * Lists the backups of a folder in their order. A damaged backup is listed, not thrown.
 * @throws AppError HOME_NOT_WRITABLE when the folder itself cannot be read
 */
export async function listFolder(folder: BackupFolder): Promise<readonly Backup[]> {
  const files = new Set(readNames(folder.path));
  const names = namesOf(files);
  const found: Backup[] = [];
  for (const [index, name] of names.entries()) {
    if (index % FILES_PER_TURN === FILES_PER_TURN - 1) await yieldToEvents();
    const backup = readBackup(folder, name, files);
    if (backup) found.push(backup);
  }
  return found.sort(backupOrder());
}

/** The same, but a folder that cannot be read is listed as one damaged entry with the reason and the fix. */
export async function listShown(folder: BackupFolder): Promise<readonly Backup[]> {
  try {
    return await listFolder(folder);
  } catch (error) {
    if (!isAppError(error, 'HOME_NOT_WRITABLE')) throw error;
    return [unreadableFolder(folder.instance, folder.path, error)];
  }
}

/** The list entry of a folder that cannot be read. */
export function unreadableFolder(instance: string, path: string, error: unknown): Backup {
  const damage = error instanceof AppError ? error.message.replace(/\.$/, '') : whyUnreadable(path, error);
  const entry = { name: 'unreadable-folder', file: '', kind: 'snapshot', reason: 'imported' } as const;
  return {
    ...unknownFields,
    ...entry,
    instance,
    createdAt: changedAt(path),
    sizeBytes: 0,
    redisVersion: null,
    damaged: true,
    damage,
  };
}

function changedAt(path: string): string {
  try {
    return lstatSync(path).mtime.toISOString();
  } catch {
    return new Date(0).toISOString();
  }
}

/** The order of every list of backups: newest first, those dated in the future last. */
export function backupOrder(): (a: Backup, b: Backup) => number {
  const byTime = newestFirst();
  return (a, b) => byTime(a, b) || (a.name < b.name ? 1 : -1);
}

/** @throws AppError NOT_FOUND, HOME_NOT_WRITABLE when the folder cannot be read */
export function findBackup(folder: BackupFolder, name: string): Backup {
  const backup = readBackup(folder, name, new Set(readNames(folder.path)));
  if (backup) return backup;
  throw new AppError('NOT_FOUND', `${folder.instance} has no backup "${name}". List its backups to see their names.`, {
    what: 'backup',
    id: name,
  });
}

/** The backup names that are taken in a folder, by files of any kind. */
export function takenNames(folder: BackupFolder): ReadonlySet<string> {
  return new Set(namesOf(readNames(folder.path)));
}

/** Writes a manifest. From then on the backup is listed. */
export async function writeManifest(folder: BackupFolder, name: string, own: Manifest): Promise<void> {
  await writeDurably(infoPath(folder, name), formatInfo(name, own));
}

/** Deletes the manifest first: an interrupted deletion leaves an intact data file without a manifest. */
export async function removeBackup(folder: BackupFolder, backup: Pick<Backup, 'name' | 'file'>): Promise<void> {
  await rm(infoPath(folder, backup.name), { force: true });
  await rm(dataPath(folder, backup), { force: true });
  await syncFolder(folder.path);
}

/** Turns a backup document back into its manifest, to write a change. */
export function asManifest(backup: Backup): Manifest {
  const {
    name: _name,
    instance: _instance,
    damaged: _damaged,
    damage: _damage,
    file: _file,
    keys: _keys,
    proof: _proof,
    ...rest
  } = backup;
  return { ...rest, format: 1, sha256: backup.sha256 };
}

const endings: readonly string[] = ['.info', ...Object.values(extensions)];

/** The names of the backups that the files belong to. */
function namesOf(files: Iterable<string>): readonly string[] {
  const names = new Set<string>();
  for (const file of files) {
    const ending = endings.find((end) => file.endsWith(end));
    if (ending !== undefined) names.add(file.slice(0, -ending.length));
  }
  return [...names].filter((name) => backupName.safeParse(name).success);
}

function readNames(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'ENOENT') return [];
    throw new AppError(
      'HOME_NOT_WRITABLE',
      `${whyUnreadable(path, error)}.`,
      { home: path, reason: code },
      { cause: error },
    );
  }
}
