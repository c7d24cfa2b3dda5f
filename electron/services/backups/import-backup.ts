import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Backup, BackupKind } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { orNull } from '../files/file-errors.ts';
import { readTar } from '../files/read-tar.ts';
import { shownPath } from '../home/paths.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import type { UndoEntry } from '../operations/undo-entry.ts';
import { type BackupFolder, dataPath, extensions, infoPath } from './backup-files.ts';
import { findBackup, takenNames, writeManifest } from './backup-folder.ts';
import { hashFile } from './copy-file.ts';
import { requireSpace } from './disk-space.ts';
import { type InfoFile, type Manifest, readInfo } from './manifest.ts';
import { freeName, hiddenName } from './names.ts';
import { readRdbHeader } from './rdb-header.ts';
import { unknown } from './read-backup.ts';

type Form = BackupKind | 'export';

/** A file that may be a backup, looked at. */
export interface Importable {
  readonly path: string;
  /** As it is told of. */
  readonly shown: string;
  readonly form: Form;
  readonly size: number;
  readonly modified: Date;
  /** The `.info` beside it, where there is one. */
  readonly info: InfoFile | null;
}

/**
 * @param toldAs what it is called where its path says nothing to a person, as of a file that came from a browser
 * @throws AppError NOT_FOUND, BACKUP_DAMAGED when it is no backup of any form
 */
export async function lookAtImport(given: string, toldAs?: string): Promise<Importable> {
  const path = await dataOf(resolve(given));
  const shown = toldAs ?? shownPath(path);
  const found = await orNull(stat(path));
  if (!found) throw new AppError('NOT_FOUND', `There is no file ${shown}.`, { what: 'file', id: shown });
  if (!found.isFile()) throw noBackup(shown, 'it is no file');
  const file = await open(path, 'r');
  const form = await formOf(file).finally(() => file.close());
  if (form === null)
    throw noBackup(shown, 'it is neither a Redis snapshot, nor a tar.gz archive, nor an exported backup');
  const text = form === 'export' ? null : await orNull(readFile(infoBeside(path), 'utf8'));
  return { path, shown, form, size: found.size, modified: found.mtime, info: text === null ? null : readInfo(text) };
}

/** The name an imported file gets: its own, as far as a name may be so. */
export function importName(path: string): string {
  const bare = basename(path).replace(/\.(rdb|tar\.gz|tgz|redis-backup)$/i, '');
  const plain = bare
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 90);
  return plain || 'imported';
}

/** Copies it into the folder, with a manifest; the original stays. */
export async function importBackup(
  folder: BackupFolder,
  from: Importable,
  wanted: string | undefined,
  op: OperationContext,
): Promise<Backup> {
  await mkdir(folder.path, { recursive: true, mode: 0o700 });
  await requireSpace(folder.path, from.size, `Importing ${from.shown}`);
  const part = join(folder.path, hiddenName());
  const undoPart: UndoEntry = { type: 'file', path: part };
  await op.undo.add(undoPart);
  const { kind, info } = await op.step('Copy it, with its checksum', async () => {
    const got = from.form === 'export' ? await unpackExport(from, part, op) : { kind: from.form, info: from.info };
    if (from.form !== 'export') {
      await pipeline(
        createReadStream(from.path, { highWaterMark: 1024 * 1024 }),
        createWriteStream(part, { flags: 'wx', mode: 0o600 }),
        {
          signal: op.signal,
        },
      );
    }
    return got;
  });
  const file = await open(part, 'r+');
  const [manifest, name] = await manifestFor(file, kind, info, from, op)
    .then(async (described) => {
      await file.sync();
      return [described, wanted ?? freeName(importName(from.path), takenNames(folder))] as const;
    })
    .finally(() => file.close());
  const target = dataPath(folder, { file: name + extensions[kind] });
  const undoFiles: readonly UndoEntry[] = [
    { type: 'file', path: target },
    { type: 'file', path: infoPath(folder, name) },
  ];
  await op.undo.add(...undoFiles);
  await rename(part, target);
  await writeManifest(folder, name, manifest);
  await op.undo.drop(undoPart, ...undoFiles);
  return findBackup(folder, name);
}

