import { AppError } from '../../../shared/contract/errors.ts';
import type { Known } from '../instances/catalogue.ts';
import { patiently } from '../instances/patience.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { createRedisLink, LinkError } from '../redis/redis-link.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { configuredSettings } from '../settings/server-settings.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** A server without persistence keeps its keys in memory only: saving gigabytes takes its time, ms. */
const SAVE_MS = 15 * 60_000;
/** How long writes are held back after the save, ms: less than a moment is needed, and if nothing comes of it they go on. */
const HELD_MS = 10_000;

/**
 * Brings to disk what is in memory, with writes held back from then on. SAVE keeps everybody waiting, and nothing comes
 * between it and the pause that goes with it. It has a connection of its own: on the one that is shared, a look that
 * waits in vain while the server saves would cut it off.
 * @returns whether it may be killed: it has saved, or the user chose to kill it as it was; false when nobody is let in
 * @throws AppError SAVE_FAILED when it answers and cannot save, TIMED_OUT when it hangs: then nothing is destroyed
 */
export async function saveKeys(
  deps: TenantDeps,
  runtime: Runtime,
  known: Known,
  op: OperationContext,
): Promise<boolean> {
  const { id, entry, paths } = known;
  if (!entry?.address) return false;
  const settings = await configuredSettings(paths.configFile);
  const link = createRedisLink({ ...entry.address, password: settings?.password ?? null });
  const save = async (signal: AbortSignal) => {
    const end = () => link.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      const [saved] = await link.batch(SAVE_MS, [['SAVE'], ['CLIENT', 'PAUSE', String(HELD_MS), 'WRITE']]);
      // Redis before 6.2 knows no WRITE: then what is written in the last moment is lost with the rest.
      if (saved instanceof Error) throw saved;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
    }
  };
  const silent = async (seconds: number) => hangs(id, seconds);
  try {
    const patience = { runtime, known, op, asked: 'to save its keys', silent, lingersMs: 0 };
    if (await patiently(deps, patience, save))
      op.log('It was killed without saving: kept is what was on disk already.');
    return true;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof LinkError)) throw cannotSave(id, reason, error);
    op.log(`It could not be asked to save (${reason}): it saves as its settings say when it ends.`);
    return false;
  } finally {
    link.close();
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
