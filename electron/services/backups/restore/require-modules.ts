import { basename, posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { Backup, BackupContents, BackupModule } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { counted } from '../../../../shared/format/count.ts';
import { modulesTitle } from '../../../../shared/format/modules.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import { type InstanceModules, instanceModules } from '../../instances/status/loaded-modules.ts';
import { openExistingFile } from '../../platform/files/state-file.ts';
import { type ModuleData, moduleData, streamedModuleData } from '../../redis/data/module-types.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import { readMembers, type TarMember } from '../archive/tar-members.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';

/** The target of a restore, and the modules that it loads. */
export interface ModuleTarget {
  readonly id: string;
  /** Empty for a new tenant. */
  readonly modules: InstanceModules;
}

const none: InstanceModules = { modules: [], isReported: true, refusal: null };

export async function moduleTargetOf(
  deps: Pick<InstanceDeps, 'observer'>,
  instance: ManagedInstance,
): Promise<ModuleTarget> {
  // A server that does not answer now is refused elsewhere, with its reason.
  const unknown: InstanceModules = { modules: [], isReported: false, refusal: null };
  return { id: instance.id, modules: await instanceModules(deps, instance).catch(() => unknown) };
}

export function newTenantTarget(id: string): ModuleTarget {
  return { id, modules: none };
}

/**
 * Refuses a backup with values of modules that the target does not load, before anything is written. Only a backup whose
 * modules the target lacks is read. The commands of an AOF are checked when it is loaded.
 * @throws AppError BACKUP_UNSUITABLE
 */
export async function requireModulesFor(from: BackupFolder, backup: Backup, target: ModuleTarget): Promise<void> {
  const missing = missingModules(backup, target);
  if (backup.damaged || missing.length === 0) return;
  const path = dataPath(from, backup);
  if (backup.kind === 'snapshot') return requireModulesOf(backup, path, target);
  requireNone(backup, backup.contents && (await archivedModuleData(path, backup.contents)), missing, target);
}

/**
 * Refuses an RDB with values of modules that the target does not load.
 * @param path the RDB of the backup
 * @throws AppError BACKUP_UNSUITABLE, naming the modules
 */
export async function requireModulesOf(
  backup: Backup,
  path: string,
  target: ModuleTarget,
  signal?: AbortSignal,
): Promise<void> {
  const missing = missingModules(backup, target);
  const isUnknown = backup.modules === null && target.modules.isReported && target.modules.modules.length === 0;
  if (missing.length === 0 && !isUnknown) return;
  const file = await openExistingFile(path);
  const data = await moduleData(file, signal)
    .catch((error: unknown) => {
      // The check of the backup reports damage, with the checker's words.
      if (error instanceof RdbError) return null;
      throw error;
    })
    .finally(() => file.close());
  requireNone(backup, data, missing, target);
}

/** @throws AppError BACKUP_UNSUITABLE, naming the modules */
function requireNone(
  backup: Backup,
  data: ModuleData | null,
  missing: readonly BackupModule[],
  target: ModuleTarget,
): void {
  if (data === null || (data.keys.size === 0 && data.besideKeys.size === 0)) return;
  throw unsuitable(backup, data, missing, target);
}

/** What modules have in the RDB of an archive, or in the RDB with which its AOF begins; null if it has none. */
async function archivedModuleData(archive: string, { form, path }: BackupContents): Promise<ModuleData | null> {
  const inParts = form === 'aof' && path.endsWith('.manifest');
  const isRdb = (member: string) =>
    inParts ? posix.dirname(member) === posix.dirname(path) && member.endsWith('.base.rdb') : member === path;
  let found: ModuleData | null = null;
  const read = async (member: TarMember, stream: Readable) => {
    if (isRdb(member.path)) found = await streamedModuleData(stream);
  };
  // It fails for an AOF without an RDB, or for damage, which the check of the backup reports.
  await readMembers(archive, true, read, { signal: new AbortController().signal }).catch(() => null);
  return found;
}

/** The modules that the server of the backup had loaded and the target does not. */
export function missingModules({ modules }: Pick<Backup, 'modules'>, target: ModuleTarget): readonly BackupModule[] {
  const { modules: there, isReported } = target.modules;
  const names = new Set(there.flatMap(({ loaded }) => (loaded === null ? [] : [loaded.name])));
  const files = new Set(
    there.flatMap(({ loaded, line }) => [line?.file, loaded?.file].flatMap((file) => (file ? [basename(file)] : []))),
  );
  return (modules ?? []).filter(({ name, file }) => {
    if (name !== null && isReported) return !names.has(name);
    // A stopped server does not report its modules: then the file decides, and a part of the server is assumed.
    return file !== null && !files.has(basename(file));
  });
}

function unsuitable(
  backup: Backup,
  { keys, besideKeys }: ModuleData,
  missing: readonly BackupModule[],
  { id }: ModuleTarget,
): AppError<'BACKUP_UNSUITABLE'> {
  const total = [...keys.values()].reduce((sum, one) => sum + one, 0);
  const types = [...new Set([...keys.keys(), ...besideKeys])].join(', ');
  const values =
    total === 0
      ? `it has data of the type ${types}`
      : `${counted(total, 'key')} of it have a value of the type ${types}`;
  const needs = missing.length === 0 ? 'loads no module' : `does not load ${modulesTitle(missing)}`;
  const reason = `${values}, and ${id} ${needs}`;
  const message = `The backup "${backup.name}" cannot be restored into ${id}: ${reason}. Load the module there first. Nothing was changed.`;
  return new AppError('BACKUP_UNSUITABLE', message, { name: backup.name, reason });
}