async function manifestFor(
  file: FileHandle,
  kind: BackupKind,
  info: InfoFile | null,
  from: Importable,
  op: OperationContext,
): Promise<Manifest> {
  const [{ bytes, sha256 }, header] = [await hashFile(file, { signal: op.signal }), await readRdbHeader(file)];
  if (kind === 'snapshot' && header === null) throw noBackup(from.shown, 'it is no Redis snapshot');
  if (info?.form === 'ours') {
    // Its own checksum stands: whether this is still that file is what it is for.
    if (info.manifest.sha256 !== null && info.manifest.sha256 !== sha256) {
      throw noBackup(from.shown, 'its checksum is not that of its manifest: it was changed or cut off');
    }
    return { ...info.manifest, sizeBytes: bytes, sha256, reason: 'imported', before: null, pinned: false, proofs: [] };
  }
  const { proof: _proof, ...rest } = unknown;
  const saved = header?.createdSeconds ? new Date(header.createdSeconds * 1000) : from.modified;
  return {
    format: 1,
    ...rest,
    kind,
    createdAt: (info?.form === 'scripts' ? info.createdAt : null) ?? saved.toISOString(),
    sizeBytes: bytes,
    sha256,
    redisVersion: header?.redisVersion ?? (info?.form === 'scripts' ? info.redisVersion : null),
    rdbVersion: header?.rdbVersion ?? null,
    memoryBytes: header?.memoryBytes ?? null,
    reason: 'imported',
    proofs: [],
    settings: {},
  };
}

/** Takes the data of an exported backup out, and its manifest. */
async function unpackExport(
  { path, shown }: Importable,
  to: string,
  op: OperationContext,
): Promise<{ kind: BackupKind; info: InfoFile }> {
  let info: InfoFile | null = null;
  let kind: BackupKind | null = null;
  const take = (header: { readonly name: string }, content: Readable) => {
    const name = basename(header.name);
    const data = (Object.keys(extensions) as BackupKind[]).find((one) => name.endsWith(extensions[one]));
    if (name.endsWith('.info')) {
      return readText(content).then((text) => {
        info = readInfo(text);
      });
    }
    if (!data || kind !== null) return null;
    kind = data;
    return pipeline(content, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  };
  await readTar([createReadStream(path)], take, op.signal).catch((error: unknown) => {
    if (op.signal.aborted || (error instanceof Error && 'syscall' in error)) throw error;
    throw noBackup(shown, 'it cannot be unpacked');
  });
  if (info === null || kind === null) throw noBackup(shown, 'it holds no backup');
  return { kind, info };
}

/** A manifest has a few kilobytes; what has more is none. */
async function readText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    if (size <= 1024 * 1024) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function formOf(file: FileHandle): Promise<Form | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
  const head = buffer.subarray(0, bytesRead);
  if (/^(REDIS|VALKEY)\d/.test(head.toString('latin1', 0, 9))) return 'snapshot';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'archive';
  return head.toString('latin1', 257, 262) === 'ustar' ? 'export' : null;
}

/** Of a pair, either file may be given. */
async function dataOf(path: string): Promise<string> {
  if (!path.endsWith('.info')) return path;
  const bare = path.slice(0, -'.info'.length);
  for (const extension of Object.values(extensions)) {
    if (await orNull(stat(bare + extension))) return bare + extension;
  }
  return path;
}

function infoBeside(path: string): string {
  return join(dirname(path), `${basename(path).replace(/\.(rdb|tar\.gz|tgz)$/i, '')}.info`);
}

function noBackup(shown: string, reason: string): AppError<'BACKUP_DAMAGED'> {
  return new AppError('BACKUP_DAMAGED', `${shown} cannot be imported: ${reason}. Nothing was changed.`, {
    name: shown,
    reason,
  });
}
