import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, lstat, readdir } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import { readTar } from '../../platform/files/read-tar.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';

/** Packs the regular files and folders of a folder. @param progress called with the bytes so far */
export async function packFolder(
  folder: string,
  file: string,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (bytes: number) => void },
): Promise<void> {
  const pack = tar.pack();
  const written = pipeline(pack as unknown as Readable, createWriteStream(file, { mode: 0o600 }), { signal });
  // If the disk is full, the reader fails first.
  written.catch((error: Error) => pack.destroy(error));
  let bytes = 0;
  const add = async (path: string): Promise<void> => {
    signal.throwIfAborted();
    const found = await lstat(join(folder, path));
    const header = { name: path, mode: found.mode & 0o777, mtime: found.mtime };
    if (found.isDirectory()) {
      await new Promise<void>((resolve, reject) =>
        pack.entry({ ...header, type: 'directory' }, (error) => (error ? reject(error) : resolve())),
      );
      for (const name of (await readdir(join(folder, path))).sort()) await add(join(path, name));
    } else if (found.isFile()) {
      const entry = pack.entry({ ...header, size: found.size });
      // A growing file must not write more than its header says.
      const source = createReadStream(join(folder, path), { end: Math.max(0, found.size - 1) });
      if (found.size === 0) {
        source.destroy();
        entry.end(Buffer.alloc(0));
      } else await pipeline(source, entry as unknown as Writable, { signal });
      bytes += found.size;
      progress(bytes);
    }
  };
  try {
    for (const name of (await readdir(folder)).sort()) await add(name);
    pack.finalize();
  } catch (error) {
    pack.destroy(error as Error);
    // If the disk failed, its error is the first.
    await written.catch((first: unknown) => {
      throw first;
    });
    throw error;
  }
  await written;
}

/** Unpacks the output of {@link packFolder}. @throws Error for a damaged archive, or a name that leaves the folder */
export async function unpackFolder(file: string, folder: string, signal: AbortSignal): Promise<void> {
  await readTar(
    [createReadStream(file, { highWaterMark: 1024 * 1024 })],
    async ({ name, type, mode }, content) => {
      const target = join(folder, inside(name));
      if (type === 'directory') {
        ensureFolder(target);
        await chmod(target, (mode ?? 0o700) | 0o700);
        await skip(content);
        return;
      }
      if (type !== 'file') throw new Error(`the archive holds ${name}, which is not a regular file`);
      ensureFolder(dirname(target));
      await pipeline(content, createWriteStream(target, { mode: mode ?? 0o600, flags: 'wx' }), { signal });
    },
    signal,
  );
}

function skip(content: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    content.once('end', resolve).once('error', reject).resume();
  });
}

function inside(name: string): string {
  const path = normalize(name);
  if (path.startsWith(sep) || path.split(sep).includes('..')) throw new Error(`the archive holds the path ${name}`);
  return path;
}
