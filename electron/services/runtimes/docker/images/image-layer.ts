import { readFile } from 'node:fs/promises';
import { packTar, type TarEntry } from './pack-tar.ts';

const passwd = 'root:x:0:0:root:/data:/bin/sh\nnobody:x:65534:65534:nobody:/data:/bin/sh\n';
const group = 'root:x:0:\nnogroup:x:65534:\n';

/** Folders that any user can write, because the container runs as the user who installs. */
const open = ['/data', '/tmp', '/var/log/redis'];

/**
 * The single layer of the image as a reproducible tar: the same programs give the same bytes.
 * @param files path in the image → local path. The target of a link is copied under the link's name, because the name
 *   of the redis-server program decides its role
 */
export async function imageLayer(files: ReadonlyMap<string, string>): Promise<Buffer> {
  const entries = new Map<string, TarEntry>();
  const firstWith = new Map<string, string>();
  for (const [name, source] of [...files].sort(byName)) {
    const content = await readFile(source);
    const key = content.toString('latin1');
    const same = firstWith.get(key);
    if (!same) firstWith.set(key, name);
    entries.set(name, same ? { type: 'link', mode: 0o755, target: same } : { type: 'file', mode: 0o755, content });
  }
  entries.set('/etc/passwd', { type: 'file', mode: 0o644, content: Buffer.from(passwd) });
  entries.set('/etc/group', { type: 'file', mode: 0o644, content: Buffer.from(group) });
  for (const folder of open) entries.set(folder, { type: 'directory', mode: 0o1777 });
  entries.set('/usr/local/etc/redis', { type: 'directory', mode: 0o755 });
  for (const name of [...entries.keys()]) {
    for (const folder of parents(name)) {
      if (!entries.has(folder)) entries.set(folder, { type: 'directory', mode: 0o755 });
    }
  }
  return packTar([...entries].sort(byName));
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function parents(name: string): readonly string[] {
  const parts = name.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
