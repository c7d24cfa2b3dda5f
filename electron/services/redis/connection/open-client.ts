import type { TLSSocket } from 'node:tls';
import type { Redis as Client } from 'ioredis';
import { withTransport } from './other-transport.ts';
import { authenticate, clientOptions, type RedisTarget } from './redis-link.ts';
import { serverName } from './renamed-commands.ts';
import { readTls, requireTrusted } from './tls-files.ts';

/**
 * Opens a separate connection, authenticated and on its database. It never reconnects: a new connection would be on
 * database 0 and outside the transaction. @throws the error of the server or the network
 */
export async function openClient(target: RedisTarget, database: number, connectionName: string): Promise<Client> {
  const { Redis } = await import('ioredis');
  const tls = target.tls ? await readTls(target.tls) : null;
  const client = new Redis({ ...clientOptions(target, tls), connectionName });
  // Callers get errors from rejected calls. Without a listener ioredis prints them too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (tls !== null) requireTrusted(client.stream as TLSSocket, tls);
    if (target.password !== null) {
      await authenticate(client, target.password, serverName(target.renamed, 'AUTH'));
    }
    if (database !== 0) await client.call(serverName(target.renamed, 'SELECT'), String(database));
    return client;
  } catch (error) {
    client.disconnect();
    throw await withTransport(error, target);
  }
}
