import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import type { Copied } from '../../platform/files/copy-file.ts';
import type { HeldFile } from '../../redis/data/data-set.ts';

/** Redis data is mostly compressed already: level 1 reaches 200 MB/s, and a higher level saves little. */
const GZIP_LEVEL = 1;
const CHUNK_BYTES = 1024 * 1024;

/** Writes files into a new tar.gz as `./<path>` and hashes the output, which is synced to disk on return. */
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
  const onBytes = (bytes: number) => {
    done += bytes;
    progress?.(done);
  };
  for (const { path, content, size, mtime } of files) {
    const entry = pack.entry({ name: `./${path}`, size, mtime, mode: 0o600 });
    await pipeline(
      Buffer.isBuffer(content) ? Readable.from([content]) : Readable.from(chunks(content, size, onBytes)),
      entry,
    );
  }
  pack.finalize();
}

/** Reads an open file up to the size that it had when it was opened. */
async function* chunks(file: FileHandle, size: number, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const { bytesRead, buffer } = await file.read(
      Buffer.allocUnsafe(CHUNK_BYTES),
      0,
      Math.min(CHUNK_BYTES, size - at),
      at,
    );
    if (bytesRead === 0) throw new Error('a data file was truncated while it was read');
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
    onBytes(bytesRead);
  }
}
