import { type AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { fileProblem } from '../../platform/files/file-problem.ts';
import { isUnreadable, type UnreadableFile } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { type InstancePaths, instancePaths } from '../../platform/home/paths.ts';
import { type ConfPlace, confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type ConfiguredSettings, configuredSettings } from '../../redis/conf/server-settings.ts';
import type { Runtime, RuntimeEntry } from '../../runtimes/runtime.ts';
import { createAdoption } from './adopt-main.ts';
import type { InstanceRecord } from './instance-record.ts';
import { readMainRecord } from './main-record.ts';
import { withOwnAddress } from './own-address.ts';
import { readTenant, type TenantRecord, tenantIds } from './tenant-record.ts';

/** An instance as our records and its engine have it, before Redis itself is asked. */
export interface ManagedInstance {
  readonly id: string;
  readonly record: InstanceRecord | null;
  /** What a tenant's `redis.json` says beyond that; null for main. */
  readonly tenant: TenantRecord | null;
  /** Its record is there and cannot be read: why. */
  readonly unreadable: UnreadableFile | null;
  /** What is wrong with its `redis.conf` or its record. Of this instance alone: all others continue. */
  readonly trouble: Problem | null;
  /** Null when its engine has nothing of it, or could not be asked. */
  readonly entry: RuntimeEntry | null;
  /** Why its engine could not be asked. */
  readonly unreachable: AppError<'ENGINE_UNREACHABLE'> | null;
  readonly paths: InstancePaths;
  /** What its redis.conf said; null where there is none, or it cannot be read. */
  readonly settings: ConfiguredSettings | null;
}

export type Runtimes = Readonly<Record<RuntimeKind, Runtime>>;

/** The instances there are. */
export interface Catalogue {
  /** Main when it is installed, then tenants by port. One call to each engine that may have one. */
  all(): Promise<readonly ManagedInstance[]>;
  /** One instance; of main always something, of a tenant null when there is none. */
  one(id: string): Promise<ManagedInstance | null>;
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

  async function known(id: string, records: Records, listed: Listed): Promise<ManagedInstance> {
    const found = listed.entries.find((candidate) => candidate.id === id) ?? null;
    const paths = entryPaths(instancePaths(environment, id), found);
    const place = confPlaceOf({ paths, entry: found, record: records.record });
    const { settings, unreadable } = await settingsOf(place);
    const entry = found && withOwnAddress(found, settings, paths.config);
    const unreachable = entry === null && records.record?.runtime === 'docker' ? listed.unreachable : null;
    const trouble = troubleOf(id, unreadable, records.unreadable);
    const instance = { id, ...records, trouble, entry, unreachable, paths, settings };
    if (id === MAIN && records.record) await adopt(instance, runtimes[records.record.runtime].engine());
    return instance;
  }

  return {
    async all() {
      const [listed, ids] = await Promise.all([listAll(runtimes), tenantIds(environment)]);
      const every = new Set([MAIN, ...ids, ...listed.entries.map((entry) => entry.id)]);
      const instances = await Promise.all([...every].map(async (id) => known(id, await recordOf(id), listed)));
      return instances.filter(isThere).sort(mainThenPort);
    },
    async one(id) {
      const records = await recordOf(id);
      // A terminal command on a process instance need not wait for Docker, nor the reverse.
      const listed = await (records.record ? listOne(runtimes[records.record.runtime], id) : listAll(runtimes, id));
      const found = await known(id, records, listed);
      return id === MAIN || isThere(found) ? found : null;
    },
  };
}

type Records = Pick<ManagedInstance, 'record' | 'tenant' | 'unreadable'>;

function troubleOf(id: string, config: UnreadableFile | null, record: UnreadableFile | null): Problem | null {
  if (config) return fileProblem('CONFIG_UNREADABLE', 'redis.conf', id, config);
  return record && fileProblem('RECORD_UNREADABLE', id === MAIN ? 'main.json' : 'redis.json', id, record);
}

function isThere(known: ManagedInstance): boolean {
  return known.record !== null || known.entry !== null || known.unreadable !== null;
}

function mainThenPort(a: ManagedInstance, b: ManagedInstance): number {
  if (a.id === MAIN || b.id === MAIN) return a.id === MAIN ? -1 : 1;
  const port = (known: ManagedInstance) => known.entry?.address?.port ?? known.record?.port ?? Number.POSITIVE_INFINITY;
  return port(a) - port(b) || a.id.localeCompare(b.id);
}

interface Listed {
  readonly entries: readonly RuntimeEntry[];
  readonly unreachable: AppError<'ENGINE_UNREACHABLE'> | null;
}

async function listAll(runtimes: Runtimes, only?: string): Promise<Listed> {
  const lists = await Promise.all([listOne(runtimes.docker, only), listOne(runtimes.process, only)]);
  return {
    entries: lists.flatMap((list) => list.entries),
    unreachable: lists.find((list) => list.unreachable !== null)?.unreachable ?? null,
  };
}

async function listOne(runtime: Runtime, only?: string): Promise<Listed> {
  try {
    return { entries: await runtime.list(only), unreachable: null };
  } catch (error) {
    if (isAppError(error, 'ENGINE_UNREACHABLE')) return { entries: [], unreachable: error };
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

/** A container's own mounts count, not where we would have put them. */
function entryPaths(paths: InstancePaths, entry: RuntimeEntry | null): InstancePaths {
  const { data, config, logs } = entry?.mounts ?? { data: null, config: null, logs: null };
  return {
    ...paths,
    ...(data && { data }),
    ...(config && { config, configFile: `${config}/redis.conf` }),
    ...(logs && { logs, logFile: `${logs}/redis.log` }),
  };
}
