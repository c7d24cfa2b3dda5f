import { type InfoFields, infoNumber } from '../info/info.ts';
import { monitoringCalls } from './monitoring-commands.ts';
import { less, noCounts, type OwnCounts } from './own-counters.ts';
import type { OwnWork } from './own-work.ts';

/** Subtracts the work of this app from the metrics of servers. */
export interface OwnUseFilter {
  /**
   * The INFO of an instance without the effects of this app.
   * @param connections the connections of all processes of this app
   * @param nowMs the time of the reply, from a monotonic clock
   */
  subtract(id: string, info: InfoFields, connections: number, nowMs: number): OwnUseFree;
  /** Shares the work of this process with the other processes for the last time. */
  close(): Promise<void>;
}

export interface OwnUseFree {
  readonly info: InfoFields;
  /** Whether `instantaneous_ops_per_sec` is measured between two replies. Redis's own value includes every poll. */
  readonly hasRate: boolean;
}

/** The limits of the time between the two replies of a rate. */
const MIN_RATE_SPAN_MS = 200;
const MAX_RATE_SPAN_MS = 10_000;

interface Followed {
  readonly runId: string;
  /** The server's own counter of commands. */
  total: number;
  /** The work of this app until the last reply. */
  own: OwnCounts;
  /** Operations of other clients at the time of each reply. */
  points: readonly { readonly atMs: number; readonly operations: number }[];
}

/**
 * Operations are the commands in the server's statistics, without those that monitor or administer it and without other
 * work of this app. Connections of all its processes are recognized by their name in CLIENT LIST.
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
      const counted = {
        commands: total - monitoringCalls(info),
        hits: infoNumber(info, 'keyspace_hits') ?? 0,
        misses: infoNumber(info, 'keyspace_misses') ?? 0,
      };
      const own = work.of(runId);
      // While this app works, it may have done more by now than the server had counted at the reply.
      const isIdle = own.commands > 0 && own.commands === now.own.commands;
      const lacksOwn = counted.commands < own.commands || counted.hits < own.hits || counted.misses < own.misses;
      const wasReset = total < now.total || (isIdle && lacksOwn);
      if (wasReset) {
        work.forget(runId);
        now.points = [];
      }
      const foreign = less(counted, wasReset ? noCounts : own);
      now.total = total;
      now.own = own;
      const recent = now.points.filter(({ atMs }) => nowMs - atMs <= MAX_RATE_SPAN_MS);
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
  const since = points.findLast(({ atMs }) => nowMs - atMs >= MIN_RATE_SPAN_MS);
  if (!since) return null;
  // The work of another process is subtracted shortly after the server counts it.
  return Math.max(0, Math.round((operations - since.operations) / ((nowMs - since.atMs) / 1000)));
}

function clientsOf(info: InfoFields, connections: number): Record<string, number> {
  const all = infoNumber(info, 'connected_clients');
  return all === null ? {} : { connected_clients: Math.max(0, all - connections) };
}

/** The same INFO with other values in some fields. */
function replaced(info: InfoFields, fields: Readonly<Record<string, number>>): InfoFields {
  return {
    ...info,
    get: (name) => (Object.hasOwn(fields, name) ? String(fields[name]) : info.get(name)),
  };
}
