import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Backup, type BackupKind, backupName } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { syncFolder, writeDurably } from '../files/durable-write.ts';
import { errorCode } from '../files/file-errors.ts';
import { formatInfo, type InfoFile, type Manifest, readInfo } from './manifest.ts';

/** Between two breaths of a long list, entries: reading is synchronous, a tenth of the time of promises. */
const SLICE = 100;

export const extensions: Readonly<Record<BackupKind, string>> = { snapshot: '.rdb', archive: '.tar.gz' };
const kinds = Object.keys(extensions) as BackupKind[];

/** A backups folder, and whose it is. */
export interface BackupFolder {
  readonly path: string;
  readonly instance: string;
}

/** The backups of a folder as they are now, newest first. Never throws for what is in it. */
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

/** Times in UTC sort as text does; comparing them as words of a language would take as long as reading them. */
export function newestFirst(a: Backup, b: Backup): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.name < b.name ? 1 : -1;
}

/** @throws AppError NOT_FOUND */
export function findBackup(folder: BackupFolder, name: string): Backup {
  const candidates = [`${name}.info`, ...kinds.map((kind) => name + extensions[kind])];
  const backup = readBackup(
    folder,
    name,
    new Set(candidates.filter((file) => statOf(join(folder.path, file)) !== null)),
  );
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

export function dataPath(folder: BackupFolder, backup: Pick<Backup, 'file'>): string {
  return join(folder.path, backup.file);
}

export function infoPath(folder: BackupFolder, name: string): string {
  return join(folder.path, `${name}.info`);
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

const cache = new Map<string, { readonly key: string; readonly info: InfoFile }>();
/** A manifest has a few kilobytes: read at once, without asking for its size. */
const shared = Buffer.allocUnsafe(64 * 1024);

function readBackup(folder: BackupFolder, name: string, files: ReadonlySet<string>): Backup | null {
  const info = files.has(`${name}.info`) ? cachedInfo(infoPath(folder, name)) : null;
  const wanted = info?.form === 'ours' ? [info.manifest.kind] : kinds;
  const kind = wanted.find((candidate) => files.has(name + extensions[candidate]));
  if (info === null && kind === undefined) return null;
  const file = name + extensions[kind ?? wanted[0] ?? 'snapshot'];
  const data = statOf(join(folder.path, file));
  if (info?.form === 'ours') {
    const own = info.manifest;
    const damage = damageOf(file, data, own.sizeBytes);
    const keys = own.databases?.reduce((sum, database) => sum + database.keys, 0) ?? null;
    // Each field by its name: copying "the rest" of a thousand objects takes longer than reading their files.
    return {
      name,
      instance: folder.instance,
      damaged: damage !== null,
      damage,
      kind: own.kind,
      file,
      createdAt: own.createdAt,
      sizeBytes: own.sizeBytes,
      sha256: own.sha256,
      keys,
      databases: own.databases,
      countsExact: own.countsExact,
      redisVersion: own.redisVersion,
      rdbVersion: own.rdbVersion,
      reason: own.reason,
      before: own.before,
      note: own.note,
      pinned: own.pinned,
      proof: own.proofs[0] ?? null,
      proofs: own.proofs,
      memoryBytes: own.memoryBytes,
      tookMs: own.tookMs,
      askedFrom: own.askedFrom,
      runtime: own.runtime,
      settings: own.settings,
    };
  }
  const damage =
    info?.form === 'unreadable'
      ? `its description ${name}.info cannot be read`
      : (damageOf(file, data, null) ?? foreign(join(folder.path, file), kind ?? 'snapshot'));
  const described = info?.form === 'scripts' ? info : null;
  return {
    name,
    instance: folder.instance,
    ...unknown,
    kind: kind ?? 'snapshot',
    file,
    createdAt:
      described?.createdAt ?? (data?.mtime ?? statOf(infoPath(folder, name))?.mtime ?? new Date(0)).toISOString(),
    sizeBytes: data?.size ?? 0,
    redisVersion: described?.redisVersion ?? null,
    reason: described ? 'manual' : 'imported',
    damaged: damage !== null,
    damage,
  };
}

/** What is not known of a backup that we have not taken ourselves. */
export const unknown = {
  sha256: null,
  keys: null,
  databases: null,
  countsExact: false,
  rdbVersion: null,
  before: null,
  note: null,
  pinned: false,
  proof: null,
  proofs: [],
  memoryBytes: null,
  tookMs: null,
  askedFrom: null,
  runtime: null,
  settings: {},
};

function damageOf(file: string, data: Stats | null, size: number | null): string | null {
  if (data === null) return `its file ${file} is missing`;
  if (data.size === 0) return `its file ${file} is empty`;
  if (size !== null && data.size !== size)
    return `its file ${file} has ${data.size} bytes and had ${size} when it was taken`;
  return null;
}

/** A file that no manifest vouches for is looked at: an RDB and a gzip file say what they are. */
function foreign(path: string, kind: BackupKind): string | null {
  const head = Buffer.alloc(5);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, head, 0, 5, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return `its file cannot be read (${errorCode(error)})`;
  }
  if (kind === 'archive')
    return head[0] === 0x1f && head[1] === 0x8b ? null : `its file ${basename(path)} is no tar.gz archive`;
  return head.toString('latin1') === 'REDIS' ? null : `its file ${basename(path)} is no Redis snapshot`;
}

function cachedInfo(path: string): InfoFile {
  const known = cache.get(path);
  if (known) {
    const found = statOf(path);
    if (found && known.key === keyOf(found)) return known.info;
  }
  let entry: { readonly key: string; readonly info: InfoFile };
  try {
    entry = readInfoFile(path);
  } catch {
    entry = { key: '', info: { form: 'unreadable' } };
  }
  cache.set(path, entry);
  return entry.info;
}

function readInfoFile(path: string): { readonly key: string; readonly info: InfoFile } {
  const file = openSync(path, 'r');
  try {
    const key = keyOf(fstatSync(file));
    const size = readSync(file, shared, 0, shared.length, 0);
    return {
      key,
      info: readInfo(size < shared.length ? shared.toString('utf8', 0, size) : readFileSync(file, 'utf8')),
    };
  } finally {
    closeSync(file);
  }
}

function keyOf({ ino, mtimeMs, size }: Stats): string {
  return `${ino}:${mtimeMs}:${size}`;
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
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
