import { createRedisLink, type RedisTarget } from '../redis/connection/redis-link.ts';
import { benchmarkKeys } from './tests.ts';

/** Keys per command, so that the server can serve other clients in between. */
const BATCH_SIZE = 500;
const REPLY_TIMEOUT_MS = 10_000;

/**
 * Removes all keys that a benchmark can have created. The names are known, so no SCAN is needed and no other key is
 * touched.
 * @throws LinkError when the server does not reply
 */
export async function removeBenchmarkKeys(target: RedisTarget, database: number): Promise<void> {
  const link = createRedisLink(target);
  try {
    const keys = benchmarkKeys();
    for (let first = 0; first < keys.length; first += BATCH_SIZE) {
      const batch = keys.slice(first, first + BATCH_SIZE);
      // SELECT each time, because a reconnect returns to database 0.
      const select = ['SELECT', String(database)] as const;
      const [chosen, unlinked] = await link.batch(REPLY_TIMEOUT_MS, [select, ['UNLINK', ...batch]]);
      if (chosen instanceof Error) throw chosen;
      // Redis before 4.0 has no UNLINK.
      const [, removed] =
        unlinked instanceof Error ? await link.batch(REPLY_TIMEOUT_MS, [select, ['DEL', ...batch]]) : [];
      if (removed instanceof Error) throw removed;
    }
  } finally {
    link.close();
  }
}
