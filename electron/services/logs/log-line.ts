import type { LogLine } from '../../../shared/contract/logs.ts';
import type { LogLevel } from '../../../shared/contract/names.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `1234:M 22 Nov 2026 19:08:23.123 * Ready to accept connections` (serverLogRaw in Redis's server.c). */
const redisLine = /^(\d+):([A-Z]) (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2})\.(\d{3}) ([.\-*#]) (.*)$/;

const levels: Readonly<Record<string, LogLevel>> = {
  '.': 'debug',
  '-': 'verbose',
  '*': 'notice',
  '#': 'warning',
};

/** The server's UTC offset in minutes, which in a container may differ. Null: the zone of this computer. */
export type Zone = number | null;

/** Parses a line of a Redis log. A line in another format keeps its text, without time and level. */
export function readLogLine(line: string, source: LogLine['source'], zone: Zone = null): LogLine {
  const match = redisLine.exec(line);
  if (!match) return { at: null, source, level: null, text: line };
  const time = timeOf(match, zone);
  return {
    at: Number.isNaN(time) ? null : new Date(time).toISOString(),
    source,
    level: levels[match[10] ?? ''] ?? null,
    text: match[11] ?? '',
  };
}

/** The offset in minutes between the time in a line and a known UTC time; null for lines in another format. */
export function zoneOf(line: string, at: string): number | null {
  const match = redisLine.exec(line);
  if (!match) return null;
  const offsetMs = timeOf(match, 0) - Date.parse(at);
  // Time zones differ by multiples of 15 minutes; the rest is transmission delay.
  return Number.isNaN(offsetMs) ? null : Math.round(offsetMs / 900_000) * 15;
}

/** Whether Redis itself wrote the line, and not a shell or a library. */
export function isRedisLine(line: string): boolean {
  return redisLine.test(line);
}

function timeOf(match: RegExpExecArray, zone: Zone): number {
  const [, , , day, name, year, hour, minute, second, milli] = match;
  const month = months.indexOf(name ?? '');
  if (month === -1) return Number.NaN;
  const parts = [Number(year), month, Number(day), Number(hour), Number(minute)] as const;
  const rest = [Number(second), Number(milli)] as const;
  if (zone === null) return new Date(...parts, ...rest).getTime();
  return Date.UTC(...parts, ...rest) - zone * 60_000;
}
