import { readdir, readFile, readlink } from 'node:fs/promises';

/**
 * The program that listens on a TCP port, such as `redis-server (pid 123)`. Reads /proc, so it works on Linux only and
 * sees the programs of this user only; otherwise null.
 */
export async function portOwner(port: number): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const inodes = new Set([
    ...(await listeningInodes('/proc/net/tcp', port)),
    ...(await listeningInodes('/proc/net/tcp6', port)),
  ]);
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

/** Socket inodes in state 0A, LISTEN, at the port: columns 2, 4 and 10 of /proc/net/tcp (man 5 proc). */
async function listeningInodes(table: string, port: number): Promise<readonly string[]> {
  const text = await readFile(table, 'utf8').catch(() => '');
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return text.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    return columns[1]?.endsWith(suffix) && columns[3] === '0A' && columns[9] ? [columns[9]] : [];
  });
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
