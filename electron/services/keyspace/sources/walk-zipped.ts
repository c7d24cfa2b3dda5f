import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RdbError } from '../../redis/data/rdb-error.ts';
import type { RdbEnd, RdbVisitor } from '../../redis/data/rdb-visitor.ts';
import { walkRdbStream } from '../../redis/data/walk-rdb.ts';
import { openKeyFile } from '../values/open-key-file.ts';

interface ZippedOptions {
  readonly signal: AbortSignal;
  /** @param fraction 0 to 1, of the compressed file */
  readonly progress: (fraction: number) => void;
  readonly checksum?: boolean;
}

/**
 * Walks an RDB in a file that is compressed with gzip, and writes its plain bytes, so that values can be read later.
 * @param to the path of the plain file
 * @returns the result, and the first bytes after the RDB
 * @throws RdbError; the signal's reason
 */
export async function walkZipped(
  path: string,
  to: string,
  visitor: RdbVisitor,
  options: ZippedOptions,
): Promise<{ readonly end: RdbEnd; readonly after: Buffer }> {
  const zipped = await openKeyFile(path);
  try {
    const target = await open(to, 'wx+', 0o600);
    try {
      return await walkInto(zipped, target, visitor, options);
    } finally {
      await target.close();
    }
  } finally {
    await zipped.close();
  }
}

async function walkInto(
  zipped: FileHandle,
  target: FileHandle,
  visitor: RdbVisitor,
  { signal, progress, checksum = true }: ZippedOptions,
): Promise<{ readonly end: RdbEnd; readonly after: Buffer }> {
  const { size } = await zipped.stat();
  const source = zipped.createReadStream({ highWaterMark: 256 * 1024, autoClose: false, signal });
  const unzipped = createGunzip({ chunkSize: 256 * 1024 });
  // The reader of the decompressed stream gets the error of either.
  pipeline(source, unzipped, () => undefined);
  // Bytes in progress may fail after the reader has left.
  unzipped.on('error', () => undefined);
  try {
    const teed = async function* () {
      for await (const chunk of unzipped as AsyncIterable<Buffer>) {
        await target.writeFile(chunk);
        progress(Math.min(1, source.bytesRead / size));
        yield chunk;
      }
    };
    const end = await walkRdbStream(teed(), visitor, { signal, checksum });
    const { buffer, bytesRead } = await target.read(Buffer.alloc(16), 0, 16, end.endOffset);
    return { end, after: buffer.subarray(0, bytesRead) };
  } catch (error) {
    if (isZlib(error)) throw new RdbError('truncated', source.bytesRead, `it cannot be decompressed: ${error.message}`);
    throw error;
  } finally {
    unzipped.destroy();
    source.destroy();
  }
}

function isZlib(error: unknown): error is Error {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}
