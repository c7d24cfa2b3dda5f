import { type AppError, isAppError } from '../../../shared/contract/errors.ts';
import { MAIN, type RuntimeKind } from '../../../shared/contract/values.ts';
import type { Environment } from '../home/environment.ts';
import { type InstancePaths, instancePaths } from '../home/paths.ts';
import type { Runtime, RuntimeEntry } from '../runtimes/runtime.ts';
import { type MainRecord, readMainRecord } from './main-record.ts';

/** An instance as our records and its engine have it, before Redis itself is asked. */
export interface Known {
  readonly id: string;
  readonly record: MainRecord | null;
  /** Null when its engine has nothing of it, or could not be asked. */
  readonly entry: RuntimeEntry | null;
  /** Why its engine could not be asked. */
  readonly unreachable: AppError<'ENGINE_UNREACHABLE'> | null;
  readonly paths: InstancePaths;
}

export type Runtimes = Readonly<Record<RuntimeKind, Runtime>>;

/** The instances there are. */
export interface Catalogue {
  /** Main when it is installed, then tenants by port. One call to each engine that may have one. */
  all(): Promise<readonly Known[]>;
  /** One instance; of main always something, of a tenant null when there is none. */
  one(id: string): Promise<Known | null>;
}

export function createCatalogue(environment: Environment, runtimes: Runtimes): Catalogue {
  async function known(id: string, record: MainRecord | null, listed: Listed): Promise<Known> {
    const entry = listed.entries.find((candidate) => candidate.id === id) ?? null;
    const unreachable = entry === null && record?.runtime === 'docker' ? listed.unreachable : null;
    return { id, record, entry, unreachable, paths: entryPaths(instancePaths(environment, id), entry) };
  }

  return {
    async all() {
      const [record, listed] = await Promise.all([readMainRecord(environment.home), listAll(runtimes)]);
      const main = await known(MAIN, record, listed);
      return main.record || main.entry ? [main] : [];
    },
    async one(id) {
      if (id !== MAIN) return null;
      const record = await readMainRecord(environment.home);
      // A terminal command on a process instance need not wait for Docker.
      const listed = record?.runtime === 'process' ? await listOne(runtimes.process) : await listAll(runtimes);
      return known(id, record, listed);
    },
  };
}

interface Listed {
  readonly entries: readonly RuntimeEntry[];
  readonly unreachable: AppError<'ENGINE_UNREACHABLE'> | null;
}

async function listAll(runtimes: Runtimes): Promise<Listed> {
  const lists = await Promise.all([listOne(runtimes.docker), listOne(runtimes.process)]);
  return {
    entries: lists.flatMap((list) => list.entries),
    unreachable: lists.find((list) => list.unreachable !== null)?.unreachable ?? null,
  };
}

async function listOne(runtime: Runtime): Promise<Listed> {
  try {
    return { entries: await runtime.list(), unreachable: null };
  } catch (error) {
    if (isAppError(error, 'ENGINE_UNREACHABLE')) return { entries: [], unreachable: error };
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
