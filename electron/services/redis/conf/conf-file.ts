import { createHash } from 'node:crypto';
import { type StagedFile, stageDurably, writeDurably } from '../../platform/files/durable-write.ts';
import { readStateBytes } from '../../platform/files/state-file.ts';

/** The content of a `redis.conf` on disk. */
export interface ConfFile {
  readonly path: string;
  readonly text: string;
  /** Latin-1 for a file that is not UTF-8, so that its bytes survive a write. */
  readonly encoding: 'utf8' | 'latin1';
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
}

/**
 * @returns null when there is no such file
 * @throws AppError FILE_UNREADABLE
 */
export async function readConfFile(path: string): Promise<ConfFile | null> {
  const bytes = await readStateBytes(path);
  if (bytes === null) return null;
  return { path, ...decoded(bytes), hash: hashOf(bytes) };
}

/** Decodes a configuration so that an unchanged text encodes to the same bytes. */
export function decoded(bytes: Buffer): Pick<ConfFile, 'text' | 'encoding'> {
  const text = bytes.toString('utf8');
  const isUtf8 = Buffer.from(text, 'utf8').equals(bytes);
  return { text: isUtf8 ? text : bytes.toString('latin1'), encoding: isUtf8 ? 'utf8' : 'latin1' };
}

/** Replaces the file atomically, 0600, since it may hold a password. */
export async function writeConfFile(file: Pick<ConfFile, 'path' | 'encoding'>, text: string): Promise<void> {
  await writeDurably(file.path, Buffer.from(text, file.encoding));
}

/** Writes the text to a temporary file, for a later rename. */
export function stageConfFile(file: Pick<ConfFile, 'path' | 'encoding'>, text: string): Promise<StagedFile> {
  return stageDurably(file.path, Buffer.from(text, file.encoding));
}

export function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
