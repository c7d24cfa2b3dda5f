import { lstatSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Backup, backupName } from '../../../../shared/contract/backup.ts';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { syncFolder, writeDurably } from '../../platform/files/durable-write.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import { whyUnreadable } from '../../platform/files/why-unreadable.ts';
import { type BackupFolder, dataPath, extensions, infoPath } from './backup-files.ts';
import { formatInfo, type Manifest } from './manifest.ts';
import { readBackup, unknown } from './read-backup.ts';

/** Between two breaths of a long list, entries: reading is synchronous, a tenth of the time of promises. */
const SLICE = 100;

/**
 * The backups of a folder as they are now, newest first. Never throws for what is in it.
 * @throws AppError HOME_NOT_WRITABLE when the folder itself cannot be read
 */
export async function listFolder(folder: BackupFolder): Promise<readonly Backup[]> {
  const files = new Set(readNames(folder.path));
  const names = namesOf(files);
  const found: Backup[] = [];
  for (const [index, name] of names.entries()) {
    if (index % SLICE === SLICE - 1) await breathe();
    const backup = readBackup(folder, name, files);
    if (backup) found.push(backup);
  }
  return found.sort(newestFirst);
}

/** The same; a folder that cannot be read is one damaged entry that says why and what to do. */
export async function listShown(folder: BackupFolder): Promise<readonly Backup[]> {
  try {
    return await listFolder(folder);
  } catch (error) {
    if (!isAppError(error, 'HOME_NOT_WRITABLE')) throw error;
    return [unreadableFolder(folder.instance, folder.path, error)];
  }
}

/** What stands in a list for a folder that cannot be read. */
export function unreadableFolder(instance: string, path: string, error: unknown): Backup {
  const damage = error instanceof AppError ? error.message.replace(/\.$/, '') : whyUnreadable(path, error);
  const about = { name: 'unreadable-folder', file: '', kind: 'snapshot', reason: 'imported' } as const;
  return {
    ...unknown,
    ...about,
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

/** Times in UTC sort as text does; comparing them as words of a language would take as long as reading them. */
export function newestFirst(a: Backup, b: Backup): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.name < b.name ? 1 : -1;
}

/** @throws AppError NOT_FOUND, HOME_NOT_WRITABLE when the folder cannot be read */
export function findBackup(folder: BackupFolder, name: string): Backup {
  const backup = readBackup(folder, name, new Set(readNames(folder.path)));
  if (backup) return backup;
  throw new AppError(
    'NOT_FOUND',
    `${folder.instance} has no backup "${name}". The list of its backups shows what there is.`,
    { what: 'backup', id: name },
  );
}

/** The names that are taken in a folder, of whatever files. */
export function takenNames(folder: BackupFolder): ReadonlySet<string> {
  return new Set(namesOf(readNames(folder.path)));
}

/** Writes a manifest: the moment from which a backup is in the list. */
export async function writeManifest(folder: BackupFolder, name: string, own: Manifest): Promise<void> {
  await writeDurably(infoPath(folder, name), formatInfo(name, own));
}

/** The manifest first: what is left of a removal that was cut off is a file without its description, and whole. */
export async function removeBackup(folder: BackupFolder, backup: Pick<Backup, 'name' | 'file'>): Promise<void> {
  await rm(infoPath(folder, backup.name), { force: true });
  await rm(dataPath(folder, backup), { force: true });
  await syncFolder(folder.path);
}

/** A backup's document as a manifest again, to be written with a change. */
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

/** The names that files stand for, each once. */
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
