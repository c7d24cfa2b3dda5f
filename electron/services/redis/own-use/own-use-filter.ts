import { type InfoFields, infoNumber } from '../info/info.ts';
import { monitoringCalls } from './monitoring-commands.ts';
import { less, noCounts, type OwnCounts } from './own-counters.ts';
import type { OwnWork } from './own-work.ts';

/** Subtracts this app from the figures of servers. */
export interface OwnUseFilter {
  /**
   * The INFO of an instance as if this app were not there.
   * @param connections of this app, all its processes together
   * @param nowMs when the server replied, ms of a clock that never jumps
   */
  subtract(id: string, info: InfoFields, connections: number, nowMs: number): OwnUseFree;
  /** Shares what this process did with the other processes, and nothing from then on. */
  close(): Promise<void>;
}

export interface OwnUseFree {
  readonly info: InfoFields;
  /** Whether `instantaneous_ops_per_sec` was measured between two replies: Redis's own figure holds every poll. */
  readonly hasRate: boolean;
}

/** A rate is measured over at least this time, and from figures that are no older than that, ms. */
const SHORTEST_RATE_MS = 200;
const LONGEST_RATE_MS = 10_000;

interface Followed {
  readonly runId: string;
  /** The server's own counter of commands. */
  total: number;
  /** What this app had done by the last reply. */
  own: OwnCounts;
  /** Operations of others, by the time of each reply. */
  points: readonly { readonly atMs: number; readonly operations: number }[];
}

/**
 * Operations are the commands that the server counted, less those that watch or administer it and less what this app
 * did beside that. Connections are known by their name in CLIENT LIST, so those of all processes are counted together.
 */
export function createOwnUseFilter(work: OwnWork): OwnUseFilter {
  const followed = new Map<string, Followed>();
  return {
    subtract(id, info, connections, nowMs) {
      const clients = clientsOf(info, connections);
      const runId = info.get('run_id');
      const total = infoNumber(info, 'total_commands_processed');
      if (runId === undefined || total === null) return { info: replaced(info, clients), hasRate: false };
      const before = followed.get(id);
      const now: Followed = before?.runId === runId ? before : { runId, total, own: noCounts, points: [] };
      followed.set(id, now);
      const seen = {
        commands: total - monitoringCalls(info),
        hits: infoNumber(info, 'keyspace_hits') ?? 0,
        misses: infoNumber(info, 'keyspace_misses') ?? 0,
      };
      const own = work.of(runId);
      // While this app works, it may have done more by now than the server had counted when it replied.
      const isIdle = own.commands > 0 && own.commands === now.own.commands;
      const lacksOwn = seen.commands < own.commands || seen.hits < own.hits || seen.misses < own.misses;
      const wasReset = total < now.total || (isIdle && lacksOwn);
      if (wasReset) {
        work.forget(runId);
        now.points = [];
      }
      const foreign = less(seen, wasReset ? noCounts : own);
      now.total = total;
      now.own = own;
      const recent = now.points.filter(({ atMs }) => nowMs - atMs <= LONGEST_RATE_MS);
      const rate = rateSince(recent, foreign.commands, nowMs);
      now.points = [...recent, { atMs: nowMs, operations: foreign.commands }];
      return {
        info: replaced(info, {
          ...clients,
          total_commands_processed: foreign.commands,
          keyspace_hits: foreign.hits,
          keyspace_misses: foreign.misses,
          ...(rate === null ? {} : { instantaneous_ops_per_sec: rate }),
        }),
        hasRate: rate !== null,
      };
    },
    close: () => work.close(),
  };
}

/** Operations per second since the last reply that is old enough; null without one. */
function rateSince(points: Followed['points'], operations: number, nowMs: number): number | null {
  const since = points.findLast(({ atMs }) => nowMs - atMs >= SHORTEST_RATE_MS);
  if (!since) return null;
  // What another process did is subtracted a moment after it was counted.
  return Math.max(0, Math.round((operations - since.operations) / ((nowMs - since.atMs) / 1000)));
}

function clientsOf(info: InfoFields, connections: number): Record<string, number> {
  const all = infoNumber(info, 'connected_clients');
  return all === null ? {} : { connected_clients: Math.max(0, all - connections) };
}

/** The same INFO with other figures in some fields. */
function replaced(info: InfoFields, fields: Readonly<Record<string, number>>): InfoFields {
  return {
    ...info,
    get: (name) => (Object.hasOwn(fields, name) ? String(fields[name]) : info.get(name)),
  };
}
