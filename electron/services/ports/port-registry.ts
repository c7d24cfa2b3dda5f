import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { replaceFile } from '../platform/files/durable-write.ts';
import { lockContent, takeFile } from '../platform/files/exclusive-file.ts';
import { parseState, setAside } from '../platform/files/json-state.ts';
import { isUnreadable, readStateBytesNow } from '../platform/files/state-file.ts';
import { identifyProcess, isSameProcess } from '../platform/process/process-identity.ts';
import { isPortFree } from './free-ports.ts';
import { portOwner } from './port-owner.ts';

const reservation = z.object({
  owner: z.string(),
  since: z.string(),
  /** `reserved` while its instance is being made. */
  state: z.enum(['reserved', 'running', 'stopped']),
  /** Who is making it: a reservation ends with its process. */
  by: z.object({ pid: z.number().int(), began: z.string().nullable() }).optional(),
});
type Reservation = z.infer<typeof reservation>;

const registryFile = z.record(z.string().regex(/^\d+$/), reservation);
type Registry = z.infer<typeof registryFile>;

/** How long a process waits for its turn at the registry, which is held for milliseconds, ms. */
const TURN_MS = 20_000;

/** A port that is taken by more than the registry can know: an instance, a container, a stranger. */
export interface TakenPorts {
  /** Ports of instances that are installed, running or not, by their owner. */
  readonly owned: ReadonlyMap<number, string>;
  /** Ports that engines publish for anybody. */
  readonly published: ReadonlySet<number>;
}

/**
 * `<home>/port-registry.json`: port → owner, since when, state. Other programs may read it. Every change is made
 * under a lock, so that two creations never choose the same port.
 */
export interface PortRegistry {
  /**
   * Reserves a port for an owner: the one wanted, or the first of the range that nobody has.
   * @throws AppError PORT_TAKEN, NO_FREE_PORT
   */
  reserve(owner: string, wanted: number | null, taken: () => Promise<TakenPorts>): Promise<number>;
  /** Enters an instance's port and state. */
  enter(owner: string, port: number, state: Reservation['state']): Promise<void>;
  release(owner: string): Promise<void>;
}

export function portRegistryPath(home: string): string {
  return join(home, 'port-registry.json');
}

export function createPortRegistry(
  home: string,
  range: { readonly start: number; readonly end: number },
): PortRegistry {
  const path = portRegistryPath(home);
  /** Edits of this process that wait for a turn: all of them are made under one lock and with one write. */
  let waiting: Edit[] = [];
  /** Turns of this process follow each other; those of other processes are waited for by trying again. */
  let turn: Promise<void> = Promise.resolve();
  let reading: Promise<TakenPorts> | null = null;

  function change<T>(edit: (registry: Registry) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      waiting.push({
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
      if (waiting.length === 1) turn = turn.then(takeTurn);
    });
  }

  async function takeTurn(): Promise<void> {
    const edits = waiting;
    waiting = [];
    try {
      for (const end of await changeLocked(edits)) end();
    } catch (error) {
      for (const { reject } of edits) reject(error);
    }
  }

  /** @returns what tells each caller how its edit ended: nobody hears before all is written */
  async function changeLocked(edits: readonly Edit[]): Promise<readonly (() => void)[]> {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const lockPath = `${path}.lock`;
    await lock(lockPath);
    try {
      const registry = await readUnderLock(path);
      const before = JSON.stringify(registry);
      const ends: (() => void)[] = [];
      for (const edit of edits) ends.push(await edit.run(registry));
      if (Object.keys(registry).length === 0) rmSync(path, { force: true });
      else if (JSON.stringify(registry) !== before)
        await replaceFile(path, `${JSON.stringify(registry, null, 2)}\n`, 0o644);
      return ends;
    } finally {
      rmSync(lockPath, { force: true });
    }
  }

  return {
    async reserve(owner, wanted, taken) {
      // Before the lock: an instance that is created meanwhile has its port in the registry. So those who reserve at
      // the same time may share what is read of all instances and engines.
      reading ??= taken().finally(() => {
        reading = null;
      });
      const { owned, published } = await reading;
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
        const port = wanted ?? (await firstOf(range, usable));
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
      // As it mostly is: no turn at the registry is needed to leave it so.
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
  /** @returns what tells the caller how it ended */
  run(registry: Registry): Promise<() => void>;
  reject(error: unknown): void;
}

/** A file that cannot be read counts as empty: instances, engines and listeners are asked as well. */
async function read(path: string): Promise<Registry> {
  try {
    return registryIn(path);
  } catch {
    return {};
  }
}

/** Only under the lock nobody else is just writing it: then what is damaged is set aside before it is replaced. */
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

async function firstOf(
  range: { readonly start: number; readonly end: number },
  usable: (port: number) => Promise<boolean>,
): Promise<number | null> {
  for (let port = range.start; port <= range.end; port += 1) if (await usable(port)) return port;
  return null;
}

async function lock(path: string): Promise<void> {
  const content = await lockContent('port registry');
  const deadline = Date.now() + TURN_MS;
  while (await takeFile(path, content, crypto.randomUUID())) {
    if (Date.now() > deadline) throw new Error(`The port registry was not free within ${TURN_MS / 1000} s.`);
    await sleep(2 + Math.random() * 8);
  }
}

function noFreePort({ start, end }: { readonly start: number; readonly end: number }): AppError<'NO_FREE_PORT'> {
  return new AppError(
    'NO_FREE_PORT',
    `All ports from ${start} to ${end} are taken, so no further tenant can be created. Destroy one that is no longer needed.`,
    { start, end },
  );
}

async function portTaken(port: number, owner: string | null, free: number | null): Promise<AppError<'PORT_TAKEN'>> {
  const by = owner ?? (await portOwner(port));
  const who = owner ? `belongs to ${owner}` : `is already in use by ${by ?? 'a program of another user'}`;
  const offer = free === null ? 'no port of the range is free' : `${free} is free`;
  return new AppError('PORT_TAKEN', `Port ${port} ${who}; ${offer}.`, { port, by, free });
}
