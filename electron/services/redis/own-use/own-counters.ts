import { lookupsOf } from './key-lookups.ts';

/** What this app had a server do. */
export interface OwnCounts {
  readonly commands: number;
  /** Lookups of keys that found one, and that did not. */
  readonly hits: number;
  readonly misses: number;
}

/** What one answer of a server holds of this app, at the moment of its INFO. */
export interface OwnShare {
  /** Of this process. */
  readonly counts: OwnCounts;
  /** Connections of all processes of this app. */
  readonly connections: number;
}

export const noCounts: OwnCounts = { commands: 0, hits: 0, misses: 0 };

/** The name of every connection that this app opens for itself. CLIENT LIST and SLOWLOG tell it. */
export const OWN_CONNECTION_NAME = 'vrooli-redis-desktop';

/** Counts what is sent over one connection. */
export interface OwnConnection {
  /** After the reply to each command. @param reply an Error where Redis replied with one */
  executed(command: string, args: readonly unknown[], reply: unknown): void;
  /** INFO said which run of the server this connection belongs to: Redis counts from 0 at each start. */
  identified(runId: string): void;
  ended(): void;
}

type Mutable = { -readonly [Name in keyof OwnCounts]: OwnCounts[Name] };

/** Scratch servers come and go: older runs than so many are forgotten. */
const MOST_RUNS = 200;

const runs = new Map<string, Mutable>();
const listeners = new Set<() => void>();
const runAt = new Map<string, string>();

/** @param address of the server, the same for each connection to it */
export function countConnection(address: string): OwnConnection {
  let counts: Mutable = { ...noCounts };
  let run: string | null = null;
  const join = (runId: string) => {
    const total = runs.get(runId) ?? { ...noCounts };
    add(total, counts);
    runs.delete(runId);
    runs.set(runId, total);
    for (const old of [...runs.keys()].slice(0, Math.max(0, runs.size - MOST_RUNS))) runs.delete(old);
    counts = total;
    run = runId;
  };
  return {
    executed(command, args, reply) {
      if (isRefusal(reply)) return;
      const { hits, misses } = lookupsOf(command, args, reply);
      add(counts, { commands: 1, hits, misses });
      for (const listener of listeners) listener();
    },
    identified(runId) {
      if (run !== null) return;
      runAt.set(address, runId);
      join(runId);
    },
    ended() {
      const known = runAt.get(address);
      // One that never asked for INFO was connected to the run that another connection has seen.
      if (run === null && known !== undefined) join(known);
    },
  };
}

/** Called after every command of this process. @returns ends it */
export function onOwnCommand(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What this process has sent to one run of a server. */
export function ownCountsOf(runId: string): OwnCounts {
  return { ...(runs.get(runId) ?? noCounts) };
}

export function sum(one: OwnCounts, other: OwnCounts): OwnCounts {
  const total = { ...one };
  add(total, other);
  return total;
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
