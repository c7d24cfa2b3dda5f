import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type EffectiveConf, readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { putAofAside } from '../../redis/data/leave-aof.ts';
import { type DataPlace, livePlace, type Missing, missingAtNextStart, nextPlace } from '../../redis/data/next-start.ts';
import { pauseCommand, pauseWrites } from '../../redis/data/pause-writes.ts';
import { placeDump } from '../../redis/data/place-dump.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { WaitDeps } from './wait-while-alive.ts';

/** A server that does not answer within this time gets its signal without a save: a halted server resumes only then. */
const ASK_MS = 5000;
const ANSWER_MS = 30_000;
/** Enough to save tens of gigabytes. */
const SAVE_MS = 15 * 60_000;
const BUSY_PAUSE_MS = 50;
/** Writes continue this long after a save unless the pause is renewed. */
const PAUSE_MS = 10_000;

/** Requirements for the data of a stopping server, where they differ from the default. */
export interface Keeping {
  /** The configuration of the next start; omitted: the current effective configuration. */
  readonly conf?: EffectiveConf;
  /** Also saves the keys of a server without persistence. */
  readonly keepsAll?: boolean;
  /** The user accepts the loss: stops the server even if the next start will not find its data. */
  readonly acceptsLoss?: boolean;
}

type KeepingOp = Pick<OperationContext, 'log' | 'warn'>;

/**
 * Stops a server so that the next start loads its current keys, even if `dir`, `dbfilename`, `save` or `appendonly`
 * differ between the running server and its file. Pauses writes from the save to the exit.
 * @param link an authenticated connection
 * @throws AppError SAVE_FAILED if the data cannot be saved for the next start; the server keeps running
 */
export async function endKeeping(
  deps: Pick<WaitDeps, 'environment'>,
  { instance, op, keeping, link, signal }: KeepingTask & { readonly op: KeepingOp },
  end: () => Promise<void>,
): Promise<void> {
  const { id } = instance;
  const saveData = () => saveForNextStart({ instance, keeping, link, signal, op });
  const askMs = Math.min(ASK_MS, deps.environment.readyTimeoutMs / 4);
  if ((await dueFor({ instance, keeping, link }, askMs)) === null) return end();
  const pause = await pauseWrites({
    ...{ id, link, op, answerMs: SAVE_MS },
    pauseMs: deps.environment.writePauseMs,
  });
  try {
    await saveData();
    const saveAgain = async () => {
      await saveData();
      return null;
    };
    await pause.commit(null, {
      saveAgain,
      losesWrites: false,
      act: async () => {
        await end();
        return true;
      },
    });
  } finally {
    await pause.end();
  }
}

interface KeepingTask {
  readonly instance: ManagedInstance;
  readonly link: RedisLink;
  readonly keeping: Keeping;
  readonly signal: AbortSignal;
  /** Where the running server saves, if the caller has asked it: null if it did not say. Omitted: asks. */
  readonly live?: DataPlace | null;
}

interface Due extends Missing {
  readonly live: DataPlace;
  readonly next: DataPlace;
}

/** A separate connection to a running server: on the shared one, a save would block every poll. */
export async function ownLink(instance: ManagedInstance): Promise<RedisLink | null> {
  const address = instance.entry?.state === 'running' ? instance.entry.address : null;
  if (!address) return null;
  // An unreadable file must not prevent a stop.
  const settings = await configuredSettings(confPlaceOf(instance)).catch(() => null);
  return createRedisLink({ ...address, password: settings?.password ?? null });
}

/** @returns null if nothing has to be done, or if that is unknown: the server then saves by its own settings */
async function dueFor(
  task: Pick<KeepingTask, 'instance' | 'keeping' | 'link' | 'live'>,
  askMs = ASK_MS,
): Promise<Due | null> {
  const { instance, keeping, link } = task;
  const place = confPlaceOf(instance);
  const conf = keeping.conf ?? (await readEffectiveConf(place).catch(() => null));
  if (conf === null || conf.unread.length > 0) return null;
  // The server rejects the password, hangs, or has no CONFIG command.
  const live = task.live !== undefined ? task.live : await livePlace(link, place, askMs).catch(() => null);
  if (live === null) return null;
  const next = nextPlace(conf, place);
  const missing = await missingAtNextStart(live, next, keeping.keepsAll ?? false);
  return missing && { ...missing, live, next };
}

/**
 * Saves and places the snapshot where the next start reads it. The caller pauses writes. Does nothing if the server
 * itself saves to the right place on exit.
 * @returns whether it saved
 * @throws AppError SAVE_FAILED
 */
export async function saveForNextStart(task: KeepingTask & { readonly op: KeepingOp }): Promise<boolean> {
  const { instance, keeping, op } = task;
  const due = await dueFor(task);
  if (due === null) return false;
  const { live, next } = due;
  try {
    if (due.moved) await saveMoved(task, due);
    else await save(task);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (!keeping.acceptsLoss) throw cannotKeep(instance.id, due, reason, error);
    op.warn(`The data could not be saved for the next start (${reason}).`);
    return false;
  }
  // An AOF would win over the snapshot at the next start.
  if (next.here !== null) await putAofAside(next.here, next.names, new Date());
  if (due.moved)
    op.log(
      `${instance.id} saved to ${live.dir}/${live.names.dump}, but its redis.conf names ${next.dir}/${next.names.dump}. Moved the data there.`,
    );
  else op.log(`${instance.id} was saved, because its persistence settings differ from its redis.conf.`);
  return true;
}

/** Copies the snapshot; if the folder is not accessible, changes `dir` and `dbfilename` of the server instead. */
async function saveMoved(task: KeepingTask, { live, next }: Due): Promise<void> {
  const { link, signal } = task;
  try {
    await save(task);
    if (live.here === null || next.here === null) throw new Error('the folder is not on this computer');
    await placeDump(`${live.here}/${live.names.dump}`, `${next.here}/${next.names.dump}`, signal);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    signal.throwIfAborted();
    // Redis 7 rejects this unless enable-protected-configs allows it.
    const replies = await link.batch(ANSWER_MS, [
      ['CONFIG', 'SET', 'dir', next.dir],
      ['CONFIG', 'SET', 'dbfilename', next.names.dump],
    ]);
    if (replies.some((reply) => reply instanceof Error)) throw error;
    await save(task);
  }
}

/** SAVE blocks all clients, like the save on exit. A running BGSAVE has to finish first. */
async function save({ link, signal }: Pick<KeepingTask, 'link' | 'signal'>): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    // The pause may expire during the save: renew it in the same batch, so that no write comes in between.
    const [reply] = await link.batch(SAVE_MS, [['SAVE'], pauseCommand(PAUSE_MS)]);
    if (!(reply instanceof Error)) return;
    if (!/in progress/i.test(reply.message)) throw reply;
    await sleep(BUSY_PAUSE_MS);
  }
}

function cannotKeep(id: string, { live, next }: Due, reason: string, cause: unknown): AppError<'SAVE_FAILED'> {
  const message = `${id} keeps running: it saves to ${live.dir}/${live.names.dump}, but its redis.conf names ${next.dir}/${next.names.dump}, and the data could not be moved there (${reason}). The next start would not load it. Correct dir and dbfilename, or accept the loss.`;
  return new AppError(
    'SAVE_FAILED',
    message,
    { id, reason, remedy: { action: 'stop', flags: { yes: 'yes' } } },
    { cause },
  );
}
