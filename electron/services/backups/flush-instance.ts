import type { FlushResult } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Operation } from '../../../shared/contract/operation.ts';
import { knownById } from '../instances/status-by-id.ts';
import { keyspace, parseInfo } from '../redis/info.ts';
import { createRedisLink } from '../redis/redis-link.ts';
import { configuredSettings } from '../settings/server-settings.ts';
import { takenNames } from './backup-folder.ts';
import { dataFiles } from './data-files.ts';
import type { BackupDeps } from './deps.ts';
import { freeName, safetyName } from './names.ts';
import { pauseWrites } from './pause-writes.ts';
import { folderOf, takeBackup } from './take-backup.ts';
import { noteUndoable } from './undo-record.ts';

const FLUSH_MS = 10 * 60_000;

/**
 * Removes all keys of a database, or of all, after a safety backup that holds them: writes wait from the moment it
 * is taken until the keys are gone.
 * @throws AppError NOT_RUNNING, BAD_VALUE, BUSY
 */
export async function flushInstance(deps: BackupDeps, id: string, database: number | 'all'): Promise<Operation> {
  const known = await knownById(deps, id);
  const status = await deps.observer.look(known);
  const address = known.entry?.address;
  if (status.state !== 'running' || !address) {
    throw new AppError('NOT_RUNNING', `${id} is ${status.state}, so nothing can be flushed. Start it first.`, {
      id,
      state: status.state,
    });
  }
  const { databases } = await dataFiles(known.paths.configFile);
  if (database !== 'all' && database >= databases) {
    const expected = `a database of ${id}: 0 to ${databases - 1}, or all`;
    throw new AppError('BAD_VALUE', `${database} is not ${expected}.`, { field: 'database', expected });
  }
  const which = database === 'all' ? 'all databases' : `database ${database}`;
  const steps = ['Take a safety backup', 'Remove the keys'];
  const plan = { kind: 'flush', instance: id, title: `Flush ${which} of ${id}`, steps } as const;
  return deps.operations.begin(plan, async (op): Promise<FlushResult> => {
    const settings = await configuredSettings(known.paths.configFile);
    // A connection of its own: SELECT stays with it.
    const link = createRedisLink({ ...address, password: settings?.password ?? null });
    const counts = async () => keyspace(parseInfo(String(await link.call(FLUSH_MS, 'INFO', 'keyspace'))));
    const goOn = await pauseWrites(link);
    try {
      const there = await counts();
      const hit = there.filter(({ index }) => database === 'all' || index === database);
      const removedKeys = hit.reduce((sum, { keys }) => sum + keys, 0);
      if (removedKeys === 0) return { instance: id, database, removedKeys, safetyBackup: null };
      const quiet = { ...op, step: <T>(_: string, body: () => Promise<T>) => body() };
      const taken = await op.step('Take a safety backup', () =>
        takeBackup(deps, {
          known,
          name: freeName(safetyName('flush', new Date()), takenNames(folderOf(deps, id))),
          kind: 'snapshot',
          reason: 'safety',
          before: 'flush',
          note: null,
          op: quiet,
        }),
      );
      await op.step('Remove the keys', async () => {
        const flush: readonly [string, ...string[]][] =
          database === 'all' ? [['FLUSHALL']] : [['SELECT', String(database)], ['FLUSHDB']];
        // In one write: whoever was held back comes after it.
        const replies = await link.batch(FLUSH_MS, [['CLIENT', 'UNPAUSE'], ...flush]);
        const failed = replies.slice(1).find((reply) => reply instanceof Error);
        if (failed) throw failed;
      });
      const safetyBackup = taken?.backup.name ?? null;
      if (safetyBackup !== null) {
        await noteUndoable(deps, op, {
          instance: id,
          what: 'flush',
          at: new Date().toISOString(),
          backup: null,
          safetyBackup,
        });
      }
      return { instance: id, database, removedKeys, safetyBackup };
    } finally {
      await goOn();
      link.close();
    }
  });
}
