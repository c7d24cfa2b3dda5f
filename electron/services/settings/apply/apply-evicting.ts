import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { untilEvicted } from '../../redis/data/evictions.ts';
import { pauseWrites, resumeWrites } from '../../redis/data/pause-writes.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';

const REPLY_TIMEOUT_MS = 30_000;

interface Evicting {
  readonly id: string;
  readonly link: RedisLink;
  readonly op: OperationContext;
  /** Takes the safety backup. @returns its name */
  readonly save: () => Promise<string | null>;
  /** Applies the new settings to the running server. */
  readonly move: () => Promise<void>;
}

/**
 * Applies settings that make Redis evict keys. Writes are paused from the safety backup on, so that the backup holds
 * every key that is evicted. Redis evicts once writes resume; the count is taken when it has settled.
 */
export async function applyEvicting(
  deps: SettingsDeps,
  { id, link, op, save, move }: Evicting,
): Promise<{ readonly keys: number; readonly safetyBackup: string | null }> {
  const evicted = async () =>
    infoNumber(parseInfo(String(await link.call(REPLY_TIMEOUT_MS, 'INFO', 'stats'))), 'evicted_keys');
  const before = (await evicted()) ?? 0;
  const pause = await pauseWrites({ id, link, pauseMs: deps.environment.writePauseMs, op });
  let safetyBackup: string | null = null;
  try {
    safetyBackup = await save();
    await pause.commit(null, {
      saveAgain: async () => {
        safetyBackup = await save();
        return null;
      },
      act: () => move().then(() => true),
    });
  } finally {
    await pause.end();
    // Also after the commit, because this server keeps running.
    await resumeWrites(link);
  }
  const { total } = await untilEvicted(link);
  return { keys: total - before, safetyBackup };
}
