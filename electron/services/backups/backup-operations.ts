import type { Backup } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { runtimeOf } from '../instances/lifecycle/start-instance.ts';
import { assertWritable } from '../instances/registry/read-only.ts';
import { whyReplicaRefuses } from '../instances/status/refuse-replica.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { plannedSteps } from '../operations/run/planned-steps.ts';
import { freeName } from '../platform/files/free-name.ts';
import type { CreateBackupOptions } from './backups.ts';
import { isCrashing, requireAnswer, withoutCrashing } from './restore/broken-server.ts';
import { moduleTargetOf, requireModulesFor } from './restore/require-modules.ts';
import { restoreBackup, restoreSteps } from './restore/restore-backup.ts';
import type { BackupDeps } from './store/backup-deps.ts';
import { takenNames } from './store/backup-folder.ts';
import { automaticName } from './store/backup-names.ts';
import { folderOf, requireFreeName } from './store/folder-of.ts';
import { requireBackup } from './store/require-backup.ts';
import { backupSteps } from './take/backup-steps.ts';
import { takeBackup } from './take/take-backup.ts';
import { exportBackup, exportTarget } from './transfer/export-backup.ts';
import { importBackup, importSteps } from './transfer/import-backup.ts';
import { openImport } from './transfer/import-source.ts';
import { requireOpenChoice } from './verify/decide-data.ts';
import { verificationFailure, verifyBackup } from './verify/verify-backup.ts';

interface RestoreRequest {
  readonly instance: string;
  readonly name: string;
  readonly into: string;
  readonly data?: string | undefined;
}

/** Takes a backup and, if requested, verifies it. */
export async function beginBackup(deps: BackupDeps, options: CreateBackupOptions): Promise<OperationOf<'backup'>> {
  const { instance: id, kind } = options;
  const instance = await requireInstance(deps, id);
  runtimeOf(deps, instance);
  await requireAnswer(deps, instance);
  const folder = folderOf(deps, id);
  if (options.name !== undefined) requireFreeName(folder, options.name);
  const name = options.name ?? freeName(automaticName(new Date()), takenNames(folder));
  const steps = [...(await backupSteps(instance, kind)), ...plannedSteps(options.verify === true && 'verify-backup')];
  const plan = { kind: 'backup', instance: id, title: `Back up ${id}`, steps } as const;
  return deps.operations.begin(plan, async (op) => {
    const taken = await takeBackup(deps, {
      instance,
      name,
      kind,
      reason: options.reason ?? 'manual',
      before: null,
      note: options.note ?? null,
      op,
    });
    if (taken === null) {
      const reason = 'it is stopped and has no data on disk';
      throw new AppError('SAVE_FAILED', `${id} has nothing to back up: ${reason}.`, {
        id: id,
        reason,
      });
    }
    await deps.companions?.backUp(id, name, takenNames(folder), op);
    if (!options.verify) return taken.backup;
    const verified = await op.step('verify-backup', () =>
      tryVerification(op, () =>
        verifyBackup(deps, folder, name, op, { live: taken.mark && { instance, mark: taken.mark } }),
      ),
    );
    if (verified?.proof?.ok === false) throw verificationFailure(verified);
    return verified ?? taken.backup;
  });
}

/** Keeps a backup that cannot be verified here. @returns null, with the reason in the operation's log */
async function tryVerification(op: OperationContext, verify: () => Promise<Backup>): Promise<Backup | null> {
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof AppError) || op.signal.aborted) throw error;
    op.warn(`The backup was not verified. ${error.message}`);
    return null;
  }
}

