import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';

const REPLY_TIMEOUT_MS = 30_000;
const FIRST_PAUSE_MS = 2;
const MAX_PAUSE_MS = 100;

type Progress = Pick<OperationContext, 'progress'>;

function saveFailed(id: string, reason: string): AppError<'SAVE_FAILED'> {
  const message = `${id} could not save its data: ${reason}. Fix the cause (disk space, or permissions of its data folder) and try again. Nothing was changed.`;
  return new AppError('SAVE_FAILED', message, { id, reason });
}

/**
 * Enables AOF and returns once it holds all data: before that, no start may rely on it. Does not wait for Redis to retry
 * a failed rewrite.
 * @throws AppError SAVE_FAILED after disabling AOF again
 */
export async function switchAofOn(id: string, link: RedisLink, op: Progress): Promise<void> {
  const [earlier, reply] = await link.batch(REPLY_TIMEOUT_MS, [
    ['INFO', 'persistence'],
    ['CONFIG', 'SET', 'appendonly', 'yes'],
  ]);
  if (reply instanceof Error) throw saveFailed(id, `AOF could not be enabled (${reply.message})`);
  const before = parseInfo(String(earlier));
  // Until our rewrite starts, the status may be that of an earlier one.
  let started = before.get('aof_last_bgrewrite_status') === 'ok';
  try {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
      const info = parseInfo(String(await link.call(REPLY_TIMEOUT_MS, 'INFO', 'persistence')));
      const running = info.get('aof_rewrite_in_progress') === '1';
      const waiting = info.get('aof_rewrite_scheduled') === '1';
      started ||= running || (infoNumber(info, 'aof_rewrites') ?? 0) > (infoNumber(before, 'aof_rewrites') ?? 0);
      if (started && !running && info.get('aof_last_bgrewrite_status') !== 'ok') {
        throw saveFailed(id, 'the AOF could not be written; the log shows the reason');
      }
      if (started && !running && !waiting) return;
      op.progress(null, waiting ? 'waiting for another save' : 'writing the AOF');
      await sleep(pause);
    }
  } catch (error) {
    await link.call(REPLY_TIMEOUT_MS, 'CONFIG', 'SET', 'appendonly', 'no').catch(() => undefined);
    throw error;
  }
}
