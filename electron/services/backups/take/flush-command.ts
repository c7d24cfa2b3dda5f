import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { WriteState } from '../../redis/data/pause-writes.ts';
import type { InfoFields } from '../../redis/info/info.ts';

const FLUSH_MS = 10 * 60_000;

/**
 * Removes the keys only if there was no write since the state in ARGV. The check and the removal are one script, so
 * that no write can come in between. https://redis.io/docs/latest/develop/interact/programmability/eval-intro/
 */
const FLUSH_UNWRITTEN = `
local info = redis.call('INFO', 'persistence')
if string.match(info, 'rdb_changes_since_last_save:(%d+)') ~= ARGV[1] then return 0 end
if ARGV[2] ~= '' and string.match(info, 'rdb_saves:(%d+)') ~= ARGV[2] then return 0 end
if ARGV[3] == 'all' then
  redis.call('FLUSHALL')
else
  redis.call('SELECT', ARGV[3])
  redis.call('FLUSHDB')
end
return 1`;

/**
 * Removes all keys of one database or of all, and resumes writes. Writes that waited run after the removal.
 * @param now the state of the server that the safety backup contains
 * @returns false when the server has accepted a write since: then nothing was removed
 */
export async function flushUnwritten(link: RedisLink, database: number | 'all', now: WriteState): Promise<boolean> {
  const state = [String(now.changes), now.saves === null ? '' : String(now.saves)];
  const [, flushed] = await link.batch(FLUSH_MS, [
    ['CLIENT', 'UNPAUSE'],
    ['EVAL', FLUSH_UNWRITTEN, '0', ...state, String(database)],
  ]);
  if (!(flushed instanceof Error)) return flushed === 1;
  // If scripts are forbidden or renamed, Redis has refused before it removed anything.
  const plain: readonly [string, ...string[]][] =
    database === 'all' ? [['FLUSHALL']] : [['SELECT', String(database)], ['FLUSHDB']];
  const replies = await link.batch(FLUSH_MS, plain);
  const failed = replies.find((reply) => reply instanceof Error);
  if (failed) throw failed;
  return true;
}

/** How often this server has removed all keys of a database since it started. */
export function flushCalls(commandStats: InfoFields): number {
  const calls = (name: string) => Number(/calls=(\d+)/.exec(commandStats.get(name) ?? '')?.[1] ?? 0);
  return calls('cmdstat_flushall') + calls('cmdstat_flushdb');
}
