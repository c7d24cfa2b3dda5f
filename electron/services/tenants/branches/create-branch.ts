import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { Branch, CreateBranchInput, CreateTenantInput } from '../../../../shared/contract/tenant.ts';
import { asDamage } from '../../backups/restore/prepare-data.ts';
import { newTenantSteps, restoreBackup } from '../../backups/restore/restore-backup.ts';
import { highestDatabase } from '../../backups/restore/restore-new-tenant.ts';
import { damaged } from '../../backups/store/damaged.ts';
import { folderOf } from '../../backups/store/folder-of.ts';
import { requireBackup } from '../../backups/store/require-backup.ts';
import { decideData, requireOpenChoice } from '../../backups/verify/decide-data.ts';
import { runtimeOf } from '../../instances/lifecycle/start-instance.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { plannedSteps } from '../../operations/run/planned-steps.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { settingsNow } from '../../redis/conf/settings-snapshot.ts';
import { planTenant } from '../create-tenant.ts';
import { tenantById } from '../read-tenants.ts';
import type { BranchDeps } from './branch-deps.ts';
import { expiryFrom } from './branch-expiry.ts';
import { copiedSettings } from './copied-settings.ts';
import { copyOrigin, type OriginCopy } from './copy-origin.ts';

/**
 * Creates a tenant with the data of an instance or of one of its backups, in one operation: after a failure, a
 * cancellation or a crash neither the tenant nor the copy is left.
 * @throws AppError NOT_FOUND, BAD_VALUE, NO_RUNTIME, BACKUP_DAMAGED, CHOICE_NEEDED; the operation: BUSY, SAVE_FAILED
 */
export async function createBranch(deps: BranchDeps, input: CreateBranchInput): Promise<OperationOf<'branch'>> {
  const { from, backup: name, data, expiresInSeconds, ...own } = input;
  const backup = name === undefined ? null : await requireBackup(deps, from, name);
  const choice = data ?? null;
  if (backup) {
    requireOpenChoice(backup, choice);
    if (backup.damaged) throw damaged(backup, `${backup.damage}.`);
  }
  // The instance of a backup may have been deleted.
  const origin = backup ? await deps.catalogue.one(from) : await requireInstance(deps, from);
  if (!backup && origin) runtimeOf(deps, origin);
  const runs = origin?.entry?.state === 'running';
  const settings = backup?.settings ?? (origin ? await settingsNow(confPlaceOf(origin)) : {});
  const { input: copied, databases } = copiedSettings(settings, origin);
  const hasPassword = origin !== null && ((await configuredSettings(confPlaceOf(origin)))?.passwordSet ?? false);
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const tenant: CreateTenantInput = { generatePassword: hasPassword, ...copied, ...given, id: own.id };
  const now = new Date();
  const branch: Branch = {
    from,
    of: name ?? null,
    at: now.toISOString(),
    expiresAt: expiryFrom(now, expiresInSeconds),
  };
  const { steps, make, tidy } = await planTenant(deps, tenant, { branch });
  const title = `Branch ${tenant.id} from ${name ?? from}`;
  const copySteps = backup ? [] : plannedSteps(runs && 'save-data', 'copy-data');
  const plan = {
    ...({ kind: 'branch', instance: tenant.id, title } as const),
    steps: [...copySteps, ...steps, ...newTenantSteps],
  };
  const ofBackup = async (op: Parameters<typeof copyOrigin>[2]): Promise<OriginCopy> => {
    if (!backup) return copyOrigin(deps, { from, title }, op);
    const folder = folderOf(deps, from);
    const decided = await decideData(deps, folder, backup, choice, op).catch((error: unknown) => {
      throw asDamage(error, backup, op);
    });
    return { folder, backup: decided, remove: async () => undefined };
  };
  return deps.operations.begin(plan, async (op) => {
    try {
      const copy = await ofBackup(op);
      await make(op, Math.max(highestDatabase(copy.backup) + 1, databases));
      const instance = await requireInstance(deps, tenant.id);
      const task = {
        from: copy.folder,
        backup: copy.backup,
        choice,
        instance,
        what: null,
        startAfterwards: true,
        op,
      };
      await restoreBackup(deps, task);
      await copy.remove();
      return await tenantById(deps, tenant.id);
    } catch (error) {
      op.onReleased(tidy);
      throw error;
    }
  });
}
