import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { replaceFile } from '../platform/files/durable-write.ts';
import { parseState, setAside } from '../platform/files/json-state.ts';
import { isUnreadable, readStateBytesNow } from '../platform/files/state-file.ts';
import { underFileLock } from '../platform/files/under-file-lock.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { identifyProcess, isSameProcess } from '../platform/process/process-identity.ts';
import { isPortFree } from './free-ports.ts';
import { portOwner } from './port-owner.ts';

const reservation = z.object({
  owner: z.string(),
  since: z.string(),
  /** `reserved` during the creation of its instance. */
  state: z.enum(['reserved', 'running', 'stopped']),
  /** The process that creates the instance: a reservation ends with it. */
  by: z.object({ pid: z.number().int(), began: z.string().nullable() }).optional(),
});
type Reservation = z.infer<typeof reservation>;

const registryFile = z.record(z.string().regex(/^\d+$/), reservation);
type Registry = z.infer<typeof registryFile>;

/** A reservation asks for all ports of its range, one after the other. */
const LOCK_LIMIT_MS = 20_000;

export interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** Taken ports that the registry may not list. */
export interface TakenPorts {
  /** Ports of installed instances, running or stopped, with their owner. */
  readonly owned: ReadonlyMap<number, string>;
  /** Ports that Docker publishes for any container. */
  readonly published: ReadonlySet<number>;
}

/**
 * `<home>/port-registry.json`: port → owner, time of the reservation, state. Other programs may read it. Every change
 * happens under a lock, so that two creations never choose the same port.
 */
export interface PortRegistry {
  /**
   * Reserves the wanted port for an owner; without one the port that the owner has, or the first free port of the range.
   * @param within another range than the tenants' of this computer
   * @throws AppError PORT_TAKEN, NO_FREE_PORT
   */
  reserve(owner: string, wanted: number | null, taken: () => Promise<TakenPorts>, within?: PortRange): Promise<number>;
  /** Records the port and the state of an instance. */
  enter(owner: string, port: number, state: Reservation['state']): Promise<void>;
  release(owner: string): Promise<void>;
}

export function portRegistryPath(home: string): string {
  return join(home, 'port-registry.json');
}

