import { readdir, readFile, readlink } from 'node:fs/promises';
import { isIP } from 'node:net';

/** The programs of this computer that hold the other end of connections to a server. */
export interface LocalPrograms {
  /**
   * `node (pid 812)` by the address that the server sees, `127.0.0.1:50312`. Reads /proc, so it works on Linux only and
   * sees the programs of this user only. Addresses of other computers and containers have none.
   * @param port the port of the server
   */
  of(addresses: readonly string[], port: number): Promise<ReadonlyMap<string, string>>;
}

/** Reading the descriptors of all processes takes tens of milliseconds, so it is done this often at most. */
const SCAN_EVERY_MS = 3000;
const MAX_NAME = 60;

export function createLocalPrograms(): LocalPrograms {
  /** The program that holds a socket, by inode. */
  let holders: ReadonlyMap<string, string> = new Map();
  let scannedAt = Number.NEGATIVE_INFINITY;
  return {
    async of(addresses, port) {
      const none = new Map<string, string>();
      if (process.platform !== 'linux' || !addresses.some(isTcp)) return none;
      const sockets = await socketsTo(port);
      const wanted = addresses.flatMap((address) => {
        const inode = sockets.get(address);
        return inode === undefined ? [] : [{ address, inode }];
      });
      const isNew = wanted.some(({ inode }) => !holders.has(inode));
      if (isNew && performance.now() - scannedAt >= SCAN_EVERY_MS) {
        holders = await socketHolders(new Set(wanted.map(({ inode }) => inode)));
        scannedAt = performance.now();
      }
      return new Map(
        wanted.flatMap(({ address, inode }) => {
          const holder = holders.get(inode);
          return holder === undefined ? [] : [[address, holder] as const];
        }),
      );
    },
  };
}

function isTcp(address: string): boolean {
  return isIP(address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '')) !== 0;
}

/** The inodes of established sockets to a port of this computer, by their own address: columns 2 to 4 and 10 (man 5 proc). */
async function socketsTo(port: number): Promise<ReadonlyMap<string, string>> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((table) => readFile(table, 'utf8').catch(() => '')),
  );
  const remote = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const found = new Map<string, string>();
  for (const line of tables.join('\n').split('\n')) {
    const columns = line.trim().split(/\s+/);
    if (!columns[2]?.endsWith(remote) || columns[3] !== '01' || !columns[1] || !columns[9]) continue;
    const address = addressOf(columns[1]);
    if (address !== null) found.set(address, columns[9]);
  }
  return found;
}

/** `0100007F:C3F8` as `127.0.0.1:50168`, as Redis writes it. IPv4 in IPv6 and ::1 too; other IPv6 addresses are null. */
export function addressOf(hex: string): string | null {
  const [host = '', portHex = ''] = hex.split(':');
  const port = Number.parseInt(portHex, 16);
  const bytes = host.slice(-8).match(/../g) ?? [];
  const v4 = bytes
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
  if (host.length === 8 || host.slice(0, 24) === '0000000000000000FFFF0000') return `${v4}:${port}`;
  return host === '00000000000000000000000001000000' ? `[::1]:${port}` : null;
}

async function socketHolders(inodes: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const holders = new Map<string, string>();
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (holders.size === inodes.size) break;
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode === undefined || !inodes.has(inode) || holders.has(inode)) continue;
      holders.set(inode, await programName(pid));
    }
  }
  return holders;
}

/** Any user can give a process any name. */
async function programName(pid: string): Promise<string> {
  const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim().replace(/\p{Cc}/gu, '·');
  return name === '' ? `pid ${pid}` : `${name.slice(0, MAX_NAME)} (pid ${pid})`;
}
