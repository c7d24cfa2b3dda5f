import { lookupsOf } from './key-lookups.ts';
import { isMonitoring } from './monitoring-commands.ts';

/** What this app had a server do, apart from commands that watch or administer it. */
export interface OwnCounts {
  readonly commands: number;
  /** Lookups of keys that found one, and that did not. */
  readonly hits: number;
  readonly misses: number;
}

export const noCounts: OwnCounts = { commands: 0, hits: 0, misses: 0 };

/** The name of every connection that this app opens for itself, as CLIENT LIST and SLOWLOG show it. */
export const OWN_CONNECTION_NAME = 'vrooli-redis-desktop';

/** Counts what is sent over one connection. */
export interface OwnConnection {
  /** After the reply to each command. @param reply an Error where Redis replied with one */
  executed(command: string, args: readonly unknown[], reply: unknown): void;
  /** INFO named the run of the server that this connection belongs to: Redis counts from 0 at each start. */
  identified(runId: string): void;
  ended(): void;
}

type Mutable = { -readonly [Name in keyof OwnCounts]: OwnCounts[Name] };

/** Scratch servers come and go: counts of older runs than these are dropped. */
const MOST_RUNS = 200;

const runs = new Map<string, Mutable>();
const listeners = new Set<() => void>();
const runAt = new Map<string, string>();

/** @param address of the server, the same for each connection to it */
export function countConnection(address: string): OwnConnection {
  let counts: Mutable = { ...noCounts };
  let run: string | null = null;
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const join = (runId: string) => {
    const total = runs.get(runId) ?? { ...noCounts };
    const isNews = counts.commands > 0;
    add(total, counts);
    runs.delete(runId);
    runs.set(runId, total);
    for (const old of [...runs.keys()].slice(0, Math.max(0, runs.size - MOST_RUNS))) runs.delete(old);
    counts = total;
    run = runId;
    if (isNews) changed();
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
      // A connection that never asked for INFO was connected to the run that another connection has seen.
      if (run === null && known !== undefined) join(known);
    },
  };
}

/** Called after every command of this process that counts. @returns ends it */
export function onOwnCommand(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What this process has sent to one run of a server. */
export function ownCountsOf(runId: string): OwnCounts {
  return { ...(runs.get(runId) ?? noCounts) };
}

/** What this process has sent, by run of a server. */
export function allOwnCounts(): ReadonlyMap<string, OwnCounts> {
  return runs;
}

export function sum(one: OwnCounts, other: OwnCounts): OwnCounts {
  const total = { ...one };
  add(total, other);
  return total;
}

/** Never below 0. */
export function less(one: OwnCounts, other: OwnCounts): OwnCounts {
  const rest = (name: keyof OwnCounts) => Math.max(0, one[name] - other[name]);
  return { commands: rest('commands'), hits: rest('hits'), misses: rest('misses') };
}

function add(total: Mutable, { commands, hits, misses }: OwnCounts): void {
  total.commands += commands;
  total.hits += hits;
  total.misses += misses;
}

/** Redis counts a command that failed, but none that it did not begin. */
function isRefusal(reply: unknown): boolean {
  return (
    reply instanceof Error &&
    /^(NOAUTH|NOPERM|LOADING|OOM|MISCONF|READONLY|BUSY|MASTERDOWN|ERR unknown|ERR wrong number)/.test(reply.message)
  );
}
