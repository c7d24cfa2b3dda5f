import { connect, type Socket } from 'node:net';
import type { RedisTarget } from './redis-link.ts';
import { openTls } from './tls-files.ts';

/**
 * A socket to a server, over TLS or a Unix socket where the target says so. With TLS its certificate has been checked;
 * others may not be connected yet. @throws Error of a file that cannot be read, or of a certificate that is not trusted
 */
export async function openSocket({ host, port, tls, path }: RedisTarget): Promise<Socket> {
  const socket = tls ? await openTls({ host, port }, tls) : connect(path === undefined ? { host, port } : { path });
  socket.setNoDelay(true);
  return socket;
}
