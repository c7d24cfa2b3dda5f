import { type BulkLink, openBulkLink } from '../../redis/connection/bulk-link.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';
import type { KeyConnection } from './key-connection.ts';

/** A connection to a database of a server, and one for many encoded commands, or for large values. */
export interface BulkConnection {
  readonly connection: KeyConnection;
  readonly link: BulkLink;
}

/** @param connection closed with the result, and if the other connection cannot be opened */
export async function openBulkConnection(
  connection: KeyConnection,
  target: RedisTarget,
): Promise<BulkConnection & { close(): void }> {
  try {
    const link = await openBulkLink(target, connection.database, OWN_CONNECTION_NAME);
    const close = () => {
      link.close();
      connection.close();
    };
    return { connection, link, close };
  } catch (error) {
    connection.close();
    throw error;
  }
}
