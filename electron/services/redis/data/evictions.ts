import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisLink } from '../connection/redis-link.ts';
import { infoNumber, keyspace, parseInfo } from '../info/info.ts';

const REPLY_TIMEOUT_MS = 30_000;
const POLL_INTERVAL_MS = 50;
/** Redis evicts in slices between commands: this many samples without a change mean that it has finished. */
const STABLE_SAMPLES = 6;
/** While clients write, a server never stops evicting. */
const LIMIT_MS = 30_000;

export interface Evicted {
  /** The remaining keys. */
  readonly keys: number;
  /** Keys evicted since the start of the server. */
  readonly total: number;
}

/** Waits until a server has evicted keys down to its memory limit, at most half a minute. */
export async function untilEvicted(link: RedisLink): Promise<Evicted> {
  const deadline = Date.now() + LIMIT_MS;
  let last: Evicted | null = null;
  for (let stableSamples = 0; ; ) {
    const info = parseInfo(String(await link.call(REPLY_TIMEOUT_MS, 'INFO')));
    const keys = keyspace(info).reduce((sum, database) => sum + database.keys, 0);
    const now = { keys, total: infoNumber(info, 'evicted_keys') ?? 0 };
    const limit = infoNumber(info, 'maxmemory') ?? 0;
    const used = (infoNumber(info, 'used_memory') ?? 0) - (infoNumber(info, 'mem_not_counted_for_evict') ?? 0);
    const full = limit > 0 && used > limit && keys > 0 && info.get('maxmemory_policy') !== 'noeviction';
    stableSamples = last !== null && last.total === now.total ? stableSamples + 1 : 0;
    if (!full || stableSamples >= STABLE_SAMPLES || Date.now() > deadline) return now;
    last = now;
    await sleep(POLL_INTERVAL_MS);
  }
}
