import type { BackupModule } from '../../../../shared/contract/backup.ts';
import { isAppError } from '../../../../shared/contract/errors.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { type ModuleLine, moduleLines, type PairedModule, pairModules } from '../../redis/modules/module-lines.ts';
import { type LoadedModule, parseModuleList } from '../../redis/modules/module-list.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from './instance-deps.ts';

const ANSWER_MS = 10_000;

/** The modules of an instance: in the memory of its server, and in its configuration. */
export interface InstanceModules {
  readonly modules: readonly PairedModule[];
  /** Whether the server reported its modules; false if it is stopped or refuses MODULE LIST. */
  readonly isReported: boolean;
  /** Why a running server did not report them, in its own words; null if it did, or is stopped. */
  readonly refusal: string | null;
}

/** Reads the modules from the running server and from redis.conf. @throws AppError FILE_UNREADABLE; LinkError where the connection fails */
export async function instanceModules(
  deps: Pick<InstanceDeps, 'observer'>,
  instance: ManagedInstance,
): Promise<InstanceModules> {
  const lines = await configuredModules(instance);
  if (instance.entry?.state !== 'running') return { modules: pairModules([], lines), isReported: false, refusal: null };
  const loaded = await reportedModules(deps, instance);
  if (typeof loaded === 'string') return { modules: pairModules([], lines), isReported: false, refusal: loaded };
  return { modules: pairModules(loaded, lines), isReported: true, refusal: null };
}

/** The `loadmodule` lines of an instance. */
async function configuredModules(instance: ManagedInstance): Promise<readonly ModuleLine[]> {
  const place = confPlaceOf(instance);
  const conf = await readEffectiveConf(place);
  return conf === null ? [] : moduleLines(conf, place);
}

/** @returns the refusal of a server that does not allow MODULE LIST */
async function reportedModules(
  { observer }: Pick<InstanceDeps, 'observer'>,
  instance: ManagedInstance,
): Promise<readonly LoadedModule[] | string> {
  const link = await observer.link(instance);
  if (link === null) return 'it has no address';
  try {
    return parseModuleList(await link.call(ANSWER_MS, 'MODULE', 'LIST'));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    // Renamed or disabled, or the server is older than Redis 4 or does not permit the command.
    if (isAppError(error, 'COMMAND_UNAVAILABLE') || error instanceof Error) return error.message;
    throw error;
  }
}

/** The modules for a backup's manifest; null if they cannot be read. */
export async function modulesForBackup(
  deps: Pick<InstanceDeps, 'observer'>,
  instance: ManagedInstance,
): Promise<BackupModule[] | null> {
  const found = await instanceModules(deps, instance).catch(() => null);
  if (found === null) return null;
  // Without a report the server may have modules that only its image names.
  if (!found.isReported && found.modules.length === 0) return instance.entry?.state === 'running' ? null : [];
  return found.modules.map(({ loaded, line }) => ({
    name: loaded?.name ?? null,
    version: loaded?.version ?? null,
    file: line?.file ?? (loaded?.file || null),
  }));
}
