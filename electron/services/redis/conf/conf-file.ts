import { createHash } from 'node:crypto';
import { type StagedFile, stageDurably, writeDurably } from '../../platform/files/durable-write.ts';
import { readStateBytes } from '../../platform/files/state-file.ts';

/** A `redis.conf` as it is on disk. */
export interface ConfFile {
  readonly path: string;
  readonly text: string;
  /** How the bytes are read as text: a file that is not UTF-8 keeps its bytes as they are. */
  readonly encoding: 'utf8' | 'latin1';
  /** SHA-256 of the bytes, hex: two of the same are the same file. */
  readonly hash: string;
}

/**
 * Reads it in one go: a small file of this machine takes microseconds, a turn of Node's thread pool more than that.
 * @returns null when there is no such file
 * @throws AppError FILE_UNREADABLE
 */
export async function readConfFile(path: string): Promise<ConfFile | null> {
  const bytes = await readStateBytes(path);
  if (bytes === null) return null;
  return { path, ...decoded(bytes), hash: hashOf(bytes) };
}

/** A configuration as text, so that its bytes can be written back as they were. */
export function decoded(bytes: Buffer): Pick<ConfFile, 'text' | 'encoding'> {
  const text = bytes.toString('utf8');
  const isUtf8 = Buffer.from(text, 'utf8').equals(bytes);
  return { text: isUtf8 ? text : bytes.toString('latin1'), encoding: isUtf8 ? 'utf8' : 'latin1' };
}

/** Replaces the file whole, 0600: it may hold a password. */
export async function writeConfFile(file: Pick<ConfFile, 'path' | 'encoding'>, text: string): Promise<void> {
  await writeDurably(file.path, Buffer.from(text, file.encoding));
}

/** Writes it beside the file, to be put in its place later. */
export function stageConfFile(file: Pick<ConfFile, 'path' | 'encoding'>, text: string): Promise<StagedFile> {
  return stageDurably(file.path, Buffer.from(text, file.encoding));
}

export function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
