import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import type { Copied } from '../../platform/files/copy-file.ts';
import type { HeldFile } from '../../redis/data/data-set.ts';

/** Data of Redis is compressed already, mostly: level 1 does 200 MB/s, and more would gain little. */
const GZIP_LEVEL = 1;
const CHUNK_BYTES = 1024 * 1024;

/** Writes files into a new tar.gz as `./<path>`, hashing what is written. It is on disk when it returns. */
export async function packArchive(
  files: readonly HeldFile[],
  to: string,
  options: { readonly signal: AbortSignal; readonly progress?: (bytes: number) => void },
): Promise<Copied> {
  const { signal, progress } = options;
  const pack = tar.pack();
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(to, 'wx', 0o600);
  try {
    const feeding = feed(pack, files, progress).catch((error: Error) => pack.destroy(error));
    await pipeline(
      pack,
      createGzip({ level: GZIP_LEVEL }),
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) {
          hash.update(chunk);
          await file.writeFile(chunk);
          bytes += chunk.length;
        }
      },
      { signal },
    );
    await feeding;
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function feed(pack: tar.Pack, files: readonly HeldFile[], progress?: (bytes: number) => void): Promise<void> {
  let done = 0;
  const tell = (bytes: number) => {
    done += bytes;
    progress?.(done);
  };
  for (const { path, content, size, mtime } of files) {
    const entry = pack.entry({ name: `./${path}`, size, mtime, mode: 0o600 });
    await pipeline(
      Buffer.isBuffer(content) ? Readable.from([content]) : Readable.from(chunks(content, size, tell)),
      entry,
    );
  }
  pack.finalize();
}

/** An open file up to the size it had when it was opened. */
async function* chunks(file: FileHandle, size: number, tell: (bytes: number) => void): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const { bytesRead, buffer } = await file.read(
      Buffer.allocUnsafe(CHUNK_BYTES),
      0,
      Math.min(CHUNK_BYTES, size - at),
      at,
    );
    if (bytesRead === 0) throw new Error('a data file became shorter while it was read');
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
    tell(bytesRead);
  }
}
