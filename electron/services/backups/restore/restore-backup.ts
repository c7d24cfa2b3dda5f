import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup, RestoreResult, Undoable } from '../../../../shared/contract/backup.ts';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { saveForNextStart } from '../../instances/lifecycle/keep-data.ts';
import { keepUsers } from '../../instances/lifecycle/keep-users.ts';
import { runtimeOf, startAndWait } from '../../instances/lifecycle/start-instance.ts';
import { saveAndEnd } from '../../instances/lifecycle/stop-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { freeName } from '../../platform/files/free-name.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type DataFiles, dataFiles } from '../../redis/data/data-files.ts';
import { isUnreadable } from '../../redis/data/data-set.ts';
import { untilEvicted } from '../../redis/data/evictions.ts';
import { pauseWrites, type WritePause } from '../../redis/data/pause-writes.ts';
import { infoNumber, keyspace, parseInfo } from '../../redis/info/info.ts';
import { versionOf } from '../../scratch/local-program.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import type { BackupFolder } from '../store/backup-files.ts';
import { takenNames } from '../store/backup-folder.ts';
import { safetyName } from '../store/backup-names.ts';
import { folderOf } from '../store/folder-of.ts';
import { noteUndoable } from '../store/undo-record.ts';
import { type Taken, takeBackup } from '../take/take-backup.ts';
import { type PreparedData, prepareData } from './prepare-data.ts';
import { giveToOwner, reachData } from './reach-data.ts';
import { moduleTargetOf, requireModulesFor } from './require-modules.ts';
import { stagePath, swapData, swapUndo, sweepStages } from './swap-data.ts';

const ANSWER_MS = 30_000;

export const restoreSteps: readonly OperationStepId[] = [
  'check-backup',
  'safety-backup',
  'replace-data',
  'start-redis',
  'wait-loaded',
  'count-keys',
];

/** The steps of a restore into a new tenant, which has no data to save first. */
export const newTenantSteps = restoreSteps.filter((id) => id !== 'safety-backup');

export interface RestoreTask {
  readonly from: BackupFolder;
  readonly backup: Backup;
  /** The data set that the user chose; null if none was chosen. */
  readonly choice: string | null;
  /** The target. */
  readonly instance: ManagedInstance;
  /** The action that an undo reverts; null for a new tenant, which is removed if the restore fails. */
  readonly what: Undoable['what'] | null;
  /** Whether the instance runs afterwards. */
  readonly startAfterwards: boolean;
  readonly op: OperationContext;
}

/**
 * Restores a backup into an instance, as steps of an operation that holds its lock.
 *
 * The current data is not touched until the backup is checked and a safety backup is taken. Writes are paused
 * meanwhile, so that the safety backup contains all of them. Then the server is killed, not stopped: a save would only
 * write data that is about to be replaced. The old data is kept until the new data is loaded and counted; until then
 * the journal restores it after a failure or a crash.
 */
