import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { untilEvicted } from '../../redis/data/evictions.ts';
import { pauseWrites, resumeWrites } from '../../redis/data/pause-writes.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import type { SettingsDeps } from '../settings-deps.ts';

const ANSWER_MS = 30_000;

interface Evicting {
  readonly id: string;
  readonly link: RedisLink;
  readonly op: OperationContext;
  /** Takes the safety backup. @returns its name */
  readonly save: () => Promise<string | null>;
  /** Gives the running server the new settings. */
  readonly move: () => Promise<void>;
}

/**
 * Applies settings that make Redis evict keys, as a flush is done: writes wait from the safety backup on, so that it
 * holds every key that goes. The evictions begin when writes continue; they are counted when they have settled.
 */
export async function applyEvicting(
  deps: SettingsDeps,
  { id, link, op, save, move }: Evicting,
): Promise<{ readonly keys: number; readonly safetyBackup: string | null }> {
  const evicted = async () =>
    infoNumber(parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'stats'))), 'evicted_keys');
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
    // After the commit as well: this server continues.
    await resumeWrites(link);
  }
  const { total } = await untilEvicted(link);
  return { keys: total - before, safetyBackup };
}
