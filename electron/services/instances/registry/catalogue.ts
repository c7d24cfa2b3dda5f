import { type AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { fileProblem } from '../../platform/files/file-problem.ts';
import { isUnreadable, type UnreadableFile } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { type InstancePaths, instancePaths } from '../../platform/home/paths.ts';
import { type ConfPlace, confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type ConfiguredSettings, configuredSettings } from '../../redis/conf/server-settings.ts';
import { openPortOf } from '../../runtimes/protected-port.ts';
import type { EngineList, Runtime, RuntimeEntry, Runtimes } from '../../runtimes/runtime.ts';
import { createAdoption } from './adopt-main.ts';
import type { InstanceRecord } from './instance-record.ts';
import { readMainRecord } from './main-record.ts';
import { withOwnAddress } from './own-address.ts';
import { listTrash } from './recently-deleted.ts';
import { readTenant, type TenantRecord, tenantIds } from './tenant-record.ts';

/** An instance as its records and its runtime describe it, without data from the Redis server. */
export interface ManagedInstance {
  readonly id: string;
  readonly record: InstanceRecord | null;
  /** The tenant's fields of `redis.json`; null for main. */
  readonly tenant: TenantRecord | null;
  /** Why an existing record cannot be read; null if it can, or if there is none. */
  readonly unreadable: UnreadableFile | null;
  /** The problem with `redis.conf` or the record. It affects this instance only. */
  readonly trouble: Problem | null;
  /** Null if its runtime has no container or process of it, or is unreachable. */
  readonly entry: RuntimeEntry | null;
  /** Why its engine is unreachable. */
  readonly unreachable: AppError<'ENGINE_UNREACHABLE'> | null;
  readonly paths: InstancePaths;
  /** The settings in redis.conf; null if there is no file or it cannot be read. */
  readonly settings: ConfiguredSettings | null;
  /** Why redis.conf must not be used: its port is open on another machine, and it does not protect it. Null: it may. */
  readonly unprotected: string | null;
}

export interface Catalogue {
  /** Main if installed, then tenants by port. One call to each runtime. */
  all(): Promise<readonly ManagedInstance[]>;
  /** One instance. Main is never null; a tenant is null if it does not exist. */
  one(id: string): Promise<ManagedInstance | null>;
  /** Until when a destroyed tenant can be recovered; null if there is none of this id. */
  recoverableUntil(id: string): Promise<string | null>;
}

export function createCatalogue(environment: Environment, runtimes: Runtimes): Catalogue {
  const recordOf = async (id: string): Promise<Records> => {
    try {
      if (id === MAIN) return { record: await readMainRecord(environment.home), tenant: null, unreadable: null };
      const tenant = await readTenant(environment, id);
      return { record: tenant, tenant, unreadable: null };
    } catch (error) {
      if (isUnreadable(error)) return { record: null, tenant: null, unreadable: error };
      throw error;
    }
  };

  const adopt = createAdoption(environment);

  async function assemble(id: string, records: Records, listed: Listed): Promise<ManagedInstance> {
    const engine = records.record?.engineName ?? null;
    // During a move, a second engine has a container of the same instance.
    const found =
      listed.entries.find(
        (candidate) => candidate.id === id && (records.record === null || (candidate.engine ?? null) === engine),
      ) ?? null;
    const paths = entryPaths(instancePaths(environment, id), found);
    const place = confPlaceOf({ paths, entry: found, record: records.record });
    const { settings: read, unreadable } = await settingsOf(place);
    const { settings, unprotected } = protectedSettings({ id, record: records.record, entry: found }, read);
    const entry = found && withOwnAddress(found, settings, paths.config);
    const away = listed.unreachable.get(engine) ?? null;
    const unreachable = entry === null && can(records.record?.runtime, 'engine') ? away : null;
    const trouble = troubleOf(id, unreadable, records.unreadable);
    const instance = { id, ...records, trouble, entry, unreachable, paths, settings, unprotected };
    if (id === MAIN && records.record) await adopt(instance, runtimes[records.record.runtime].engine());
    return instance;
  }

  return {
    async all() {
      const [listed, ids] = await Promise.all([listAll(runtimes), tenantIds(environment)]);
      const every = new Set([MAIN, ...ids, ...listed.entries.map((entry) => entry.id)]);
      const instances = await Promise.all([...every].map(async (id) => assemble(id, await recordOf(id), listed)));
      return instances.filter(exists).sort(mainThenPort);
    },
    async one(id) {
      const records = await recordOf(id);
      // Ask only the recorded runtime: a command on a process instance must not wait for Docker.
      const listed = await (records.record ? listOne(runtimes[records.record.runtime], id) : listAll(runtimes, id));
      const found = await assemble(id, records, listed);
      return id === MAIN || exists(found) ? found : null;
    },
    async recoverableUntil(id) {
      const destroyed = await listTrash(environment.home);
      return destroyed.find((tenant) => tenant.id === id)?.undoUntil ?? null;
    },
  };
}

type Records = Pick<ManagedInstance, 'record' | 'tenant' | 'unreadable'>;

function troubleOf(id: string, config: UnreadableFile | null, record: UnreadableFile | null): Problem | null {
  if (config) return fileProblem('CONFIG_UNREADABLE', 'redis.conf', id, config);
  return record && fileProblem('RECORD_UNREADABLE', id === MAIN ? 'main.json' : 'redis.json', id, record);
}

function exists(instance: ManagedInstance): boolean {
  return instance.record !== null || instance.entry !== null || instance.unreadable !== null;
}

function mainThenPort(a: ManagedInstance, b: ManagedInstance): number {
  if (a.id === MAIN || b.id === MAIN) return a.id === MAIN ? -1 : 1;
  const port = (instance: ManagedInstance) =>
    instance.entry?.address?.port ?? instance.record?.port ?? Number.POSITIVE_INFINITY;
  return port(a) - port(b) || a.id.localeCompare(b.id);
}

interface Listed {
  readonly entries: readonly RuntimeEntry[];
  /** The failures by the name of the engine; null: this computer's. */
  readonly unreachable: ReadonlyMap<string | null, AppError<'ENGINE_UNREACHABLE'>>;
}

async function listAll(runtimes: Runtimes, only?: string): Promise<Listed> {
  return listedOf((await Promise.all(Object.values(runtimes).map((runtime) => listsOf(runtime, only)))).flat());
}

async function listOne(runtime: Runtime, only: string): Promise<Listed> {
  return listedOf(await listsOf(runtime, only));
}

function listedOf(lists: readonly EngineList[]): Listed {
  const failed = lists.flatMap(({ engine, unreachable }) => (unreachable ? [[engine, unreachable] as const] : []));
  return { entries: lists.flatMap(({ entries }) => entries), unreachable: new Map(failed) };
}

async function listsOf(runtime: Runtime, only?: string): Promise<readonly EngineList[]> {
  if (runtime.listEngines) return runtime.listEngines(only);
  try {
    return [{ engine: null, entries: await runtime.list(only), unreachable: null }];
  } catch (error) {
    if (isAppError(error, 'ENGINE_UNREACHABLE')) return [{ engine: null, entries: [], unreachable: error }];
    throw error;
  }
}

async function settingsOf(place: ConfPlace): Promise<{
  readonly settings: ConfiguredSettings | null;
  readonly unreadable: UnreadableFile | null;
}> {
  try {
    return { settings: await configuredSettings(place), unreadable: null };
  } catch (error) {
    if (isUnreadable(error)) return { settings: null, unreadable: error };
    throw error;
  }
}

/**
 * A port that is open on another machine is reached with TLS whatever redis.conf says: after an edit by hand, the server
 * runs with its former settings, and a plain connection would send the password over the network.
 */
function protectedSettings(
  { id, record, entry }: Pick<ManagedInstance, 'id' | 'record' | 'entry'>,
  settings: ConfiguredSettings | null,
): Pick<ManagedInstance, 'settings' | 'unprotected'> {
  const why = openPortOf({
    id,
    engine: record?.engineName,
    deployment: record?.deployment,
    publishOn: entry?.publishedOn ?? record?.publishedAt,
  });
  if (why === null || settings === null) return { settings, unprotected: null };
  const { tls, tlsFiles, unprotected } = settings;
  return { settings: { ...settings, tls: tls ?? tlsFiles }, unprotected: unprotected && `${why}. ${unprotected}` };
}

/** An existing container decides the paths by its mounts. */
function entryPaths(paths: InstancePaths, entry: RuntimeEntry | null): InstancePaths {
  const { data, config, logs } = entry?.mounts ?? { data: null, config: null, logs: null };
  return {
    ...paths,
    ...(data && { data }),
    ...(config && { config, configFile: `${config}/redis.conf` }),
    ...(logs && { logs, logFile: `${logs}/redis.log` }),
  };
}
