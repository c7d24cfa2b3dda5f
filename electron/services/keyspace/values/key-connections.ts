import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import { notRunning } from '../../instances/status/not-running.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { type KeyConnection, openKeyConnection } from './key-connection.ts';

/** Views read many pages one after the other. */
const IDLE_MS = 30_000;

/** The connections that read keys of live instances, one for each database. */
export interface KeyConnections {
  /** An open connection, shared with other readers. @throws AppError NOT_FOUND, NOT_RUNNING, COMMAND_UNAVAILABLE */
  shared(instance: string, database: number): Promise<KeyConnection>;
  /** A separate connection, for transactions. The caller closes it. @throws as `shared` */
  own(instance: string, database: number): Promise<KeyConnection>;
  /**
   * Runs work on a connection that nobody else uses meanwhile, because a page that is too large closes it. `connect`
   * returns the open connection, or another one after it was closed.
   */
  exclusive<T>(
    instance: string,
    database: number,
    work: (connect: () => Promise<KeyConnection>) => Promise<T>,
  ): Promise<T>;
  close(): void;
}

interface Entry {
  readonly opening: Promise<KeyConnection>;
  timer: NodeJS.Timeout | null;
}

interface Idle {
  readonly name: string;
  readonly connection: KeyConnection;
  readonly timer: NodeJS.Timeout;
}

/** Pages are read one after the other, mostly from one source. */
const MAX_IDLE = 4;

export function createKeyConnections(deps: Pick<InstanceDeps, 'catalogue'>): KeyConnections {
  const entries = new Map<string, Entry>();
  const idle = new Set<Idle>();
  let isClosed = false;

  function end(one: Idle): void {
    idle.delete(one);
    clearTimeout(one.timer);
    one.connection.close();
  }

  /** An unused connection, if there is one. */
  function take(name: string): KeyConnection | null {
    const found = [...idle].findLast((one) => one.name === name);
    if (!found) return null;
    idle.delete(found);
    clearTimeout(found.timer);
    return found.connection;
  }

  function giveBack(name: string, connection: KeyConnection): void {
    if (isClosed || !connection.isOpen) {
      connection.close();
      return;
    }
    const one: Idle = { name, connection, timer: setTimeout(() => end(one), IDLE_MS).unref() };
    idle.add(one);
    const [oldest] = idle;
    if (idle.size > MAX_IDLE && oldest) end(oldest);
  }

  const own = async (instance: string, database: number) =>
    openKeyConnection(instance, await keyTarget(deps, instance), database);

  function drop(name: string, entry: Entry): void {
    if (entry.timer) clearTimeout(entry.timer);
    if (entries.get(name) === entry) entries.delete(name);
    entry.opening.then(
      (connection) => connection.close(),
      () => undefined,
    );
  }

  return {
    own,
    async shared(instance, database) {
      const name = `${instance} ${database}`;
      const found = entries.get(name);
      if (
        found &&
        !(await found.opening.then(
          ({ isOpen }) => isOpen,
          () => false,
        ))
      )
        drop(name, found);
      const entry = entries.get(name) ?? { opening: own(instance, database), timer: null };
      entries.set(name, entry);
      if (entry.timer) clearTimeout(entry.timer);
      entry.timer = setTimeout(() => drop(name, entry), IDLE_MS).unref();
      try {
        return await entry.opening;
      } catch (error) {
        drop(name, entry);
        throw error;
      }
    },
    async exclusive(instance, database, work) {
      const name = `${instance} ${database}`;
      let current = take(name);
      try {
        return await work(async () => {
          if (current === null || !current.isOpen) current = await own(instance, database);
          return current;
        });
      } finally {
        if (current !== null) giveBack(name, current);
      }
    },
    close() {
      isClosed = true;
      for (const one of [...idle]) end(one);
      for (const [name, entry] of [...entries]) drop(name, entry);
    },
  };
}

/** The address of a running instance with its credentials. @throws AppError NOT_FOUND, NOT_RUNNING */
export async function keyTarget(deps: Pick<InstanceDeps, 'catalogue'>, id: string): Promise<RedisTarget> {
  const instance = await requireInstance(deps, id);
  const { entry, settings, trouble } = instance;
  if (entry?.address && entry.state === 'running') return { ...entry.address, password: settings?.password ?? null };
  throw notRunning(instance, trouble?.message ?? `${id} is not running. Start it first.`);
}
