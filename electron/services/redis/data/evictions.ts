import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisLink } from '../connection/redis-link.ts';
import { infoNumber, keyspace, parseInfo } from '../info/info.ts';

const ANSWER_MS = 30_000;
const EVERY_MS = 50;
/** Redis evicts in slices between commands: as many samples without a change mean that it has finished. */
const STILL_SAMPLES = 6;
/** A server whose clients write goes on evicting for ever. */
const LIMIT_MS = 30_000;

export interface Evicted {
  /** Keys that are left. */
  readonly keys: number;
  /** Keys evicted since the server started. */
  readonly total: number;
}

/** Waits until a server has evicted what exceeds its memory limit, at most half a minute. */
export async function untilEvicted(link: RedisLink): Promise<Evicted> {
  const deadline = Date.now() + LIMIT_MS;
  let last: Evicted | null = null;
  for (let still = 0; ; ) {
    const info = parseInfo(String(await link.call(ANSWER_MS, 'INFO')));
    const keys = keyspace(info).reduce((sum, database) => sum + database.keys, 0);
    const now = { keys, total: infoNumber(info, 'evicted_keys') ?? 0 };
    const limit = infoNumber(info, 'maxmemory') ?? 0;
    const used = (infoNumber(info, 'used_memory') ?? 0) - (infoNumber(info, 'mem_not_counted_for_evict') ?? 0);
    const full = limit > 0 && used > limit && keys > 0 && info.get('maxmemory_policy') !== 'noeviction';
    still = last !== null && last.total === now.total ? still + 1 : 0;
    if (!full || still >= STILL_SAMPLES || Date.now() > deadline) return now;
    last = now;
    await sleep(EVERY_MS);
  }
}
