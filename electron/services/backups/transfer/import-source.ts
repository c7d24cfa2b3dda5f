import { createReadStream } from 'node:fs';
import { type FileHandle, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, gunzipSync, constants as zlib } from 'node:zlib';
import { AppError } from '../../../../shared/contract/errors.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { isUnreadable, openExistingFile, readStateFile } from '../../platform/files/state-file.ts';
import { shownPath } from '../../platform/home/paths.ts';
import { extensions } from '../store/backup-files.ts';
import { type InfoFile, readInfo } from '../store/manifest.ts';

/** A file that may be a backup, judged by its first bytes. */
export interface Importable {
  readonly path: string;
  /** The path or name to show. */
  readonly shown: string;
  /** `tar`: an archive or an exported backup. `data`: one RDB or AOF. */
  readonly form: 'tar' | 'data';
  /** Compressed with gzip. */
  readonly compressed: boolean;
  readonly size: number;
  readonly modified: Date;
  /** The `.info` next to it, if there is one. */
  readonly info: InfoFile | null;
}

const HEAD_BYTES = 64 * 1024;
/** Enough for a tar header, and decompresses to 4 MB at most. */
const ZIPPED_HEAD_BYTES = 4096;
const BLOCK_BYTES = 512;

/** Compression formats that cannot be imported, by their signature, with the command that unpacks them. */
const unreadable: readonly { readonly magic: string; readonly name: string; readonly command: string }[] = [
  { magic: '28b52ffd', name: 'Zstandard', command: 'zstd -d' },
  { magic: 'fd377a585a00', name: 'xz', command: 'xz -dk' },
  { magic: '504b0304', name: 'ZIP', command: 'unzip' },
  { magic: '425a68', name: 'bzip2', command: 'bzip2 -dk' },
  { magic: '04224d18', name: 'LZ4', command: 'lz4 -d' },
  { magic: '377abcaf271c', name: '7-Zip', command: '7z x' },
];

/**
 * Judges a file by its first bytes, never by its name.
 * @param displayName the name to show when the path means nothing to a user, as for an upload
 * @throws AppError NOT_FOUND; BAD_VALUE for a compression that cannot be read; BACKUP_DAMAGED when it is not a backup
 */
export async function openImport(given: string, displayName?: string): Promise<Importable> {
  const path = await dataOf(resolve(given));
  const shown = displayName ?? shownPath(path);
  const found = await orNull(stat(path));
  if (!found) throw new AppError('NOT_FOUND', `The file ${shown} does not exist.`, { what: 'file', id: shown });
  if (!found.isFile()) throw noBackup(shown, 'it is not a regular file');
  const file = await openExistingFile(path);
  const raw = await readHead(file).finally(() => file.close());
  const compressed = raw[0] === 0x1f && raw[1] === 0x8b;
  const head = compressed ? unzipHead(raw, shown) : raw;
  refuseUnreadable(head, shown, displayName ?? path);
  const form = isTar(head) ? 'tar' : isData(head) ? 'data' : null;
  if (form === null) {
    const subject = compressed ? 'its decompressed content is' : 'it is';
    throw noBackup(shown, `${subject} neither an RDB, nor an AOF, nor a tar of one, nor an exported backup`);
  }
  const info = await readInfoBeside(path);
  return { path, shown, form, compressed, size: found.size, modified: found.mtime, info };
}

/** The decompressed data. The stream fails if reading or decompressing fails. */
export function dataStream({ path, compressed }: Importable, progress?: (bytes: number) => void): Readable {
  const source = createReadStream(path, { highWaterMark: 1024 * 1024 });
  let bytes = 0;
  if (progress) {
    source.on('data', (chunk) => {
      bytes += chunk.length;
      progress(bytes);
    });
    source.pause();
  }
  if (!compressed) return source;
  const unzipped = createGunzip({ chunkSize: 256 * 1024 });
  // The reader of the decompressed stream gets the error of either.
  pipeline(source, unzipped, () => undefined);
  return unzipped;
}

async function readHead(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

function unzipHead(raw: Buffer, shown: string): Buffer {
  try {
    // Bounded, because a few bytes can decompress into gigabytes.
    return gunzipSync(raw.subarray(0, ZIPPED_HEAD_BYTES), {
      finishFlush: zlib.Z_SYNC_FLUSH,
      maxOutputLength: 128 * HEAD_BYTES,
    });
  } catch (error) {
    throw noBackup(shown, `it cannot be decompressed (${error instanceof Error ? error.message : error})`);
  }
}

function refuseUnreadable(head: Buffer, shown: string, path: string): void {
  const hex = head.toString('hex', 0, 8);
  const found = unreadable.find(({ magic }) => hex.startsWith(magic));
  if (!found) return;
  const quoted = `'${path.replaceAll("'", `'\\''`)}'`;
  const expected = 'an RDB, an AOF, a tar, a tar.gz or a .gz';
  throw new AppError(
    'BAD_VALUE',
    `${shown} is compressed with ${found.name}, which is not supported. Unpack it with ${found.command} ${quoted} and import the result. Nothing was changed.`,
    { field: 'file', expected },
  );
}

function isData(head: Buffer): boolean {
  const text = head.toString('latin1', 0, 16);
  return /^(?:REDIS\d|VALKEY\d|\*[1-9]\d*\r\n\$\d|#TS:\d)/.test(text);
}

/** A tar has the `ustar` magic or, in the old format, a header with a correct checksum. */
function isTar(head: Buffer): boolean {
  if (head.length < BLOCK_BYTES) return false;
  if (head.toString('latin1', 257, 262) === 'ustar') return true;
  const written = Number.parseInt(head.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8);
  let sum = 0;
  for (let at = 0; at < BLOCK_BYTES; at++) sum += at >= 148 && at < 156 ? 0x20 : (head[at] ?? 0);
  return head[0] !== 0 && sum === written;
}

/** The data file, if its `.info` was given. */
async function dataOf(path: string): Promise<string> {
  if (!path.endsWith('.info')) return path;
  const bare = path.slice(0, -'.info'.length);
  for (const extension of Object.values(extensions)) {
    if (await orNull(stat(bare + extension))) return bare + extension;
  }
  return path;
}

/** The data can be imported without its `.info`, so an unreadable one is treated as an invalid one. */
async function readInfoBeside(path: string): Promise<InfoFile | null> {
  const beside = join(dirname(path), `${basename(path).replace(/\.(rdb|tar\.gz|tgz)$/i, '')}.info`);
  try {
    const text = await readStateFile(beside);
    return text === null ? null : readInfo(text);
  } catch (error) {
    if (isUnreadable(error)) return { form: 'unreadable', why: error.data.detail };
    throw error;
  }
}

/** The backup name for a file: its own name without invalid characters. */
export function importName(path: string): string {
  const bare = basename(path).replace(/(?:\.(?:rdb|aof|tar|tgz|gz|redis-backup))+$/i, '');
  const plain = bare
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 90);
  return plain || 'imported';
}

export function noBackup(shown: string, reason: string): AppError<'BACKUP_DAMAGED'> {
  return new AppError('BACKUP_DAMAGED', `${shown} cannot be imported: ${reason}. Nothing was changed.`, {
    name: shown,
    reason,
  });
}