export async function restoreBackup(deps: BackupDeps, task: RestoreTask): Promise<RestoreResult> {
  const { backup, instance, op } = task;
  const begun = performance.now();
  const runtime = runtimeOf(deps, instance);
  const data = instance.paths.data;
  const names = await dataFiles(confPlaceOf(instance));
  const status = instance.entry?.state === 'running' ? await deps.observer.status(instance) : null;
  // In a crash loop the engine reports it as running between two crashes, and it has no data to save.
  const running = status !== null && status.problem?.code !== 'CRASHED';
  if (running) await runtime.checkStart?.(instance.id);
  const version = status?.version ?? (await versionOf(deps, instance));
  const modules = await moduleTargetOf(deps, instance);
  await requireModulesFor(task.from, backup, modules);
  try {
    ensureFolder(data);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  const isHere = instance.record?.engineName === undefined;
  if (isHere) await reachData(deps, instance, names, op);
  await sweepStages(data);
  const stage = stagePath(data, randomUUID());
  await op.undo.add({ type: 'folder', path: stage });
  await requireSpace(data, 2 * backup.sizeBytes, `Restoring "${backup.name}"`);
  const prepared = await op.step('check-backup', () => prepareData(deps, task, { names, version, stage, modules }, op));
  if (isHere) await giveToOwner(data, prepared);
  const { what } = task;
  const link = what !== null && running ? await deps.observer.link(instance) : null;
  const save =
    what === null
      ? null
      : async () => {
          // If the restore fails, Redis loads the old data as redis.conf says.
          if (link) await saveForNextStart({ instance, link, op, keeping: { keepsAll: true }, signal: op.signal });
          return saveBefore(deps, { ...task, what }, names, running);
        };
  if (link) await keepUsers(deps, { instance, link, op });
  const { writePauseMs: pauseMs } = deps.environment;
  const pause = link && (await pauseWrites({ id: instance.id, link, pauseMs, op }));
  let saved = save && (await op.step('safety-backup', save).catch(endPause(pause)));
  const down: UndoEntry = { type: 'server', id: instance.id, runtime: runtime.kind, bring: 'down' };
  const kill = async () => {
    const up: readonly UndoEntry[] = running && what !== null ? [{ ...down, bring: 'up' }] : [];
    const swap = isHere
      ? await swapUndo(data, stage, names, prepared)
      : [{ type: 'volume-data' as const, id: instance.id, folder: join(stage, 'old') }];
    await op.undo.add(...up, ...swap, down);
    await runtime.kill(instance.id);
    return true;
  };
  const saveAgain = async () => {
    saved = save && (await save());
    return saved?.mark ?? null;
  };
  const put = op.step('replace-data', async () => {
    await (pause ? pause.commit(saved?.mark ?? null, { saveAgain, act: kill }) : kill());
    if (isHere) return swapData(data, stage, names, prepared, op);
    // The undo uploads the old data, once it is here completely.
    await deps.volumes.downloadData(instance.id, join(stage, 'old'), op.signal);
    await deps.volumes.replaceData(instance.id, prepared.folder, op.signal);
  });
  await put.catch(endPause(pause));
  await startAndWait(deps, runtime, instance, op).catch((error: unknown) => {
    throw isAppError(error, 'START_FAILED') ? withUndone(error, undone(task, running)) : error;
  });
  const safety = saved?.backup.name ?? null;
  const counted = await op.step('count-keys', () => count(deps, task, prepared, undone(task, running)));
  if (!task.startAfterwards) await saveAndEnd(deps, runtime, instance, op);
  if (safety !== null && what !== null) {
    await noteUndoable(deps, op, {
      instance: instance.id,
      what,
      at: new Date().toISOString(),
      backup: backup.name,
      safetyBackup: safety,
    });
  }
  op.onReleased(() => rm(stage, { recursive: true, force: true, maxRetries: 3 }));
  const durationMs = Math.round(performance.now() - begun);
  return { instance: instance.id, backup: backup.name, ...counted, safetyBackup: safety, durationMs };
}

/** Resumes writes after a failure, and rethrows it. */
function endPause(pause: WritePause | null): (error: unknown) => Promise<never> {
  return async (error) => {
    await pause?.end();
    throw error;
  };
}

/** Takes the safety backup. @returns null if the instance has no data */
function saveBefore(
  deps: BackupDeps,
  { instance, op, what }: RestoreTask & { readonly what: Undoable['what'] },
  names: DataFiles,
  running: boolean,
): Promise<Taken | null> {
  return takeBackup(deps, {
    instance,
    name: freeName(safetyName(what, new Date()), takenNames(folderOf(deps, instance.id))),
    kind: !running && names.usesAof ? 'archive' : 'snapshot',
    reason: 'safety',
    before: what,
    note: null,
    op: { ...op, step: (_, body) => body() },
    // If the restore fails, the server loads this dump.
    keepDump: true,
  });
}

/** Redis 7 reports how many keys it loaded and how many expired ones it dropped, so the count is exact. */
async function count(
  deps: BackupDeps,
  { instance, backup, op }: RestoreTask,
  { databases }: PreparedData,
  ifNot: string,
) {
  const fresh = (await deps.catalogue.one(instance.id)) ?? instance;
  const link = await deps.observer.link(fresh);
  if (!link) throw new Error(`${instance.id} was started and has no address`);
  const info = parseInfo(String(await link.call(ANSWER_MS, 'INFO')));
  const keys = keyspace(info).reduce((sum, database) => sum + database.keys, 0);
  const settled = await untilEvicted(link);
  const evicted = settled.total;
  if (databases === null) return { keys: settled.keys, expiredSince: null, evicted };
  const expected = databases.reduce((sum, database) => sum + database.keys, 0);
  const expires = databases.reduce((sum, database) => sum + database.expires, 0);
  const loaded = infoNumber(info, 'rdb_last_load_keys_loaded');
  const dropped = infoNumber(info, 'rdb_last_load_keys_expired') ?? 0;
  const right = loaded === null ? keys >= expected - expires - evicted : loaded + dropped === expected;
  if (!right) {
    const got = loaded === null ? keys : loaded + dropped;
    const reason = `${counted(expected, 'key was', 'keys were')} expected and ${formatCount(got)} loaded`;
    const message = `The backup "${backup.name}" was not loaded completely into ${instance.id}: ${reason}. ${ifNot}`;
    throw new AppError('BACKUP_DAMAGED', message, { name: backup.name, reason });
  }
  if (evicted > 0)
    op.log(
      `${counted(evicted, 'key was', 'keys were')} evicted: the memory limit of ${instance.id} is too small for them.`,
    );
  return { keys: settled.keys, expiredSince: Math.max(0, expected - settled.keys - evicted), evicted };
}

/** What the journal restores after a failure, as a sentence. */
function undone({ instance: { id }, what }: RestoreTask, running: boolean): string {
  if (what === null) return `The new tenant ${id} was removed.`;
  return `The previous data was restored, and ${id} ${running ? 'runs with it again' : 'is stopped'}.`;
}

function withUndone(error: AppError<'START_FAILED'>, sentence: string): AppError<'START_FAILED'> {
  return new AppError('START_FAILED', `${error.message} ${sentence}`, error.data, { cause: error });
}
