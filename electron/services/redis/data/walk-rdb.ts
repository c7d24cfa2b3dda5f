import type { FileHandle } from 'node:fs/promises';
import { type RdbEnd, type RdbVisitor, RdbWalker, type WalkOptions } from './rdb-walker.ts';

const CHUNK_BYTES = 1024 * 1024;

export interface StreamOptions extends WalkOptions {
  readonly signal?: AbortSignal;
  /** Called with the bytes read so far, after each chunk. */
  readonly progress?: (bytes: number) => void;
}

/**
 * Walks the RDB in a file, from `start` on. The next chunk is read while one is walked; 2 MB of memory whatever its size.
 * @param range where the RDB begins (0), and where the file is to be taken as ended (its end)
 * @returns how it ended; what follows `endOffset` (counted from `start`) is not read
 * @throws RdbError; the signal's reason; what reading fails with
 */
export async function walkRdbFile(
  file: FileHandle,
  visitor: RdbVisitor,
  {
    start = 0,
    end = Number.POSITIVE_INFINITY,
    ...options
  }: StreamOptions & { readonly start?: number; readonly end?: number } = {},
): Promise<RdbEnd> {
  return walkRdbStream(fileChunks(file, start, end), visitor, options);
}

/**
 * Walks an RDB that comes in chunks, as from a decompressor or a socket. The chunks are used only until the next one
 * is asked for.
 * @throws RdbError; the signal's reason; what the source fails with
 */
export async function walkRdbStream(
  source: AsyncIterable<Uint8Array>,
  visitor: RdbVisitor,
  { signal, progress, ...options }: StreamOptions = {},
): Promise<RdbEnd> {
  const walker = new RdbWalker(visitor, options);
  let bytes = 0;
  for await (const chunk of source) {
    signal?.throwIfAborted();
    const ended = walker.write(chunk);
    bytes += chunk.length;
    progress?.(bytes);
    if (ended) break;
  }
  return walker.finish();
}

/** Reads a file with two buffers in turn: one is filled while the other is used. */
export async function* fileChunks(file: FileHandle, start: number, end: number): AsyncGenerator<Uint8Array> {
  const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)] as const;
  const read = (which: 0 | 1, at: number) =>
    file.read(buffers[which], 0, Math.max(0, Math.min(CHUNK_BYTES, end - at)), at);
  let which: 0 | 1 = 0;
  let at = start;
  let reading = read(which, at);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const current = buffers[which];
      at += bytesRead;
      which = which === 0 ? 1 : 0;
      reading = read(which, at);
      // Its failure is met when it is awaited; until then nobody else may call it unhandled.
      reading.catch(() => undefined);
      yield current.subarray(0, bytesRead);
    }
  } finally {
    // Who closes the file afterwards closes none that is still read.
    await reading.catch(() => undefined);
  }
}
