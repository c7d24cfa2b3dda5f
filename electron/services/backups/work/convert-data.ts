import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { DataFiles } from '../../redis/data/data-files.ts';
import type { Loaded } from '../../scratch/scratch-server.ts';
import { type DataDeps, type LoadNeed, withScratchRedis } from '../../scratch/with-scratch-redis.ts';

/** SAVE replies only when it is done, which may take minutes. */
const SAVE_MS = 60 * 60_000;

/**
 * Loads data in a scratch Redis and saves it as an RDB with the default name. Expired keys are kept, as they were in
 * the data.
 * @throws ScratchError when it cannot be loaded; AppError NO_RUNTIME, BACKUP_UNSUITABLE without a Redis that could
 */
export async function convertToRdb(
  deps: DataDeps,
  task: {
    readonly folder: string;
    readonly names: Pick<DataFiles, 'rdb' | 'aof' | 'aofFolder'>;
    readonly useAof: boolean;
    readonly databases: number;
    readonly need: LoadNeed;
    readonly op: OperationContext;
  },
): Promise<Loaded> {
  const { folder, names, useAof, databases, need, op } = task;
  return withScratchRedis(deps, need, op, async (loader) => {
    const isMultiPart = Number(loader.version.split('.')[0]) >= 7;
    const server = await loader.open({
      folder,
      rdbFile: names.rdb,
      aof: useAof ? { folder: isMultiPart ? names.aofFolder : '', name: names.aof } : null,
      databases,
      signal: op.signal,
      progress: (fraction) => op.progress(fraction, 'loading'),
    });
    try {
      await server.save(SAVE_MS).catch((error: unknown) => {
        throw notSaved(need.instance, error);
      });
      return server.loaded;
    } finally {
      await server.close();
    }
  });
}

/** The data was loaded, so it is intact: the disk is full or not writable. */
function notSaved(id: string, cause: unknown): AppError<'SAVE_FAILED'> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The data was loaded but could not be saved as a snapshot: ${reason}. Free some disk space and try again. Nothing was changed.`;
  return new AppError('SAVE_FAILED', message, { id, reason }, { cause });
}
