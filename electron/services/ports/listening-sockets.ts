import { readFile } from 'node:fs/promises';

/** A socket in state LISTEN. */
export interface ListeningSocket {
  readonly port: number;
  /** As the kernel writes it, in hexadecimal. */
  readonly address: string;
  readonly inode: string;
}

const LISTEN = '0A';

/**
 * The listening sockets of this computer, of every user: columns 2, 4 and 10 of /proc/net/tcp and tcp6 (man 5 proc).
 * Null if the system has no such table or hides it.
 */
export async function listeningSockets(): Promise<readonly ListeningSocket[] | null> {
  if (process.platform !== 'linux') return null;
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((table) => readFile(table, 'utf8').catch(() => null)),
  );
  // A kernel without IPv6 has only the first one.
  if (tables[0] === null || tables[0] === undefined) return null;
  return tables.flatMap((text) => (text ?? '').split('\n').flatMap(socketOf));
}

function socketOf(line: string): readonly ListeningSocket[] {
  const columns = line.trim().split(/\s+/);
  const [address = '', port = ''] = columns[1]?.split(':') ?? [];
  if (columns[3] !== LISTEN || !columns[9]) return [];
  return [{ address, port: Number.parseInt(port, 16), inode: columns[9] }];
}

/** 127.0.0.1 and 0.0.0.0, and the same in IPv6 sockets that also take IPv4. */
const inTheWay: ReadonlySet<string> = new Set([
  ...['0100007F', '00000000'],
  ...['00000000000000000000000000000000', '0000000000000000FFFF00000100007F', '0000000000000000FFFF000000000000'],
]);

/** Whether a server on 127.0.0.1 could not listen at a port because of this socket. */
export function blocksLoopback({ address }: ListeningSocket): boolean {
  return inTheWay.has(address);
}
