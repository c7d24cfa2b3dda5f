import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';

const ANSWER_MS = 30_000;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;

type Progress = Pick<OperationContext, 'progress'>;

function saveFailed(id: string, reason: string): AppError<'SAVE_FAILED'> {
  const message = `${id} could not save its data: ${reason}. Mend that (space, or rights on its data folder) and try again; nothing was changed.`;
  return new AppError('SAVE_FAILED', message, { id, reason });
}

/**
 * Switches the AOF on and returns when all data stands in it: until then it must not be what a start reads.
 * Redis tries a rewrite that failed again by itself; we do not wait for that.
 * @throws AppError SAVE_FAILED; the AOF is off again then
 */
export async function switchAofOn(id: string, link: RedisLink, op: Progress): Promise<void> {
  const [earlier, reply] = await link.batch(ANSWER_MS, [
    ['INFO', 'persistence'],
    ['CONFIG', 'SET', 'appendonly', 'yes'],
  ]);
  if (reply instanceof Error) throw saveFailed(id, `the AOF could not be switched on (${reply.message})`);
  const before = parseInfo(String(earlier));
  // It may say "failed" of an earlier rewrite until ours has begun.
  let begun = before.get('aof_last_bgrewrite_status') === 'ok';
  try {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const info = parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'persistence')));
      const under = info.get('aof_rewrite_in_progress') === '1';
      const waiting = info.get('aof_rewrite_scheduled') === '1';
      begun ||= under || (infoNumber(info, 'aof_rewrites') ?? 0) > (infoNumber(before, 'aof_rewrites') ?? 0);
      if (begun && !under && info.get('aof_last_bgrewrite_status') !== 'ok') {
        throw saveFailed(id, 'the AOF could not be written, its log says why');
      }
      if (begun && !under && !waiting) return;
      op.progress(null, waiting ? 'waiting for another save' : 'writing the AOF');
      await sleep(pause);
    }
  } catch (error) {
    await link.call(ANSWER_MS, 'CONFIG', 'SET', 'appendonly', 'no').catch(() => undefined);
    throw error;
  }
}
