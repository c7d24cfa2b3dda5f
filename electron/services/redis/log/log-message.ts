/** `1234:M 22 Nov 2026 19:08:23.123 * `, before Redis 5 without the year. */
const prefix = /^\d+:[A-Z] .{19,28} [#*.-] /;

/** What a line of a log says, without process, time and level. A line in another format is returned as it is. */
export function logMessage(line: string): string {
  return line.replace(prefix, '').trim();
}

/** What the last line that is not empty says; null without one. */
export function lastLogMessage(lines: readonly string[]): string | null {
  return lines.map(logMessage).findLast((message) => message !== '') ?? null;
}
