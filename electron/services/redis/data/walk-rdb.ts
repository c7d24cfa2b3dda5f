import type { FileHandle } from 'node:fs/promises';
import type { RdbEnd, RdbVisitor, WalkOptions } from './rdb-visitor.ts';
import { RdbWalker } from './rdb-walker.ts';

const CHUNK_BYTES = 1024 * 1024;
/** The rest of a chunk is part of an entry: usually less than this. */
const HEADROOM_BYTES = 16 * 1024;

export interface StreamOptions extends WalkOptions {
  readonly signal?: AbortSignal;
  /** Called with the bytes read so far, after each chunk. */
  readonly progress?: (bytes: number) => void;
}

/**
 * Walks the RDB in a file from `start` to `end`. Reads the next chunk during the walk of the current one, with 2 MB of
 * memory.
 * @returns the result, with `endOffset` counted from `start`
 * @throws RdbError; the signal's reason; the error of a read
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
  return walkRdbStream(fileChunks(file, start, end), visitor, { ...options, headroom: HEADROOM_BYTES });
}

/**
 * Walks an RDB from a stream of chunks, such as a decompressor or a socket. The source may reuse a chunk when the next
 * one is requested.
 * @throws RdbError; the signal's reason; the error of the source
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

/** Reads a file with two buffers in turn, each with headroom before its chunk: one is filled while the other is used. */
async function* fileChunks(file: FileHandle, start: number, end: number): AsyncGenerator<Uint8Array> {
  const buffer = () => Buffer.allocUnsafeSlow(HEADROOM_BYTES + CHUNK_BYTES).subarray(HEADROOM_BYTES);
  const buffers = [buffer(), buffer()] as const;
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
      // The await above throws its error. Until then it must not count as an unhandled rejection.
      reading.catch(() => undefined);
      yield current.subarray(0, bytesRead);
    }
  } finally {
    // The caller may close the file, so the last read must have ended.
    await reading.catch(() => undefined);
  }
}
