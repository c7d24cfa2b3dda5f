import { AppError } from '../../../shared/contract/errors.ts';
import { saveForNextStart } from '../instances/lifecycle/keep-data.ts';
import { keepUsers } from '../instances/lifecycle/keep-users.ts';
import { waitWhileAlive } from '../instances/lifecycle/wait-while-alive.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { configuredSettings } from '../redis/conf/server-settings.ts';
import { LinkError } from '../redis/connection/link-failure.ts';
import { createRedisLink } from '../redis/connection/redis-link.ts';
import { type DataPlace, livePlaceCommands, livePlaceFrom } from '../redis/data/next-start.ts';
import { pauseWrites, type WritePause } from '../redis/data/pause-writes.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** Enough to save gigabytes: a server without persistence has all its keys in memory only. */
const SAVE_MS = 15 * 60_000;

/** A server whose keys are on disk and whose writes are paused. */
export interface SavedKeys {
  /** The number of keys; null if the server was killed before it reported it. */
  readonly keys: number | null;
  /** Kills the server; saves again first if it has accepted a write since the save. */
  end(kill: () => Promise<void>): Promise<void>;
  /** Resumes writes if the server was not killed. */
  close(): Promise<void>;
}

/**
 * Saves all keys to disk and pauses writes. SAVE blocks all clients, and the pause follows in the same batch. Uses its own
 * connection, because a poll that times out during the save would close the shared one.
 * @returns null if the server rejects our connection; it then saves by its own settings when it stops
 * @throws AppError SAVE_FAILED if it cannot save, TIMED_OUT if it hangs; nothing is destroyed then
 */
export async function saveKeys(
  deps: TenantDeps,
  runtime: Runtime,
  instance: ManagedInstance,
  op: OperationContext,
): Promise<SavedKeys | null> {
  const { id, entry } = instance;
  if (!entry?.address) return null;
  const settings = await configuredSettings(confPlaceOf(instance));
  const link = createRedisLink({ ...entry.address, password: settings?.password ?? null });
  const { writePauseMs: pauseMs } = deps.environment;
  let pause: WritePause | null = null;
  const saveData = async (held: WritePause, signal: AbortSignal, live?: DataPlace | null) => {
    const keeping = { keepsAll: true };
    const saved = await saveForNextStart({ instance, link, keeping, op, signal, ...(live !== undefined && { live }) });
    // Redis before 6.2 cannot pause writes: writes after the save are lost.
    if (!saved) await held.save();
    return null;
  };
  const work = async (signal: AbortSignal) => {
    const end = () => link.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      await keepUsers(deps, { instance, link, op });
      // A link that was closed meanwhile would connect again.
      signal.throwIfAborted();
      pause = await pauseWrites({ id, link, pauseMs, op, answerMs: SAVE_MS, also: livePlaceCommands });
      await saveData(pause, signal, livePlaceFrom(pause.replies, confPlaceOf(instance)));
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
    }
  };
  const close = async () => {
    await pause?.end();
    link.close();
  };
  const end = (kill: () => Promise<void>) => {
    const act = () => kill().then(() => true);
    const held = pause;
    return held ? held.commit(null, { saveAgain: () => saveData(held, op.signal), act }) : kill();
  };
  try {
    const silent = async (seconds: number) => hangs(id, seconds);
    const waitOptions = { runtime, instance, op, asked: 'to save its keys', silent, lingersMs: 0 };
    const wasKilled = await waitWhileAlive(deps, waitOptions, work);
    const keys = (pause as WritePause | null)?.keys ?? null;
    if (!wasKilled) return { keys, end, close };
    op.warn('It was killed without saving; the data on disk is kept.');
    await close();
    return { keys, end: (kill) => kill(), close };
  } catch (error) {
    await close();
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof LinkError)) throw cannotSave(id, reason, error);
    op.warn(`It could not be asked to save (${reason}); it saves by its own settings when it stops.`);
    return null;
  }
}

function cannotSave(id: string, reason: string, cause: unknown): AppError<'SAVE_FAILED'> {
  const message = `The keys of ${id} could not be saved (${reason}), so it was not destroyed. Fix the cause, or stop it first.`;
  return new AppError('SAVE_FAILED', message, { id, reason }, { cause });
}

function hangs(id: string, seconds: number): AppError<'TIMED_OUT'> {
  const message = `${id} was asked to save its keys ${seconds} s ago and has neither answered nor written anything since: it hangs. Nothing was destroyed or killed. To destroy it anyway, kill it first; data that is not on disk is lost.`;
  const remedy = { action: 'stop', flags: { kill: 'yes', 'client-id': id } };
  return new AppError('TIMED_OUT', message, { seconds, remedy });
}
