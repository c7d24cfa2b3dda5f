import type { CommandSample } from '../../../../shared/contract/command-stats.ts';

/** What the server counts of one command. */
export interface CommandCounter {
  readonly calls: number;
  /** Time in it, µs. */
  readonly usec: number;
  /** Null where this server does not count them: before Redis 6.2. */
  readonly rejected: number | null;
  readonly failed: number | null;
}

/** Within how many µs so much of all calls of a command ended; null where the server does not keep that one. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
}

/** More than any server has without modules by far: what is sent to a view has its bounds. */
const MOST_COMMANDS = 1000;

/**
 * The section Commandstats of INFO: `cmdstat_config|get:calls=1,usec=10,…`. Fields that are not known are passed over,
 * as are commands without the two that every version has.
 * @see https://redis.io/docs/latest/commands/info/
 */
export function commandCounters(text: string): ReadonlyMap<string, CommandCounter> {
  const counters = new Map<string, CommandCounter>();
  for (const [command, fields] of entries(text, 'cmdstat_')) {
    const number = (name: string) => numberOf(fields.get(name));
    const [calls, usec] = [number('calls'), number('usec')];
    if (calls === null || usec === null) continue;
    counters.set(command, { calls, usec, rejected: number('rejected_calls'), failed: number('failed_calls') });
    if (counters.size === MOST_COMMANDS) break;
  }
  return counters;
}

/** The section Latencystats: `latency_percentiles_usec_get:p50=1.003,p99=2.007,p99.9=2.007`, as it is configured. */
export function commandPercentiles(text: string): ReadonlyMap<string, Percentiles> {
  const all = [...entries(text, 'latency_percentiles_usec_')].map(([command, fields]) => {
    const percentile = (name: string) => numberOf(fields.get(name));
    return [command, { p50: percentile('p50'), p99: percentile('p99'), p999: percentile('p99.9') }] as const;
  });
  return new Map(all);
}

/** Why there are percentiles or none: before Redis 7 there is no such section, where they are switched off it is empty. */
export function percentilesKept(text: string): CommandSample['percentiles'] {
  if (text.trim() === '') return 'too-old';
  return commandPercentiles(text).size > 0 ? 'known' : 'off';
}

/** The section Errorstats, Redis 6.2 and later: `errorstat_WRONGTYPE:count=1`. */
export function errorCounters(text: string): ReadonlyMap<string, number> {
  const counters = new Map<string, number>();
  for (const [code, fields] of entries(text, 'errorstat_')) {
    const count = numberOf(fields.get('count'));
    if (count !== null) counters.set(code, count);
  }
  return counters;
}

/** One section of an INFO reply, its head included; empty where this server does not have it. */
export function infoSection(text: string, name: string): string {
  const from = text.indexOf(`# ${name}\r\n`);
  if (from === -1) return '';
  const next = text.indexOf('\r\n# ', from);
  return next === -1 ? text.slice(from) : text.slice(from, next + 2);
}

function* entries(text: string, prefix: string): Generator<readonly [string, ReadonlyMap<string, string>]> {
  for (const line of text.split('\r\n')) {
    // The server writes no colon into a name: it puts `_` in its place.
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

/** Counts and times are never negative: what is, is none. */
function numberOf(text: string | undefined): number | null {
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : null;
}
