import { readdir, readFile, readlink } from 'node:fs/promises';
import { listeningSockets } from './listening-sockets.ts';

/**
 * The program that listens on a TCP port, such as `redis-server (pid 123)`. Reads /proc, so it works on Linux only and
 * sees the programs of this user only; otherwise null.
 */
export async function portOwner(port: number): Promise<string | null> {
  const sockets = (await listeningSockets()) ?? [];
  const inodes = new Set(sockets.filter((one) => one.port === port).map(({ inode }) => inode));
  if (inodes.size === 0) return null;
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (await holdsOneOf(pid, inodes)) {
      const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
      return name === '' ? `pid ${pid}` : `${name} (pid ${pid})`;
    }
  }
  return null;
}

async function holdsOneOf(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode && inodes.has(inode)) return true;
  }
  return false;
}
