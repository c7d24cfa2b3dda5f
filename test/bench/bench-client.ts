import { Redis } from 'ioredis';
import type { Later } from './row.ts';

/** A client of a server that a row fills or queries. It does not reconnect after the server has ended. */
export function benchClient(port: number, later: Later): Redis {
  const client = new Redis({
    host: '127.0.0.1',
    port,
    protocol: 2,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  // Each command reports the lost connection itself.
  client.on('error', () => undefined);
  later(() => client.disconnect());
  return client;
}
