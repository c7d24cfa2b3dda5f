import type { Backup } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { runtimeOf } from '../instances/lifecycle/start-instance.ts';
import { whyReplicaRefuses } from '../instances/status/refuse-replica.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { freeName } from '../platform/files/free-name.ts';
import type { CreateBackupOptions } from './backups.ts';
import { isCrashing, requireAnswer, withoutCrashing } from './restore/broken-server.ts';
import { restoreBackup, restoreSteps } from './restore/restore-backup.ts';
import type { BackupDeps } from './store/backup-deps.ts';
import { findBackup, takenNames } from './store/backup-folder.ts';
import { automaticName } from './store/backup-names.ts';
import { folderOf, requireFreeName, takeBackup } from './take/take-backup.ts';
import { exportBackup, exportTarget } from './transfer/export-backup.ts';
import { importBackup, importSteps } from './transfer/import-backup.ts';
import { openImport } from './transfer/import-source.ts';
import { requireOpenChoice } from './verify/decide-data.ts';
import { proofFailure, proveBackup } from './verify/verify-backup.ts';

interface RestoreRequest {
  readonly instance: string;
  readonly name: string;
  readonly into: string;
  readonly data?: string | undefined;
}

/** Takes a backup, and proves it where that is wanted. */
export async function beginBackup(deps: BackupDeps, options: CreateBackupOptions): Promise<OperationOf<'backup'>> {
  const { instance, kind } = options;
  const known = await requireInstance(deps, instance);
  runtimeOf(deps, known);
  await requireAnswer(deps, known);
  const folder = folderOf(deps, instance);
  if (options.name !== undefined) requireFreeName(folder, options.name);
  const name = options.name ?? freeName(automaticName(new Date()), takenNames(folder));
  const live = known.entry?.state === 'running';
  const first =
    kind === 'archive' ? ['Gather its files', 'Pack them, with a checksum'] : ['Copy it, with its checksum'];
  const steps = [
    ...(live && kind === 'snapshot' ? ['Save the data'] : []),
    ...first,
    ...(options.prove ? ['Prove it'] : []),
  ];
  const plan = { kind: 'backup', instance, title: `Back up ${instance}`, steps } as const;
  return deps.operations.begin(plan, async (op) => {
    const taken = await takeBackup(deps, {
      known,
      name,
      kind,
      reason: options.reason ?? 'manual',
      before: null,
      note: options.note ?? null,
      op,
    });
    if (taken === null) {
      const reason = 'it does not run and has no data on disk';
      throw new AppError('SAVE_FAILED', `There is nothing to back up of ${instance}: ${reason}.`, {
        id: instance,
        reason,
      });
    }
    if (!options.prove) return taken.backup;
    const proven = await op.step('Prove it', () =>
      tryProof(op, () => proveBackup(deps, folder, name, op, { live: taken.mark && { known, mark: taken.mark } })),
    );
    if (proven?.proof?.ok === false) throw proofFailure(proven);
    return proven ?? taken.backup;
  });
}

/** What cannot be tried here is kept and says so: null, with the reason in the log. */
async function tryProof(op: OperationContext, prove: () => Promise<Backup>): Promise<Backup | null> {
  try {
    return await prove();
  } catch (error) {
    if (!(error instanceof AppError) || op.signal.aborted) throw error;
    op.log(`It was not proven. ${error.message}`);
    return null;
  }
}

/** @param data which data counts, where that was not decided yet. @throws AppError NOT_FOUND, BAD_VALUE */
export async function beginProof(
  deps: BackupDeps,
  instance: string,
  name: string,
  data?: string,
): Promise<OperationOf<'prove'>> {
  const folder = folderOf(deps, instance);
  const choice = data ?? null;
  requireOpenChoice(findBackup(folder, name), choice);
  const plan = { kind: 'prove', instance, title: `Verify ${name}`, steps: ['Prove it'] } as const;
  return deps.operations.begin(plan, async (op) => {
    const backup = await op.step('Prove it', () => proveBackup(deps, folder, name, op, { choice }));
    if (!backup.proof?.ok) throw proofFailure(backup);
    return backup;
  });
}

/**
 * Restores a backup into an instance that is there.
 * @param data which data counts, where that was not decided yet
 * @throws AppError NOT_FOUND, NOT_RUNNING, IS_REPLICA, BUSY, BAD_VALUE
 */
export async function beginRestore<What extends 'restore' | 'undo'>(
  deps: BackupDeps,
  { instance, name, into, data }: RestoreRequest,
  what: What,
): Promise<OperationOf<What>> {
  const from = folderOf(deps, instance);
  const backup = findBackup(from, name);
  const choice = data ?? null;
  requireOpenChoice(backup, choice);
  const target = await requireInstance(deps, into);
  runtimeOf(deps, target);
  if (!isCrashing(target)) await requireAnswer(deps, target);
  const refusal = await whyReplicaRefuses(deps, target, 'restore');
  if (refusal) throw refusal;
  const title = what === 'undo' ? `Undo: restore ${name} into ${into}` : `Restore ${name} into ${into}`;
  const plan = { kind: what, instance: into, title, steps: restoreSteps };
  const begun = await deps.operations.begin<'restore' | 'undo'>(plan, async (op) => {
    // Looked up again: it may have been started or stopped while we waited for our turn.
    const now = await requireInstance(deps, into);
    const known = await withoutCrashing(deps, now, op);
    return restoreBackup(deps, {
      from,
      backup,
      choice,
      known,
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
    readonly toldAs?: string | undefined;
    /** Which data counts where the file holds several. */
    readonly data?: string | undefined;
  },
): Promise<OperationOf<'import-backup'>> {
  const { instance, name } = from;
  await requireInstance(deps, instance);
  const folder = folderOf(deps, instance);
  const found = await openImport(from.path, from.toldAs);
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
    const proven = await op.step('Prove it', () => tryProof(op, () => proveBackup(deps, folder, backup.name, op)));
    return proven ?? backup;
  });
}

export async function beginExport(
  deps: BackupDeps,
  to: { readonly instance: string; readonly name: string; readonly path: string; readonly overwrite: boolean },
): Promise<OperationOf<'export-backup'>> {
  const { instance, name, path, overwrite } = to;
  const folder = folderOf(deps, instance);
  const backup = findBackup(folder, name);
  const target = await exportTarget(path, backup, overwrite);
  const plan = { kind: 'export-backup', instance, title: `Export ${name}`, steps: ['Write the file'] } as const;
  return deps.operations.begin(plan, (op) => exportBackup(folder, backup, target, op));
}
