import { createWriteStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type ExtractedAof, extractData, extractedNames } from '../../backups/archive/extract-data.ts';
import { dataStream, type Importable } from '../../backups/transfer/import-source.ts';
import { convertToRdb } from '../../backups/work/convert-data.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { splitArgs } from '../../redis/conf/conf-args.ts';
import { ScratchError } from '../../scratch/scratch-server.ts';
import type { DataDeps } from '../../scratch/with-scratch-redis.ts';
import type { Archive } from './find-data.ts';
import { quietOperation } from './quiet-operation.ts';

/** Enough for most data; empty databases cost almost nothing. */
const DATABASES = 1024;

interface Converting {
  /** A folder for the files. */
  readonly folder: string;
  /** The instance whose Redis is preferred. */
  readonly instance: string;
  readonly signal: AbortSignal;
  readonly progress: (fraction: number | null) => void;
}

/**
 * Extracts the data of an archive. An AOF becomes one RDB: by a scratch server, unless all of it is in its base.
 * @returns the path of the RDB
 */
export async function rdbOfArchive(deps: DataDeps, archive: Archive, converting: Converting): Promise<string> {
  const { folder, signal } = converting;
  const { path, compressed, data } = archive;
  const aof = await extractData(path, compressed, data, folder, { signal });
  if (aof === null) return join(folder, extractedNames.rdb);
  return (await wholeBase(folder, aof)) ?? load(deps, aof, converting);
}

/** Makes an RDB of an AOF in one file, compressed or not. */
export async function rdbOfAof(deps: DataDeps, from: Importable, converting: Converting): Promise<string> {
  const { folder, signal } = converting;
  const target = join(folder, extractedNames.aof);
  await requireSpace(folder, 2 * from.size, `Reading ${from.shown}`);
  // A copy, because a server truncates an incomplete command at the end of its AOF.
  await pipeline(dataStream(from), createWriteStream(target, { flags: 'wx', mode: 0o600 }), { signal });
  return load(deps, { folder: '', name: extractedNames.aof }, converting);
}

/** The base of a multi-part AOF whose increments are empty, as after a rewrite. */
async function wholeBase(folder: string, { folder: inFolder, name }: ExtractedAof): Promise<string | null> {
  const text = await orNull(readFile(join(folder, inFolder, `${name}.manifest`), 'utf8'));
  if (text === null) return null;
  let base: string | null = null;
  for (const line of text.split('\n')) {
    const words = splitArgs(line.trim()) ?? [];
    const file = words[words.indexOf('file') + 1];
    const type = words[words.indexOf('type') + 1];
    if (file === undefined || type === 'h' || words.length === 0) continue;
    const path = join(folder, inFolder, file);
    const head = await headOf(path);
    if (type === 'i' && (head === null || head.length > 0)) return null;
    if (type === 'b') base = head !== null && /^(?:REDIS|VALKEY)/.test(head.toString('latin1')) ? path : null;
    if (type === 'b' && base === null) return null;
  }
  return base;
}

async function headOf(path: string): Promise<Buffer | null> {
  const file = await orNull(open(path, 'r'));
  if (file === null) return null;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0).finally(() => file.close());
  return buffer.subarray(0, bytesRead);
}

async function load(deps: DataDeps, aof: ExtractedAof, converting: Converting): Promise<string> {
  const { folder, instance, signal, progress } = converting;
  const names = { rdb: extractedNames.rdb, aof: aof.name, aofFolder: aof.folder };
  const need = { instance, redisVersion: null, rdbVersion: null, memoryBytes: null };
  const op = quietOperation(signal, progress);
  try {
    await convertToRdb(deps, { folder, names, useAof: true, databases: DATABASES, need, op });
  } catch (error) {
    if (!(error instanceof ScratchError)) throw error;
    const reason = `its AOF cannot be loaded: ${error.message}`;
    throw new AppError('BACKUP_DAMAGED', `The keys cannot be read: ${reason}.`, { name: aof.name, reason });
  }
  return join(folder, extractedNames.rdb);
}
