import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Backup, BackupKind } from '../../../../shared/contract/backup.ts';
import { counted } from '../../../../shared/format/count.ts';
import { kindOf } from '../../platform/files/file-owner.ts';
import { unreadable } from '../../platform/files/state-file.ts';
import { whyUnreadable } from '../../platform/files/why-unreadable.ts';
import { type BackupFolder, extensions, infoPath, kinds } from './backup-files.ts';
import { type InfoFile, readInfo } from './manifest.ts';

const cache = new Map<string, { readonly key: string; readonly info: InfoFile }>();
/** A manifest has a few kilobytes, so that one read is enough. */
const shared = Buffer.allocUnsafe(64 * 1024);

/** Reads a backup by its name; null if no file has that name. Damage is reported in the result, not thrown. */
export function readBackup(folder: BackupFolder, name: string, files: ReadonlySet<string>): Backup | null {
  const info = files.has(`${name}.info`) ? cachedInfo(infoPath(folder, name)) : null;
  const wanted = info?.form === 'ours' ? [info.manifest.kind] : kinds;
  const kind = wanted.find((candidate) => files.has(name + extensions[candidate]));
  if (info === null && kind === undefined) return null;
  const file = name + extensions[kind ?? wanted[0] ?? 'snapshot'];
  const data = statFile(join(folder.path, file));
  if (info?.form === 'ours') {
    const own = info.manifest;
    const damage = damageOf(file, data, own.sizeBytes);
    const keys = own.databases?.reduce((sum, database) => sum + database.keys, 0) ?? null;
    // Lists each field: spreading a thousand objects takes longer than reading their files.
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
      contents: own.contents,
      modules: own.modules,
    };
  }
  const damage =
    info?.form === 'unreadable'
      ? (info.why ?? `its manifest ${name}.info cannot be read`)
      : (damageOf(file, data, null) ?? signatureProblem(join(folder.path, file), kind ?? 'snapshot'));
  const described = info?.form === 'scripts' ? info : null;
  return {
    name,
    instance: folder.instance,
    ...unknownFields,
    kind: kind ?? 'snapshot',
    file,
    createdAt:
      described?.createdAt ??
      (statsOf(data) ?? statsOf(statFile(infoPath(folder, name))) ?? { mtime: new Date(0) }).mtime.toISOString(),
    sizeBytes: statsOf(data)?.size ?? 0,
    redisVersion: described?.redisVersion ?? null,
    reason: described ? 'manual' : 'imported',
    damaged: damage !== null,
    damage,
  };
}

/** The fields of a backup without a manifest of ours. */
export const unknownFields = {
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
  contents: null,
  modules: null,
};

/** Non-blocking: opening a FIFO would wait for a writer. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The stats of a file, null if it does not exist, or the reason why it cannot be read. */
type Found = Stats | null | string;

function statFile(path: string): Found {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    return whyUnreadable(path, error);
  }
}

function statsOf(found: Found): Stats | null {
  return typeof found === 'string' ? null : found;
}

function damageOf(file: string, data: Found, size: number | null): string | null {
  if (typeof data === 'string') return data;
  if (data === null) return `its file ${file} is missing`;
  if (!data.isFile()) return `its file ${file} is a folder`;
  if (data.size === 0) return `its file ${file} is empty`;
  if (size !== null && data.size !== size)
    return `its file ${file} has ${counted(data.size, 'byte')} instead of ${size}`;
  return null;
}

/** Checks the signature of a file that has no manifest. */
function signatureProblem(path: string, kind: BackupKind): string | null {
  const head = Buffer.alloc(5);
  try {
    const file = openSync(path, OPEN_FLAGS);
    try {
      readSync(file, head, 0, 5, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return whyUnreadable(path, error);
  }
  if (kind === 'archive')
    return head[0] === 0x1f && head[1] === 0x8b ? null : `its file ${basename(path)} is not a tar.gz archive`;
  return head.toString('latin1') === 'REDIS' ? null : `its file ${basename(path)} is not a Redis snapshot`;
}

function cachedInfo(path: string): InfoFile {
  const known = cache.get(path);
  if (known) {
    const found = statsOf(statFile(path));
    if (found && known.key === keyOf(found)) return known.info;
  }
  let entry: { readonly key: string; readonly info: InfoFile };
  try {
    entry = readInfoFile(path);
  } catch (error) {
    entry = { key: '', info: { form: 'unreadable', why: whyUnreadable(path, error) } };
  }
  cache.set(path, entry);
  return entry.info;
}

function readInfoFile(path: string): { readonly key: string; readonly info: InfoFile } {
  const file = openSync(path, OPEN_FLAGS);
  try {
    const found = fstatSync(file);
    if (!found.isFile() && !found.isDirectory())
      throw unreadable(path, 'not-a-file', `it is ${kindOf(found)}, not a file`);
    const key = keyOf(found);
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
