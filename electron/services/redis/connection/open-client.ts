import type { Redis as Client } from 'ioredis';
import { authenticate, type RedisTarget } from './redis-link.ts';

/**
 * A connection of its own that is let in and at its database, and never comes back by itself: a new one would be in
 * another database, and outside of a transaction. @throws what the server or the network says
 */
export async function openClient(
  target: Pick<RedisTarget, 'host' | 'port' | 'password' | 'path'>,
  database: number,
  connectionName: string,
): Promise<Client> {
  const { Redis } = await import('ioredis');
  const client = new Redis({
    ...(target.path === undefined ? { host: target.host, port: target.port } : { path: target.path }),
    protocol: 2,
    lazyConnect: true,
    enableReadyCheck: false,
    disableClientInfo: true,
    connectionName,
    maxRetriesPerRequest: null,
    retryStrategy: () => null,
  });
  // Errors reach the caller by the rejected calls; without a listener they would be printed.
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (target.password !== null) await authenticate(client, target.password);
    if (database !== 0) await client.call('SELECT', String(database));
    return client;
  } catch (error) {
    client.disconnect();
    throw error;
  }
}
