import type { CommandSample } from '../../../../shared/contract/command-stats.ts';

/** The server's counters of one command. */
export interface CommandCounter {
  readonly calls: number;
  /** Execution time. */
  readonly usec: number;
  /** Null before Redis 6.2. */
  readonly rejected: number | null;
  readonly failed: number | null;
}

/** Latency percentiles of a command in µs; null if the server does not track that percentile. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
}

/** Far more than Redis has without modules; bounds what is sent to clients. */
const MAX_COMMANDS = 1000;

/**
 * Parses the INFO section Commandstats: `cmdstat_config|get:calls=1,usec=10,…`. Skips unknown fields, and commands
 * without `calls` and `usec`, which every version reports.
 * @see https://redis.io/docs/latest/commands/info/
 */
export function commandCounters(text: string): ReadonlyMap<string, CommandCounter> {
  const counters = new Map<string, CommandCounter>();
  for (const [command, fields] of entries(text, 'cmdstat_')) {
    const number = (name: string) => numberOf(fields.get(name));
    const [calls, usec] = [number('calls'), number('usec')];
    if (calls === null || usec === null) continue;
    counters.set(command, { calls, usec, rejected: number('rejected_calls'), failed: number('failed_calls') });
    if (counters.size === MAX_COMMANDS) break;
  }
  return counters;
}

/** Parses the section Latencystats: `latency_percentiles_usec_get:p50=1.003,p99=2.007,p99.9=2.007`, as configured. */
export function commandPercentiles(text: string): ReadonlyMap<string, Percentiles> {
  const all = [...entries(text, 'latency_percentiles_usec_')].map(([command, fields]) => {
    const percentile = (name: string) => numberOf(fields.get(name));
    return [command, { p50: percentile('p50'), p99: percentile('p99'), p999: percentile('p99.9') }] as const;
  });
  return new Map(all);
}

/** Before Redis 7.0 the section does not exist; with latency tracking disabled it is empty. */
export function percentilesKept(text: string): CommandSample['percentiles'] {
  if (text.trim() === '') return 'too-old';
  return commandPercentiles(text).size > 0 ? 'known' : 'off';
}

/** Parses the section Errorstats of Redis 6.2 and later: `errorstat_WRONGTYPE:count=1`. */
export function errorCounters(text: string): ReadonlyMap<string, number> {
  const counters = new Map<string, number>();
  for (const [code, fields] of entries(text, 'errorstat_')) {
    const count = numberOf(fields.get('count'));
    if (count !== null) counters.set(code, count);
  }
  return counters;
}

/** One section of an INFO reply with its header; empty if the server does not have it. */
export function infoSection(text: string, name: string): string {
  const from = text.indexOf(`# ${name}\r\n`);
  if (from === -1) return '';
  const next = text.indexOf('\r\n# ', from);
  return next === -1 ? text.slice(from) : text.slice(from, next + 2);
}

function* entries(text: string, prefix: string): Generator<readonly [string, ReadonlyMap<string, string>]> {
  for (const line of text.split('\r\n')) {
    // Names contain no colon: the server replaces it with `_`.
    const colon = line.indexOf(':');
    if (!line.startsWith(prefix) || colon <= prefix.length) continue;
    const fields = line.slice(colon + 1).split(',');
    const pairs = fields.map((field): [string, string] => {
      const equals = field.indexOf('=');
      return [field.slice(0, equals), field.slice(equals + 1)];
    });
    yield [line.slice(prefix.length, colon), new Map(pairs)];
  }
}

/** Null for invalid numbers; counts and times are never negative. */
function numberOf(text: string | undefined): number | null {
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : null;
}
