import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { infoNumber, parseInfo } from '../redis/info.ts';
import type { RedisLink } from '../redis/redis-link.ts';

const ANSWER_MS = 30_000;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;

type Progress = Pick<OperationContext, 'progress'>;

/**
 * Saves a snapshot and returns when it is on disk. One that runs already is awaited, and ours begins after it: that
 * one may have begun before the last write. Which save is ours tells the counter of saves (Redis 7), read in one
 * write with BGSAVE so that nothing comes between; LASTSAVE counts whole seconds only.
 * @throws AppError SAVE_FAILED
 */
export async function saveSnapshot(id: string, link: RedisLink, op: Progress): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const [reply, after] = await link.batch(ANSWER_MS, [['BGSAVE'], ['INFO', 'persistence']]);
    if (!(reply instanceof Error) && /started/i.test(String(reply))) {
      return untilSaved(id, link, infoNumber(parseInfo(String(after)), 'rdb_saves'), op);
    }
    const said = reply instanceof Error ? reply.message : String(reply);
    if (!/in progress|child process|loading/i.test(said)) throw saveFailed(id, said);
    op.progress(null, 'waiting for another save');
    await sleep(pause);
  }
}

async function untilSaved(id: string, link: RedisLink, ours: number | null, op: Progress): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const info = parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'persistence')));
    const saves = infoNumber(info, 'rdb_saves');
    const another = ours !== null && saves !== null && saves > ours;
    if (info.get('rdb_bgsave_in_progress') !== '1' || another) {
      if (info.get('rdb_last_bgsave_status') === 'ok') return;
      throw saveFailed(id, 'its log says why');
    }
    const [done, total] = [
      infoNumber(info, 'current_save_keys_processed'),
      infoNumber(info, 'current_save_keys_total'),
    ];
    op.progress(done !== null && total ? done / total : null, total ? `${done} of ${total} keys saved` : 'saving');
    await sleep(pause);
  }
}

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
