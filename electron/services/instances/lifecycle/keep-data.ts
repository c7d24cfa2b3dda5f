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
import type { PatienceDeps } from './wait-while-alive.ts';

/** A server that does not answer within this time is told to end as it is: a halted one runs again only then, ms. */
const ASK_MS = 5000;
const ANSWER_MS = 30_000;
/** Saving tens of gigabytes takes its time, ms. */
const SAVE_MS = 15 * 60_000;
const BUSY_PAUSE_MS = 50;
/** How long writes wait after a save, unless the pause is renewed, ms. */
const PAUSE_MS = 10_000;

/** What a server that ends must leave behind, where that differs from the usual. */
export interface Keeping {
  /** What it is started with next; left out: its effective configuration as it is now. */
  readonly conf?: EffectiveConf;
  /** Also what a server without persistence would drop: it was saved, and no key may be lost. */
  readonly keepsAll?: boolean;
  /** Ends it also where its data cannot be brought to where the next start reads it: the user accepted that. */
  readonly acceptsLoss?: boolean;
}

type KeepingOp = Pick<OperationContext, 'log'>;

/**
 * Ends a server so that the next start loads what it holds: somebody may have changed `dir`, `dbfilename`, `save` or
 * `appendonly` of the running server, or of its file. Writes are held back from the save to the end.
 * @param link that lets us in, where the caller has one
 * @throws AppError SAVE_FAILED when the data cannot be brought there: then nothing was ended
 */
export async function endKeeping(
  deps: Pick<PatienceDeps, 'environment'>,
  { known, op, keeping, link, signal }: KeepingTask & { readonly op: KeepingOp },
  end: () => Promise<void>,
): Promise<void> {
  const { id } = known;
  const bring = () => bringForNextStart({ known, keeping, link, signal, op });
  const askMs = Math.min(ASK_MS, deps.environment.readyTimeoutMs / 4);
  if ((await dueFor({ known, keeping, link }, askMs)) === null) return end();
  const pause = await pauseWrites({
    ...{ id, link, op, answerMs: SAVE_MS },
    pauseMs: deps.environment.writePauseMs,
  });
  try {
    await bring();
    const saveAgain = async () => {
      await bring();
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
  readonly known: ManagedInstance;
  readonly link: RedisLink;
  readonly keeping: Keeping;
  readonly signal: AbortSignal;
}

interface Due extends Missing {
  readonly live: DataPlace;
  readonly next: DataPlace;
}

/** A connection of our own to a running server: on the shared one a save would keep every poll waiting. */
export async function ownLink(known: ManagedInstance): Promise<RedisLink | null> {
  const address = known.entry?.state === 'running' ? known.entry.address : null;
  if (!address) return null;
  // A file that cannot be read is no reason not to end a server.
  const settings = await configuredSettings(confPlaceOf(known)).catch(() => null);
  return createRedisLink({ ...address, password: settings?.password ?? null });
}

/** @returns null when nothing has to be done, or when that is not known: it saves as its settings say */
async function dueFor(
  { known, keeping, link }: Pick<KeepingTask, 'known' | 'keeping' | 'link'>,
  askMs = ASK_MS,
): Promise<Due | null> {
  const place = confPlaceOf(known);
  const conf = keeping.conf ?? (await readEffectiveConf(place).catch(() => null));
  if (conf === null || conf.unread.length > 0) return null;
  // One that lets nobody in, hangs, or whose CONFIG was renamed away.
  const live = await livePlace(link, place, askMs).catch(() => null);
  if (live === null) return null;
  const next = nextPlace(conf, place);
  const missing = await missingAtNextStart(live, next, keeping.keepsAll ?? false);
  return missing && { ...missing, live, next };
}

/**
 * Saves, and brings the snapshot to where the next start reads it, with writes held back by the caller. Does nothing
 * where the server leaves its data in the right place by itself.
 * @returns whether it saved
 * @throws AppError SAVE_FAILED
 */
export async function bringForNextStart(task: KeepingTask & { readonly op: KeepingOp }): Promise<boolean> {
  const { known, keeping, op } = task;
  const due = await dueFor(task);
  if (due === null) return false;
  const { live, next } = due;
  try {
    if (due.moved) await saveMoved(task, due);
    else await save(task);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (!keeping.acceptsLoss) throw cannotKeep(known.id, due, reason, error);
    op.log(`The data could not be saved for the next start (${reason}).`);
    return false;
  }
  // The next start would read an older one in place of the snapshot.
  if (next.here !== null) await putAofAside(next.here, next.names, new Date());
  if (due.moved)
    op.log(
      `${known.id} saved to ${live.dir}/${live.names.dump}; its redis.conf names ${next.dir}/${next.names.dump}: its data is there now.`,
    );
  else op.log(`${known.id} was saved: what it keeps its data by differs from its redis.conf.`);
  return true;
}

/** By a copy of what it saves; where that is out of reach, by telling the server the place. */
async function saveMoved(task: KeepingTask, { live, next }: Due): Promise<void> {
  const { link, signal } = task;
  try {
    await save(task);
    if (live.here === null || next.here === null) throw new Error('the folder is not on this computer');
    await placeDump(`${live.here}/${live.names.dump}`, `${next.here}/${next.names.dump}`, signal);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    signal.throwIfAborted();
    // Redis 7 refuses this unless enable-protected-configs allows it.
    const replies = await link.batch(ANSWER_MS, [
      ['CONFIG', 'SET', 'dir', next.dir],
      ['CONFIG', 'SET', 'dbfilename', next.names.dump],
    ]);
    if (replies.some((reply) => reply instanceof Error)) throw error;
    await save(task);
  }
}

/** SAVE keeps everybody waiting, as the save at the end does; one in the background has to end first. */
async function save({ link, signal }: Pick<KeepingTask, 'link' | 'signal'>): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    // The pause may have expired while it saved: nothing comes between the save and the next one.
    const [reply] = await link.batch(SAVE_MS, [['SAVE'], pauseCommand(PAUSE_MS)]);
    if (!(reply instanceof Error)) return;
    if (!/in progress/i.test(reply.message)) throw reply;
    await sleep(BUSY_PAUSE_MS);
  }
}

function cannotKeep(id: string, { live, next }: Due, reason: string, cause: unknown): AppError<'SAVE_FAILED'> {
  const message = `${id} was not ended: it saves to ${live.dir}/${live.names.dump}, its redis.conf names ${next.dir}/${next.names.dump}, and the data could not be brought there (${reason}). The next start would not load it. Correct dir and dbfilename, or end it all the same: --action stop --yes yes.`;
  return new AppError('SAVE_FAILED', message, { id, reason }, { cause });
}
