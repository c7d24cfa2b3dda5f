import { createReadStream } from 'node:fs';
import { normalize, sep } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readTar } from '../../platform/files/read-tar.ts';

export interface TarMember {
  /** Relative to the root of the archive, without a leading `/` or `./`. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modified: Date | null;
}

export interface TarReading {
  readonly signal: AbortSignal;
  /** Called with the bytes of the file that were read so far. */
  readonly progress?: (bytes: number) => void;
}

/**
 * Reads a tar or tar.gz once, member by member. Only regular files whose path stays inside the archive are passed on;
 * `read` reads the stream to its end or ignores it.
 * @returns the number of members of any type
 * @throws Error when it is not a tar or is truncated; what `read` throws
 */
export async function readMembers(
  path: string,
  compressed: boolean,
  read: (member: TarMember, stream: Readable) => Promise<void>,
  { signal, progress }: TarReading,
): Promise<number> {
  let members = 0;
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      progress?.(bytes);
      done(null, chunk);
    },
  });
  const source = createReadStream(path, { highWaterMark: 1024 * 1024 });
  await readTar(
    compressed ? [source, counting, createGunzip()] : [source, counting],
    (header, stream) => {
      members++;
      const inside = header.type === 'file' ? insidePath(header.name) : null;
      if (inside === null) return null;
      const member = { path: inside, sizeBytes: header.size ?? 0, modified: header.mtime ?? null };
      return read(member, stream).then(() => drain(stream));
    },
    signal,
  );
  return members;
}

/** Skips the rest of a member. */
function drain(stream: Readable): Promise<void> {
  if (stream.destroyed) return Promise.resolve();
  return new Promise((resolve, reject) => {
    stream.once('error', reject).once('end', resolve).once('close', resolve).resume();
  });
}

/** Null for a path that leaves the archive, and for the metadata files of macOS. */
function insidePath(name: string): string | null {
  const path = normalize(name).split(sep).join('/').replace(/^\/+/, '').replace(/^\.\//, '');
  const parts = path.split('/');
  return path === '' || parts.includes('..') || parts.includes('__MACOSX') ? null : path;
}
