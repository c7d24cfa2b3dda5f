import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { type BulkConnection, openBulkConnection } from '../values/bulk-connection.ts';
import type { KeyConnection } from '../values/key-connection.ts';

/** The connections of an undo to one database. */
export interface UndoConnection {
  readonly connection: KeyConnection;
  /** For large values: opened when the first one comes. */
  large(): Promise<BulkConnection>;
  close(): void;
}

/** @param connection closed with the result */
export function undoConnection(connection: KeyConnection, target: () => Promise<RedisTarget>): UndoConnection {
  let opened: Promise<BulkConnection & { close(): void }> | null = null;
  return {
    connection,
    large() {
      opened ??= target().then((found) => openBulkConnection(connection, found));
      return opened;
    },
    close() {
      connection.close();
      opened?.then(
        (one) => one.close(),
        () => undefined,
      );
    },
  };
}
