import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { ProjectInput } from '../../../shared/contract/project.ts';
import { newTenantSteps, restoreBackup } from '../backups/restore/restore-backup.ts';
import { highestDatabase } from '../backups/restore/restore-new-tenant.ts';
import type { BackupDeps } from '../backups/store/backup-deps.ts';
import type { BackupFolder } from '../backups/store/backup-files.ts';
import { importBackup, importSteps } from '../backups/transfer/import-backup.ts';
import { openImport } from '../backups/transfer/import-source.ts';
import { decideData } from '../backups/verify/decide-data.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import { planTenant } from '../tenants/create-tenant.ts';
import { tenantById } from '../tenants/read-tenants.ts';
import type { TenantDeps } from '../tenants/tenant-deps.ts';
import { planProject, requireNew } from './plan-project.ts';
import type { Projects } from './projects.ts';

type ProjectDeps = TenantDeps & BackupDeps;

export function createProjects(deps: ProjectDeps): Projects {
  return {
    plan: async (input) => (await planProject(deps, input)).plan,
    create: (input) => createTenantOfProject(deps, input),
  };
}

/**
 * Creates the tenant of a project file and restores its seed, in one operation: after a failure, a cancellation or a
 * crash neither the tenant nor the copy of the seed is left.
 * @throws AppError what `planProject` throws, ALREADY_EXISTS; BACKUP_DAMAGED and BAD_VALUE for the seed
 */
async function createTenantOfProject(deps: ProjectDeps, project: ProjectInput): Promise<OperationOf<'create-client'>> {
  const planned = await planProject(deps, project);
  const input = requireNew(planned);
  const { id } = input;
  const { steps, make, tidy } = await planTenant(deps, input, { settings: planned.settings });
  const seed = planned.seedPath === null ? null : await openImport(planned.seedPath);
  const plan = {
    ...({ kind: 'create-client', instance: id, title: `Create tenant ${id}` } as const),
    steps: seed ? [...importSteps.slice(0, 2), ...steps, ...newTenantSteps] : steps,
  };
  const restoreSeed = async (op: OperationContext, from: NonNullable<typeof seed>) => {
    const path = join(desktopFolder(deps.environment.home), 'seeds', randomUUID());
    const copies: BackupFolder = { path, instance: id };
    await op.undo.add({ type: 'folder', path });
    const imported = await importBackup(deps, { folder: copies, from, name: 'seed', choice: null }, op);
    const backup = await decideData(deps, copies, imported, null, op);
    await make(op, highestDatabase(backup) + 1);
    const instance = await requireInstance(deps, id);
    const task = { from: copies, backup, choice: null, instance, what: null, startAfterwards: true, op };
    await restoreBackup(deps, task);
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  };
  return deps.operations.begin(plan, async (op) => {
    try {
      await (seed
        ? restoreSeed(op, seed).catch((error: unknown) => Promise.reject(asSeedDamage(error, seed.shown)))
        : make(op));
      return await tenantById(deps, id);
    } catch (error) {
      op.onReleased(tidy);
      throw error;
    }
  });
}

/** The seed is a file of the project, and no backup that a user could find under this name. */
function asSeedDamage(error: unknown, shown: string): unknown {
  if (!isAppError(error, 'BACKUP_DAMAGED') && !isAppError(error, 'BACKUP_UNSUITABLE')) return error;
  const { reason } = error.data;
  const what = error.code === 'BACKUP_DAMAGED' ? 'is damaged' : 'does not fit';
  const message = `The seed ${shown} ${what}: ${reason}. No tenant was created.`;
  return new AppError(error.code, message, { name: shown, reason }, { cause: error });
}
