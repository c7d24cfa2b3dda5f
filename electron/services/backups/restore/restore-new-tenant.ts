import type { Backup } from '../../../../shared/contract/backup.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { CreateTenantInput } from '../../../../shared/contract/tenant.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import type { BackupFolder } from '../store/backup-files.ts';
import { damaged } from '../store/damaged.ts';
import { requireBackup } from '../store/require-backup.ts';
import { decideData, requireOpenChoice } from '../verify/decide-data.ts';
import { asDamage } from './prepare-data.ts';
import { newTenantTarget, requireModulesFor } from './require-modules.ts';
import { newTenantSteps, restoreBackup } from './restore-backup.ts';

/**
 * Creates a tenant and restores a backup into it, in one operation: after a failure, a cancellation or a crash the
 * tenant is removed. It gets as many databases as the backup needs.
 * @throws AppError NOT_FOUND, BAD_VALUE, NO_RUNTIME, BACKUP_DAMAGED, CHOICE_NEEDED
 */
export async function restoreIntoNewTenant(
  deps: BackupDeps,
  from: BackupFolder,
  { name, data }: { readonly name: string; readonly data?: string | undefined },
  input: CreateTenantInput,
): Promise<OperationOf<'restore'>> {
  const backup = await requireBackup(deps, from.instance, name);
  const choice = data ?? null;
  requireOpenChoice(backup, choice);
  if (backup.damaged) throw damaged(backup, `${backup.damage}.`);
  await requireModulesFor(from, backup, newTenantTarget(input.id));
  const { steps, make, tidy } = await deps.planTenant(input);
  const plan = {
    kind: 'restore',
    instance: input.id,
    title: `Restore ${name} into the new tenant ${input.id}`,
    steps: [...steps, ...newTenantSteps],
  } as const;
  return deps.operations.begin(plan, async (op) => {
    try {
      // If the user must choose a data set, this fails before the tenant is created.
      const decided = await decideData(deps, from, backup, choice, op).catch((error: unknown) => {
        throw asDamage(error, backup, op);
      });
      await make(op, highestDatabase(decided) + 1);
      const instance = await requireInstance(deps, input.id);
      return await restoreBackup(deps, {
        from,
        backup: decided,
        choice,
        instance,
        what: null,
        startAfterwards: true,
        op,
      });
    } catch (error) {
      op.onReleased(tidy);
      throw error;
    }
  });
}

/** The highest database with keys; -1 if there is none or they were not counted. */
export function highestDatabase(backup: Pick<Backup, 'databases'>): number {
  return Math.max(-1, ...(backup.databases ?? []).map(({ index }) => index));
}
