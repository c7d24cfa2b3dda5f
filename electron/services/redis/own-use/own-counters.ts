import { lookupsOf } from './key-lookups.ts';
import { isMonitoring } from './monitoring-commands.ts';

/** Commands of this app on a server, without those that monitor or administer it. */
export interface OwnCounts {
  readonly commands: number;
  /** Key lookups that found a key, and those that did not. */
  readonly hits: number;
  readonly misses: number;
}

export const noCounts: OwnCounts = { commands: 0, hits: 0, misses: 0 };

/** The name of every connection of this app in CLIENT LIST and SLOWLOG. */
export const OWN_CONNECTION_NAME = 'vrooli-redis-desktop';

/** Counts the commands of one connection. */
export interface OwnConnection {
  /** Call it after the reply to each command. @param reply an Error for an error reply */
  executed(command: string, args: readonly unknown[], reply: unknown): void;
  /** Sets the server's run ID from INFO, since Redis counts from 0 at each start. */
  identified(runId: string): void;
  ended(): void;
}

type Mutable = { -readonly [Name in keyof OwnCounts]: OwnCounts[Name] };

/** Limits the memory for short-lived scratch servers: the counts of older runs are dropped. */
const MAX_RUNS = 200;

const runs = new Map<string, Mutable>();
const listeners = new Set<() => void>();
const runAt = new Map<string, string>();

/** @param address the address of the server, the same for each connection to it */
export function countConnection(address: string): OwnConnection {
  let counts: Mutable = { ...noCounts };
  let run: string | null = null;
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const join = (runId: string) => {
    const total = runs.get(runId) ?? { ...noCounts };
    const hasCommands = counts.commands > 0;
    add(total, counts);
    runs.delete(runId);
    runs.set(runId, total);
    for (const old of [...runs.keys()].slice(0, Math.max(0, runs.size - MAX_RUNS))) runs.delete(old);
    counts = total;
    run = runId;
    if (hasCommands) changed();
  };
  const identified = (runId: string) => {
    if (run !== null) return;
    runAt.set(address, runId);
    join(runId);
  };
  return {
    identified,
    executed(command, args, reply) {
      if (isMonitoring(command)) {
        const runId = run === null && typeof reply === 'string' ? /^run_id:(\w+)/m.exec(reply)?.[1] : undefined;
        if (runId !== undefined) identified(runId);
        return;
      }
      if (isRefusal(reply)) return;
      const { hits, misses } = lookupsOf(command, args, reply);
      add(counts, { commands: 1, hits, misses });
      if (run !== null) changed();
    },
    ended() {
      const known = runAt.get(address);
      // A connection without an INFO belongs to the run that another connection has identified.
      if (run === null && known !== undefined) join(known);
    },
  };
}

/** Calls the listener after every counted command of this process. @returns a function that removes it */
export function onOwnCommand(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The counts of this process for one run of a server. */
export function ownCountsOf(runId: string): OwnCounts {
  return { ...(runs.get(runId) ?? noCounts) };
}

/** The counts of this process, by run of a server. */
export function allOwnCounts(): ReadonlyMap<string, OwnCounts> {
  return runs;
}

export function sum(one: OwnCounts, other: OwnCounts): OwnCounts {
  const total = { ...one };
  add(total, other);
  return total;
}

/** Subtracts, with a minimum of 0. */
export function less(one: OwnCounts, other: OwnCounts): OwnCounts {
  const rest = (name: keyof OwnCounts) => Math.max(0, one[name] - other[name]);
  return { commands: rest('commands'), hits: rest('hits'), misses: rest('misses') };
}

function add(total: Mutable, { commands, hits, misses }: OwnCounts): void {
  total.commands += commands;
  total.hits += hits;
  total.misses += misses;
}

/** Redis counts failed commands, but not commands that it refused to run. */
function isRefusal(reply: unknown): boolean {
  return (
    reply instanceof Error &&
    /^(NOAUTH|NOPERM|LOADING|OOM|MISCONF|READONLY|BUSY|MASTERDOWN|ERR unknown|ERR wrong number)/.test(reply.message)
  );
}
