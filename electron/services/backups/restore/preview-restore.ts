import type { Backup, RestorePreview } from '../../../../shared/contract/backup.ts';
import { isAppError } from '../../../../shared/contract/errors.ts';
import type { CreateTenantInput } from '../../../../shared/contract/tenant.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import { whyReplicaRefuses } from '../../instances/status/refuse-replica.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { freeBytes } from '../../platform/files/disk-space.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { dataFiles } from '../../redis/data/data-files.ts';
import { canRead } from '../../scratch/local-program.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import type { BackupFolder } from '../store/backup-files.ts';
import { type ModuleTarget, moduleTargetOf, newTenantTarget, requireModulesFor } from './require-modules.ts';
import { highestDatabase } from './restore-new-tenant.ts';

/** Compares the current data with the result of a restore. @throws AppError NOT_FOUND */
export async function previewRestore(
  deps: BackupDeps,
  from: BackupFolder,
  backup: Backup,
  into: string,
): Promise<RestorePreview> {
  const instance = await requireInstance(deps, into);
  const [status, names, free, refusal] = await Promise.all([
    deps.observer.status(instance),
    dataFiles(confPlaceOf(instance)),
    freeBytes(instance.paths.root),
    whyReplicaRefuses(deps, instance, 'restore'),
  ]);
  const running = status.state === 'running';
  const problem =
    refusal?.message ??
    problemOf(backup, status.runtime === null, into, names.databases, status.version) ??
    (await moduleProblem(from, backup, await moduleTargetOf(deps, instance)));
  return {
    backup,
    into,
    now: {
      state: status.state,
      databases: status.databases.map(({ index, keys, expires }) => ({ index, keys, expires })),
      keys: running ? status.databases.reduce((sum, { keys }) => sum + keys, 0) : null,
      memoryBytes: status.memory.usedBytes,
      connectedClients: status.clients.connected,
    },
    problem,
    warning: memoryWarning(backup, into, status.memory.limitBytes),
    neededBytes: 2 * backup.sizeBytes,
    freeBytes: free,
  };
}

/**
 * The same for a new tenant. Also checks that the tenant can be created.
 * @throws AppError BAD_VALUE, NO_RUNTIME
 */
export async function previewNewTenant(
  deps: BackupDeps,
  from: BackupFolder,
  backup: Backup,
  input: CreateTenantInput,
): Promise<RestorePreview> {
  await deps.planTenant(input);
  const { environment } = deps;
  const limit = parseMemory(input.memory ?? environment.defaults.maxMemory) || null;
  return {
    backup,
    into: input.id,
    now: { state: 'missing', databases: [], keys: 0, memoryBytes: null, connectedClients: null },
    problem: backup.damaged
      ? `It is damaged: ${backup.damage}.`
      : await moduleProblem(from, backup, newTenantTarget(input.id)),
    warning: memoryWarning(backup, input.id, limit),
    neededBytes: 2 * backup.sizeBytes,
    freeBytes: await freeBytes(environment.home),
  };
}

/** Why the target cannot load its values of modules; null if it can, or if it has none. */
async function moduleProblem(from: BackupFolder, backup: Backup, target: ModuleTarget): Promise<string | null> {
  try {
    await requireModulesFor(from, backup, target);
    return null;
  } catch (error) {
    if (isAppError(error, 'BACKUP_UNSUITABLE')) return error.message;
    throw error;
  }
}

function memoryWarning({ memoryBytes, keys }: Backup, into: string, limit: number | null): string | null {
  if (limit === null || memoryBytes === null || memoryBytes <= limit) return null;
  const left = keys === null ? null : Math.floor(keys * Math.min(1, limit / memoryBytes));
  const evicted =
    keys === null || left === null ? 'keys' : `about ${formatCount(keys - left)} of its ${counted(keys, 'key')}`;
  return `It needs about ${formatBytes(memoryBytes)} of memory, and ${into} has a limit of ${formatBytes(limit)}: ${evicted} would be evicted, or Redis would refuse writes.`;
}

function problemOf(
  backup: Backup,
  missing: boolean,
  into: string,
  databases: number,
  version: string | null,
): string | null {
  if (backup.damaged) return `It is damaged: ${backup.damage}.`;
  if (missing) return `${into} is not installed. Install it first.`;
  const highest = highestDatabase(backup);
  if (highest >= databases)
    return `It has keys in database ${highest}, and ${into} has ${counted(databases, 'database')}.`;
  if (version !== null && !canRead(version, backup.redisVersion)) {
    return `Redis ${backup.redisVersion} wrote it, and ${into} runs ${version}, which may be unable to load it.`;
  }
  return null;
}
