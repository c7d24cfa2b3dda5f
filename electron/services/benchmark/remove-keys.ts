import { createRedisLink, type RedisTarget } from '../redis/connection/redis-link.ts';
import { benchmarkKeys } from './tests.ts';

/** Keys of one command, so that the server does something else in between. */
const AT_ONCE = 500;
const LIMIT_MS = 10_000;

/**
 * Removes what a benchmark has left in a database. It names the keys that can be there instead of looking for them,
 * so no other key is touched and nothing is searched through.
 * @throws LinkError when the server does not answer
 */
export async function removeBenchmarkKeys(target: RedisTarget, database: number): Promise<void> {
  const link = createRedisLink(target);
  try {
    const keys = benchmarkKeys();
    for (let first = 0; first < keys.length; first += AT_ONCE) {
      const some = keys.slice(first, first + AT_ONCE);
      // SELECT each time: a connection that was lost comes back in database 0.
      const select = ['SELECT', String(database)] as const;
      const [chosen, unlinked] = await link.batch(LIMIT_MS, [select, ['UNLINK', ...some]]);
      if (chosen instanceof Error) throw chosen;
      // Redis before 4 has no UNLINK.
      const [, removed] = unlinked instanceof Error ? await link.batch(LIMIT_MS, [select, ['DEL', ...some]]) : [];
      if (removed instanceof Error) throw removed;
    }
  } finally {
    link.close();
  }
}
