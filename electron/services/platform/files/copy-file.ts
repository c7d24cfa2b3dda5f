import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** Two buffers of this size keep the memory constant: one is filled while the other is hashed and written. */
export const CHUNK_BYTES = 1024 * 1024;

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes copied so far. */
  readonly progress?: (bytes: number) => void;
  /** Copies at most this many bytes. */
  readonly limit?: number;
}

export interface Copied {
  readonly bytes: number;
  /** Of the bytes read, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Copies an open file, which a rename cannot exchange during the copy, into a new file, 0600, and hashes it on the way.
 * The copy is synced to disk on return.
 */
export async function copyHashed(from: FileHandle, to: string, options: CopyOptions): Promise<Copied> {
  const file = await open(to, 'wx', 0o600);
  try {
    const copied = await readHashed(from, options, async (chunk, at) => {
      for (let done = 0; done < chunk.length; ) {
        const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at + done);
        done += bytesWritten;
      }
    });
    await file.sync();
    return copied;
  } finally {
    await file.close();
  }
}

/** The SHA-256 of an open file. */
export function hashFile(from: FileHandle, options: CopyOptions): Promise<Copied> {
  return readHashed(from, options, async () => undefined);
}

async function readHashed(
  from: FileHandle,
  { signal, progress, limit = Number.POSITIVE_INFINITY }: CopyOptions,
  take: (chunk: Buffer, at: number) => Promise<void>,
): Promise<Copied> {
  const hash = createHash('sha256');
  const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
  const read = async (index: number, at: number) => {
    const buffer = buffers[index % 2 === 0 ? 0 : 1];
    const { bytesRead } = await from.read(buffer, 0, Math.min(CHUNK_BYTES, limit - at), at);
    return buffer.subarray(0, bytesRead);
  };
  let at = 0;
  let chunk = await read(0, 0);
  for (let index = 1; chunk.length > 0; index++) {
    signal.throwIfAborted();
    const taken = take(chunk, at);
    const next = at + chunk.length < limit ? read(index, at + chunk.length) : Promise.resolve(Buffer.alloc(0));
    // Both run while this thread hashes. The await below throws their errors.
    const both = Promise.all([next, taken]);
    both.catch(() => undefined);
    hash.update(chunk);
    at += chunk.length;
    progress?.(at);
    [chunk] = await both;
  }
  return { bytes: at, sha256: hash.digest('hex') };
}
