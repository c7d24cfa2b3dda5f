import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Backup, BackupKind } from '../../../../shared/contract/backup.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { hashFile } from '../../platform/files/copy-file.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { freeName } from '../../platform/files/free-name.ts';
import { readTar } from '../../platform/files/read-tar.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { readRdbHeader } from '../../redis/data/rdb-header.ts';
import { extractedNames } from '../archive/extract-data.ts';
import { packArchive } from '../store/archive-file.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { type BackupFolder, dataPath, extensions, infoPath } from '../store/backup-files.ts';
import { findBackup, takenNames, writeManifest } from '../store/backup-folder.ts';
import { hiddenName } from '../store/backup-names.ts';
import { type InfoFile, type Manifest, readInfo } from '../store/manifest.ts';
import { unknownFields } from '../store/read-backup.ts';
import { dataStream, type Importable, importName, noBackup } from './import-source.ts';
import { type ImportFinding, readImport } from './read-import.ts';

const GZIP_LEVEL = 1;

export const importSteps: readonly OperationStepId[] = ['read-import', 'copy-data', 'verify-backup'];

export interface ImportTask {
  readonly folder: BackupFolder;
  readonly from: Importable;
  /** The name of the backup. Default: the name of the file. */
  readonly name: string | undefined;
  /** The data set that the user chose. */
  readonly choice: string | null;
}

/**
 * Imports a file into the folder, with a manifest, and keeps the original. An RDB becomes a snapshot. An AOF of any
 * format becomes an archive, so that the commands after its preamble are not lost.
 * @throws AppError BACKUP_DAMAGED, CHOICE_NEEDED, BAD_VALUE
 */
export async function importBackup(deps: BackupDeps, task: ImportTask, op: OperationContext): Promise<Backup> {
  const { folder, from } = task;
  ensureFolder(folder.path);
  const part = join(folder.path, hiddenName());
  const finding = await op.step('read-import', () =>
    readImport(deps, from, { instance: folder.instance, choice: task.choice, work: `${part}-work` }, op),
  );
  const size = Math.max(from.size, finding.chosen?.sizeBytes ?? 0);
  await requireSpace(folder.path, size, `Importing ${from.shown}`);
  const undoPart: UndoEntry = { type: 'file', path: part };
  await op.undo.add(undoPart);
  const [manifest, kind] = await op.step('copy-data', async () => {
    const { kind, info } = finding.isExport
      ? await unpackExport(from, part, op)
      : { kind: await copyData(from, finding, part, op), info: from.info };
    return [await describe(part, kind, info, from, finding, op), kind] as const;
  });
  const name = task.name ?? freeName(importName(from.path), takenNames(folder));
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

/** Writes the data in a format of backups: an `.rdb` or a `.tar.gz`. */
async function copyData(
  from: Importable,
  { chosen }: ImportFinding,
  part: string,
  op: OperationContext,
): Promise<BackupKind> {
  const target = () => createWriteStream(part, { flags: 'wx', mode: 0o600 });
  const { signal } = op;
  if (from.form === 'tar') {
    const source = createReadStream(from.path, { highWaterMark: 1024 * 1024 });
    if (from.compressed) await pipeline(source, target(), { signal });
    else await pipeline(source, createGzip({ level: GZIP_LEVEL }), target(), { signal });
    return 'archive';
  }
  if (chosen?.form !== 'aof') {
    await pipeline(dataStream(from), target(), { signal });
    return 'snapshot';
  }
  await packAof(from, part, op);
  return 'archive';
}

/** A tar header contains the size of the file, so compressed data is decompressed into a temporary file first. */
async function packAof(from: Importable, part: string, op: OperationContext): Promise<void> {
  const plain = from.compressed ? `${part}-plain` : from.path;
  const entry: UndoEntry = { type: 'file', path: plain };
  if (from.compressed) {
    await op.undo.add(entry);
    const target = createWriteStream(plain, { flags: 'wx', mode: 0o600 });
    await pipeline(dataStream(from), target, { signal: op.signal });
  }
  const content = await open(plain, 'r');
  try {
    const { size, mtime } = await content.stat();
    await packArchive([{ path: extractedNames.aof, content, size, mtime }], part, { signal: op.signal });
  } finally {
    await content.close();
  }
  if (from.compressed) {
    await rm(plain, { force: true });
    await op.undo.drop(entry);
  }
}

async function describe(
  part: string,
  kind: BackupKind,
  info: InfoFile | null,
  from: Importable,
  { chosen, contents, databases }: ImportFinding,
  op: OperationContext,
): Promise<Manifest> {
  const file = await open(part, 'r+');
  try {
    const { bytes, sha256 } = await hashFile(file, { signal: op.signal });
    const header = kind === 'snapshot' ? await readRdbHeader(file) : null;
    await file.sync();
    if (kind === 'snapshot' && header === null) throw noBackup(from.shown, 'it is not a Redis snapshot');
    if (info?.form === 'ours') {
      // The manifest's own checksum shows whether the file was changed since the export.
      if (info.manifest.sha256 !== null && info.manifest.sha256 !== sha256) {
        throw noBackup(
          from.shown,
          'its checksum differs from the one in its manifest: the file was changed or truncated',
        );
      }
      const own = { reason: 'imported', before: null, pinned: false, proofs: [] } as const;
      return { ...info.manifest, sizeBytes: bytes, sha256, ...own, proofs: [] };
    }
    const { proof: _proof, ...rest } = unknownFields;
    const rdb = chosen?.form === 'rdb' ? (chosen.content?.rdb ?? null) : null;
    const whole = rdb?.fault === null ? rdb : null;
    const saved = header?.createdSeconds ? new Date(header.createdSeconds * 1000).toISOString() : null;
    return {
      format: 1,
      ...rest,
      kind,
      createdAt:
        (info?.form === 'scripts' ? info.createdAt : null) ??
        saved ??
        chosen?.modifiedAt ??
        from.modified.toISOString(),
      sizeBytes: bytes,
      sha256,
      databases: whole ? [...whole.databases] : null,
      countsExact: whole !== null,
      redisVersion: header?.redisVersion ?? rdb?.redisVersion ?? (info?.form === 'scripts' ? info.redisVersion : null),
      rdbVersion: header?.rdbVersion ?? null,
      memoryBytes: header?.memoryBytes ?? null,
      reason: 'imported',
      proofs: [],
      settings: databases === null ? {} : { databases: String(databases) },
      contents,
    };
  } finally {
    await file.close();
  }
}

/** Extracts the data and the manifest of an exported backup. */
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
  if (info === null || kind === null) throw noBackup(shown, 'it contains no backup');
  return { kind, info };
}

/** Reads a manifest, which has a few kilobytes. Anything after 1 MB is dropped. */
async function readText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    if (size <= 1024 * 1024) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
