import { AppError } from '../../../shared/contract/errors.ts';
import { saveForNextStart } from '../instances/lifecycle/keep-data.ts';
import { waitWhileAlive } from '../instances/lifecycle/wait-while-alive.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { configuredSettings } from '../redis/conf/server-settings.ts';
import { LinkError } from '../redis/connection/link-failure.ts';
import { createRedisLink } from '../redis/connection/redis-link.ts';
import { pauseWrites, type WritePause } from '../redis/data/pause-writes.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** A server without persistence keeps its keys in memory only: saving gigabytes takes its time, ms. */
const SAVE_MS = 15 * 60_000;

/** A server whose keys are on disk, and whose writes are held back. */
export interface SavedKeys {
  /** How many there are; null where the server was killed before it told. */
  readonly keys: number | null;
  /** Kills the server when it has accepted no write since the save, and otherwise saves again first. */
  end(kill: () => Promise<void>): Promise<void>;
  /** Lets writes continue where the server was not killed. */
  close(): Promise<void>;
}

/**
 * Brings to disk what is in memory, with writes held back from then on. SAVE keeps everybody waiting, and nothing comes
 * between it and the pause that goes with it. It has a connection of its own: on the one that is shared, a look that
 * waits in vain while the server saves would cut it off.
 * @returns null when the server lets nobody in: it saves as its settings say when it ends
 * @throws AppError SAVE_FAILED when it answers and cannot save, TIMED_OUT when it hangs: then nothing is destroyed
 */
export async function saveKeys(
  deps: TenantDeps,
  runtime: Runtime,
  known: ManagedInstance,
  op: OperationContext,
): Promise<SavedKeys | null> {
  const { id, entry } = known;
  if (!entry?.address) return null;
  const settings = await configuredSettings(confPlaceOf(known));
  const link = createRedisLink({ ...entry.address, password: settings?.password ?? null });
  const { writePauseMs: pauseMs } = deps.environment;
  let pause: WritePause | null = null;
  const bring = async (held: WritePause, signal: AbortSignal) => {
    const saved = await saveForNextStart({ known, link, keeping: { keepsAll: true }, op, signal });
    // Redis before 6.2 cannot hold writes back: then what is written in the last moment is lost with the rest.
    if (!saved) await held.save();
    return null;
  };
  const work = async (signal: AbortSignal) => {
    const end = () => link.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      pause = await pauseWrites({ id, link, pauseMs, op, answerMs: SAVE_MS });
      await bring(pause, signal);
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
    return held ? held.commit(null, { saveAgain: () => bring(held, op.signal), act }) : kill();
  };
  try {
    const silent = async (seconds: number) => hangs(id, seconds);
    const patience = { runtime, known, op, asked: 'to save its keys', silent, lingersMs: 0 };
    const wasKilled = await waitWhileAlive(deps, patience, work);
    const keys = (pause as WritePause | null)?.keys ?? null;
    if (!wasKilled) return { keys, end, close };
    op.log('It was killed without saving: kept is what was on disk already.');
    await close();
    return { keys, end: (kill) => kill(), close };
  } catch (error) {
    await close();
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof LinkError)) throw cannotSave(id, reason, error);
    op.log(`It could not be asked to save (${reason}): it saves as its settings say when it ends.`);
    return null;
  }
}

function cannotSave(id: string, reason: string, cause: unknown): AppError<'SAVE_FAILED'> {
  const message = `The keys of ${id} could not be saved (${reason}), so it was not destroyed. Mend that, or stop it first.`;
  return new AppError('SAVE_FAILED', message, { id, reason }, { cause });
}

function hangs(id: string, seconds: number): AppError<'TIMED_OUT'> {
  const message = `${id} was asked to save its keys ${seconds} s ago and has neither answered nor written anything since: it hangs. Nothing was destroyed and nothing killed. If it has to go as it is, kill it first ("Kill…" in its menu, or --action stop --kill yes --client-id ${id}), which loses what is not on disk, or destroy it with --kill yes.`;
  return new AppError('TIMED_OUT', message, { seconds });
}
