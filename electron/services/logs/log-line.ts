import type { LogLine } from '../../../shared/contract/logs.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `1234:M 22 Nov 2026 19:08:23.123 * Ready to accept connections` (serverLogRaw in Redis's server.c). */
const redisLine = /^(\d+):([A-Z]) (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2})\.(\d{3}) ([.\-*#]) (.*)$/;

const levels: Readonly<Record<string, LogLine['level']>> = {
  '.': 'debug',
  '-': 'verbose',
  '*': 'notice',
  '#': 'warning',
};

/** Reads a line of Redis's log. What has another form is kept whole, without time and level. */
export function readLogLine(line: string, source: LogLine['source']): LogLine {
  const match = redisLine.exec(line);
  if (!match) return { at: null, source, level: null, text: line };
  const [, , , day, month, year, hour, minute, second, milli, mark, text] = match;
  const at = new Date(
    Number(year),
    months.indexOf(month ?? ''),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(milli),
  );
  return {
    at: Number.isNaN(at.getTime()) ? null : at.toISOString(),
    source,
    level: levels[mark ?? ''] ?? null,
    text: text ?? '',
  };
}
