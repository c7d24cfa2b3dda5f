import type { CommandFigures, CommandRates, CommandSample } from '../../../../shared/contract/command-stats.ts';
import { type InfoFields, infoNumber } from '../../redis/info/info.ts';
import type { CommandCounter, Percentiles } from './command-counters.ts';

/** The command statistics of one snapshot. */
export interface CommandReading {
  /** The section Server, to detect a restart. */
  readonly server: InfoFields;
  readonly commands: ReadonlyMap<string, CommandCounter>;
  readonly percentiles: ReadonlyMap<string, Percentiles>;
  readonly percentilesKept: CommandSample['percentiles'];
  readonly errors: ReadonlyMap<string, number>;
  /** Monotonic clock. */
  readonly readAtMs: number;
}

type Figures = Pick<CommandSample, 'sinceMs' | 'busyShare' | 'percentiles' | 'commands' | 'errors'>;

const USEC_PER_MS = 1000;
const MAX_ERRORS = 20;
const none: CommandCounter = { calls: 0, usec: 0, rejected: null, failed: null };

/**
 * The totals of one snapshot and the rates since the previous one. After a restart, or when any counter decreased
 * (CONFIG RESETSTAT), there are no rates.
 */
export function commandFigures(reading: CommandReading, before: CommandReading | null): Figures {
  const since = before && isContinuation(before, reading) ? before : null;
  const sinceMs = since && reading.readAtMs - since.readAtMs;
  const all = sumOf(reading.commands);
  const allRecent = since ? all - sumOf(since.commands) : 0;
  const commands = [...reading.commands].map(([command, counter]): CommandFigures => {
    const { calls, usec, rejected, failed } = counter;
    const percentiles = reading.percentiles.get(command);
    return {
      command,
      calls,
      usec,
      usecPerCall: part(usec, calls),
      timeShare: part(usec, all),
      rejected,
      failed,
      p50Usec: percentiles?.p50 ?? null,
      p99Usec: percentiles?.p99 ?? null,
      p999Usec: percentiles?.p999 ?? null,
      recent: since && sinceMs ? rates(counter, since.commands.get(command) ?? none, sinceMs / 1000, allRecent) : null,
    };
  });
  const errors = [...reading.errors].map(([code, count]) => ({
    code,
    count,
    perSecond: since && sinceMs ? (count - (since.errors.get(code) ?? 0)) / (sinceMs / 1000) : null,
  }));
  return {
    sinceMs,
    busyShare: sinceMs ? Math.min(1, allRecent / USEC_PER_MS / sinceMs) : null,
    percentiles: reading.percentilesKept,
    commands: commands.sort((a, b) => b.usec - a.usec || compare(a.command, b.command)),
    errors: errors.sort((a, b) => b.count - a.count || compare(a.code, b.code)).slice(0, MAX_ERRORS),
  };
}

function rates(now: CommandCounter, then: CommandCounter, seconds: number, allUsec: number): CommandRates {
  const [calls, usec] = [now.calls - then.calls, now.usec - then.usec];
  const perSecond = (counted: number | null, before: number | null) =>
    counted === null ? null : (counted - (before ?? 0)) / seconds;
  return {
    callsPerSecond: calls / seconds,
    usecPerCall: part(usec, calls),
    timeShare: part(usec, allUsec),
    rejectedPerSecond: perSecond(now.rejected, then.rejected),
    failedPerSecond: perSecond(now.failed, then.failed),
  };
}

/** Whether both samples are of the same server run without a counter reset. */
function isContinuation(before: CommandReading, now: CommandReading): boolean {
  if (now.readAtMs <= before.readAtMs) return false;
  if (before.server.get('run_id') !== now.server.get('run_id')) return false;
  const uptime = ({ server }: CommandReading) => infoNumber(server, 'uptime_in_seconds') ?? 0;
  if (uptime(now) < uptime(before)) return false;
  for (const [command, then] of before.commands) {
    const counter = now.commands.get(command);
    if (!counter || counter.calls < then.calls || counter.usec < then.usec) return false;
    if ((counter.rejected ?? 0) < (then.rejected ?? 0) || (counter.failed ?? 0) < (then.failed ?? 0)) return false;
  }
  for (const [code, count] of before.errors) if ((now.errors.get(code) ?? 0) < count) return false;
  return true;
}

function sumOf(commands: CommandReading['commands']): number {
  let sum = 0;
  for (const { usec } of commands.values()) sum += usec;
  return sum;
}

function part(of: number, all: number): number | null {
  return all > 0 ? of / all : null;
}

/** By code point, independent of the locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