export function createPortRegistry(home: string, tenantRange: PortRange): PortRegistry {
  const path = portRegistryPath(home);
  /** Edits of this process that wait for the lock: one lock and one write serve all of them. */
  const pending: Edit[] = [];
  const reading = new Map<number, Promise<TakenPorts>>();

  function change<T>(edit: (registry: Registry) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      pending.push({
        async run(registry) {
          try {
            const value = await edit(registry);
            return () => resolve(value);
          } catch (error) {
            return () => reject(error);
          }
        },
        reject,
      });
      if (pending.length === 1) void runPending();
    });
  }

  async function runPending(): Promise<void> {
    let edits: readonly Edit[] | null = null;
    const take = () => {
      edits ??= pending.splice(0);
      return edits;
    };
    try {
      for (const settle of await changeLocked(take)) settle();
    } catch (error) {
      for (const { reject } of take()) reject(error);
    }
  }

  /** @returns functions that settle each caller's promise, to call after the write */
  async function changeLocked(take: () => readonly Edit[]): Promise<readonly (() => void)[]> {
    ensureFolder(home);
    const write = async () => {
      const registry = await readUnderLock(path);
      const before = JSON.stringify(registry);
      const settlers: (() => void)[] = [];
      for (const edit of take()) settlers.push(await edit.run(registry));
      if (Object.keys(registry).length === 0) rmSync(path, { force: true });
      else if (JSON.stringify(registry) !== before)
        await replaceFile(path, `${JSON.stringify(registry, null, 2)}\n`, 0o644);
      return settlers;
    };
    return underFileLock(path, 'the port registry', write, LOCK_LIMIT_MS);
  }

  return {
    async reserve(owner, wanted, taken, range = tenantRange) {
      // Before the lock: an instance created in the meantime has its port in the registry. Concurrent reservations can
      // therefore share one read of all instances and of Docker.
      const current = reading.get(range.start) ?? taken().finally(() => reading.delete(range.start));
      reading.set(range.start, current);
      const { owned, published } = await current;
      return change(async (registry) => {
        await dropDead(registry);
        const holder = (port: number) => {
          const entered = registry[String(port)];
          if (entered && entered.owner !== owner) return entered.owner;
          const known = owned.get(port);
          return known !== undefined && known !== owner ? known : null;
        };
        const usable = async (port: number) =>
          holder(port) === null && !published.has(port) && (await isPortFree(port));
        const own = Object.entries(registry).find(([, entry]) => entry.owner === owner)?.[0];
        const kept = own !== undefined && (await usable(Number(own))) ? Number(own) : null;
        const port = wanted ?? kept ?? (await firstOf(range, usable));
        if (port === null) throw noFreePort(range);
        if (wanted !== null && !(await usable(wanted)))
          throw await portTaken(wanted, holder(wanted), await firstOf(range, usable));
        const by = (await identifyProcess(process.pid)) ?? { pid: process.pid, began: null };
        for (const [other, entry] of Object.entries(registry)) if (entry.owner === owner) delete registry[other];
        registry[String(port)] = { owner, since: new Date().toISOString(), state: 'reserved', by };
        return port;
      });
    },

    async enter(owner, port, state) {
      // The usual case: the entry is up to date, so no lock is needed.
      const entered = Object.entries(await read(path)).filter(([, entry]) => entry.owner === owner);
      const [only] = entered;
      if (entered.length === 1 && only?.[0] === String(port) && only[1].state === state && !only[1].by) return;
      await change(async (registry) => {
        const before = registry[String(port)];
        const since = before?.owner === owner ? before.since : new Date().toISOString();
        for (const [other, entry] of Object.entries(registry)) if (entry.owner === owner) delete registry[other];
        registry[String(port)] = { owner, since, state };
      });
    },

    release: (owner) =>
      change(async (registry) => {
        for (const [port, entry] of Object.entries(registry)) if (entry.owner === owner) delete registry[port];
      }),
  };
}

/** One edit of the registry. */
interface Edit {
  /** @returns a function that settles the caller's promise */
  run(registry: Registry): Promise<() => void>;
  reject(error: unknown): void;
}

/** An unreadable file counts as empty: instances, Docker and listening ports are checked as well. */
async function read(path: string): Promise<Registry> {
  try {
    return registryIn(path);
  } catch {
    return {};
  }
}

/** Sets a damaged file aside before it is replaced. Without the lock it could be a file that another process writes. */
async function readUnderLock(path: string): Promise<Registry> {
  try {
    return registryIn(path);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    setAside(path, error.data.detail);
    return {};
  }
}

function registryIn(path: string): Registry {
  const bytes = readStateBytesNow(path);
  return bytes === null ? {} : parseState(path, bytes.toString('utf8'), (value) => registryFile.parse(value));
}

async function dropDead(registry: Registry): Promise<void> {
  for (const [port, entry] of Object.entries(registry)) {
    if (entry.state === 'reserved' && entry.by && !(await isSameProcess(entry.by))) delete registry[port];
  }
}

async function firstOf(range: PortRange, usable: (port: number) => Promise<boolean>): Promise<number | null> {
  for (let port = range.start; port <= range.end; port += 1) if (await usable(port)) return port;
  return null;
}

function noFreePort({ start, end }: PortRange): AppError<'NO_FREE_PORT'> {
  return new AppError(
    'NO_FREE_PORT',
    `No free ports: all of ${start}–${end} are assigned. Destroy a tenant that you no longer need.`,
    { start, end },
  );
}

async function portTaken(port: number, owner: string | null, free: number | null): Promise<AppError<'PORT_TAKEN'>> {
  const by = owner ?? (await portOwner(port));
  const who = owner ? `belongs to ${owner}` : `is already in use by ${by ?? 'a program of another user'}`;
  const offer = free === null ? 'no other port of the range is free' : `${free} is free`;
  return new AppError('PORT_TAKEN', `Port ${port} ${who}; ${offer}.`, { port, by, free });
}