/** @param data the data set to load, if the manifest does not record one. @throws AppError NOT_FOUND, BAD_VALUE */
export async function beginVerification(
  deps: BackupDeps,
  instance: string,
  name: string,
  data?: string,
): Promise<OperationOf<'prove'>> {
  const folder = folderOf(deps, instance);
  const choice = data ?? null;
  requireOpenChoice(await requireBackup(deps, instance, name), choice);
  const plan = { kind: 'prove', instance, title: `Verify ${name}`, steps: ['verify-backup'] } as const;
  return deps.operations.begin(plan, async (op) => {
    const backup = await op.step('verify-backup', () => verifyBackup(deps, folder, name, op, { choice }));
    if (!backup.proof?.ok) throw verificationFailure(backup);
    return backup;
  });
}

/**
 * Restores a backup into an existing instance.
 * @param data the data set to load, if the manifest does not record one
 * @throws AppError NOT_FOUND, NOT_RUNNING, IS_REPLICA, READ_ONLY, BUSY, BAD_VALUE
 */
export async function beginRestore<What extends 'restore' | 'undo'>(
  deps: BackupDeps,
  { instance: id, name, into, data }: RestoreRequest,
  what: What,
): Promise<OperationOf<What>> {
  const from = folderOf(deps, id);
  const backup = await requireBackup(deps, id, name);
  const choice = data ?? null;
  requireOpenChoice(backup, choice);
  const target = await requireInstance(deps, into);
  runtimeOf(deps, target);
  if (!isCrashing(target)) await requireAnswer(deps, target);
  const refusal = await whyReplicaRefuses(deps, target, 'restore');
  if (refusal) throw refusal;
  await assertWritable(deps.environment, into);
  await requireModulesFor(from, backup, await moduleTargetOf(deps, target));
  const title = what === 'undo' ? `Undo: restore ${name} into ${into}` : `Restore ${name} into ${into}`;
  const ends = plannedSteps(target.entry?.state !== 'running' && 'save-and-end');
  const plan = { kind: what, instance: into, title, steps: [...restoreSteps, ...ends] };
  const begun = await deps.operations.begin<'restore' | 'undo'>(plan, async (op) => {
    // The instance may have been started or stopped while this operation was queued.
    const now = await requireInstance(deps, into);
    const instance = await withoutCrashing(deps, now, op);
    return restoreBackup(deps, {
      from,
      backup,
      choice,
      instance,
      what,
      startAfterwards: now.entry?.state === 'running',
      op,
    });
  });
  return begun as OperationOf<What>;
}

export async function beginImport(
  deps: BackupDeps,
  from: {
    readonly instance: string;
    readonly path: string;
    readonly name?: string | undefined;
    readonly displayName?: string | undefined;
    /** The data set to import, if the file contains several. */
    readonly data?: string | undefined;
  },
): Promise<OperationOf<'import-backup'>> {
  const { instance, name } = from;
  await requireInstance(deps, instance);
  const folder = folderOf(deps, instance);
  const found = await openImport(from.path, from.displayName);
  if (name !== undefined) requireFreeName(folder, name);
  const plan = {
    kind: 'import-backup',
    instance,
    title: `Import a backup into ${instance}`,
    steps: importSteps,
  } as const;
  return deps.operations.begin(plan, async (op) => {
    const task = { folder, from: found, name, choice: from.data ?? null };
    const backup = await importBackup(deps, task, op);
    deps.bus.emit({ noun: 'backups', id: instance });
    const verified = await op.step('verify-backup', () =>
      tryVerification(op, () => verifyBackup(deps, folder, backup.name, op)),
    );
    return verified ?? backup;
  });
}

export async function beginExport(
  deps: BackupDeps,
  to: { readonly instance: string; readonly name: string; readonly path: string; readonly overwrite: boolean },
): Promise<OperationOf<'export-backup'>> {
  const { instance, name, path, overwrite } = to;
  const folder = folderOf(deps, instance);
  const backup = await requireBackup(deps, instance, name);
  const target = await exportTarget(path, backup, overwrite);
  const plan = { kind: 'export-backup', instance, title: `Export ${name}`, steps: ['write-export'] } as const;
  return deps.operations.begin(plan, (op) => exportBackup(folder, backup, target, op));
}
