import type { FlushResult, Undoable } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { replicaRefusal } from '../../../../shared/replica.ts';
import { runtimeOf } from '../../instances/lifecycle/start-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { assertWritable } from '../../instances/registry/read-only.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { freeName } from '../../platform/files/free-name.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { dataFiles } from '../../redis/data/data-files.ts';
import { pauseWrites, type WritePause, type WriteState } from '../../redis/data/pause-writes.ts';
import { keyspace, parseInfo } from '../../redis/info/info.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { takenNames } from '../store/backup-folder.ts';
import { safetyName } from '../store/backup-names.ts';
import { folderOf } from '../store/folder-of.ts';
import { writeUndoable } from '../store/undo-record.ts';
import { flushCalls, flushUnwritten } from './flush-command.ts';
import { requireFlushCommand } from './flush-preview.ts';
import type { FlushUndo } from './flush-undo.ts';
import { completeFlush } from './flush-undo.ts';
import { type Taken, takeBackup } from './take-backup.ts';

const ANSWER_MS = 30_000;

/**
 * Removes all keys of one database or of all, after a safety backup. Writes are paused from the backup until the keys
 * are removed. The journal contains the undo before the keys are removed.
 * @throws AppError NOT_RUNNING, IS_REPLICA, READ_ONLY, BAD_VALUE, BUSY, COMMAND_UNAVAILABLE
 */
export async function flushInstance(
  deps: BackupDeps,
  id: string,
  database: number | 'all',
): Promise<OperationOf<'flush'>> {
  const instance = await requireInstance(deps, id);
  const status = await deps.observer.status(instance);
  if (instance.unreachable) throw instance.unreachable;
  const address = instance.entry?.address;
  if (status.state !== 'running' || !address) {
    throw new AppError('NOT_RUNNING', `${id} cannot be flushed: it is ${status.state}. Start it first.`, {
      id,
      state: status.state,
    });
  }
  const refusal = replicaRefusal(status, 'flush');
  if (refusal) throw refusal;
  await assertWritable(deps.environment, id);
  const { databases } = await dataFiles(confPlaceOf(instance));
  if (database !== 'all' && database >= databases) {
    const expected = `a database of ${id}: 0 to ${databases - 1}, or all`;
    throw new AppError('BAD_VALUE', `${database} is not ${expected}.`, { field: 'database', expected });
  }
  const observed = await deps.observer.link(instance);
  if (observed) {
    await requireFlushCommand(id, observed, address.renamed, database === 'all' ? 'FLUSHALL' : 'FLUSHDB');
  }
  const scope = database === 'all' ? 'all databases' : `database ${database}`;
  const steps: readonly OperationStepId[] = ['safety-backup', 'remove-keys'];
  const plan = { kind: 'flush', instance: id, title: `Flush ${scope} of ${id}`, steps } as const;
  return deps.operations.begin(plan, async (op): Promise<FlushResult> => {
    const settings = await configuredSettings(confPlaceOf(instance));
    // A separate connection, because SELECT changes its state.
    const link = createRedisLink({ ...address, password: settings?.password ?? null });
    const { writePauseMs: pauseMs } = deps.environment;
    const pause = await pauseWrites({ id, link, pauseMs, op });
    try {
      const removed = await keysIn(link, database);
      if (removed === 0) return { instance: id, database, removedKeys: 0, safetyBackup: null };
      const taken = await op.step('safety-backup', () => saveBefore(deps, instance, op));
      return await op.step('remove-keys', () => removeKeys(deps, { instance, database, link, pause, op }, taken));
    } finally {
      await pause.end();
      link.close();
    }
  });
}

interface Flush {
  readonly instance: ManagedInstance;
  readonly database: number | 'all';
  readonly link: RedisLink;
  readonly pause: WritePause;
  readonly op: OperationContext;
}

async function removeKeys(
  deps: BackupDeps,
  { instance, database, link, pause, op }: Flush,
  first: Taken,
): Promise<FlushResult> {
  const { id } = instance;
  const { home } = deps.environment;
  let taken = first;
  let removedKeys = 0;
  let recorded: FlushUndo | null = null;
  const act = async (now: WriteState) => {
    op.commitPoint();
    const entry: FlushUndo = {
      type: 'flush',
      id,
      runtime: runtimeOf(deps, instance).kind,
      configFile: instance.paths.configFile,
      runId: now.runId,
      calls: flushCalls(parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'commandstats')))),
      undoable: {
        instance: id,
        what: 'flush',
        at: new Date().toISOString(),
        backup: null,
        safetyBackup: taken.backup.name,
      },
    };
    removedKeys = await keysIn(link, database);
    await op.undo.add(entry);
    if (recorded) await op.undo.drop(recorded);
    recorded = entry;
    return flushUnwritten(link, database, now);
  };
  const saveAgain = async () => {
    taken = await saveBefore(deps, instance, op);
    return taken.mark;
  };
  try {
    await pause.commit(taken.mark, { saveAgain, act });
  } catch (error) {
    // The reply may have been lost after the keys were removed.
    const flushed =
      error instanceof LinkError && recorded && (await completeFlush(home, runtimeOf(deps, instance), recorded));
    if (!flushed) throw error;
    throw unknownEnd(id, taken.backup.name, error);
  }
  const { safetyBackup } = await recordFlush(home, taken.backup.name, id);
  return { instance: id, database, removedKeys, safetyBackup };
}

async function recordFlush(home: string, safetyBackup: string, instance: string): Promise<Undoable> {
  const undoable: Undoable = { instance, what: 'flush', at: new Date().toISOString(), backup: null, safetyBackup };
  await writeUndoable(home, undoable);
  return undoable;
}

/** @throws AppError SAVE_FAILED: a running server always has data to save */
async function saveBefore(deps: BackupDeps, instance: ManagedInstance, op: OperationContext): Promise<Taken> {
  const taken = await takeBackup(deps, {
    instance,
    name: freeName(safetyName('flush', new Date()), takenNames(folderOf(deps, instance.id))),
    kind: 'snapshot',
    reason: 'safety',
    before: 'flush',
    note: null,
    op: { ...op, step: (_, body) => body() },
  });
  if (taken) return taken;
  const reason = 'there was no data to save';
  throw new AppError('SAVE_FAILED', `${instance.id} was not flushed: ${reason}.`, { id: instance.id, reason });
}

async function keysIn(link: RedisLink, database: number | 'all'): Promise<number> {
  const databases = keyspace(parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'keyspace'))));
  const hit = databases.filter(({ index }) => database === 'all' || index === database);
  return hit.reduce((sum, { keys }) => sum + keys, 0);
}

function unknownEnd(id: string, backup: string, cause: LinkError): AppError<'NOT_RUNNING'> {
  const message = `${id} stopped responding while its keys were removed: ${cause.message} The keys may be gone. Undo restores them from the safety backup ${backup}.`;
  return new AppError('NOT_RUNNING', message, { id, state: 'unhealthy' }, { cause });
}
