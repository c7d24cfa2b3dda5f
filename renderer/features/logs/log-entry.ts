import type { LogFilter, LogLine } from '../../../shared/contract/logs.ts';
import { type LogLevel, logLevels } from '../../../shared/contract/names.ts';
import * as logsWords from './words.ts';

/** An item of the list: a log line, or a note between lines. */
export type LogEntry =
  | { readonly kind: 'line'; readonly number: number; readonly line: LogLine }
  | { readonly kind: 'note'; readonly number: number; readonly text: string };

export type ShownLevel = LogLevel | 'none';

export const allLevels: readonly ShownLevel[] = [...logLevels, 'none'];

export const levelWords: Readonly<Record<ShownLevel, string>> = {
  ...logsWords.levelWords,
};

/** The filter of the log. */
export interface LogChoice {
  readonly levels: readonly ShownLevel[];
  readonly text: string;
  readonly isExpression: boolean;
}

export const everything: LogChoice = { levels: allLevels, text: '', isExpression: false };

/** Undefined if every line is shown. */
export function filterOf({ levels, text, isExpression }: LogChoice): LogFilter | undefined {
  const all = levels.length === allLevels.length;
  if (all && text === '') return undefined;
  return { ...(!all && { levels: [...levels] }), ...(text !== '' && (isExpression ? { regex: text } : { text })) };
}

/** The equivalent CLI flags. The CLI has a minimum level, so other combinations of levels have no flag. */
export function terminalFlags({ levels, text, isExpression }: LogChoice): Record<string, string | null> {
  const known = logLevels.filter((level) => levels.includes(level));
  const minLevel = known.at(-1);
  const isMinimum =
    minLevel !== undefined && known.length === logLevels.indexOf(minLevel) + 1 && levels.includes('none');
  const all = levels.length === allLevels.length;
  return {
    level: isMinimum && !all ? minLevel : null,
    filter: text !== '' && !isExpression ? text : null,
    regex: text !== '' && isExpression ? text : null,
  };
}

/** A line for copies and files, in the format of the CLI. */
export function copiedText(entry: LogEntry): string {
  if (entry.kind === 'note') return `-- ${entry.text}`;
  const { at, level, text } = entry.line;
  const time = at === null ? ' '.repeat(23) : localTime(new Date(at));
  return `${time}  ${(level ?? '').padEnd(7)}  ${text}`;
}

/** `2026-11-22 14:31:20.123` in the local time zone. */
function localTime(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${exactClock(time)}`;
}

/** `14:31:20.123` */
export function exactClock(time: Date): string {
  const [hours, minutes, seconds] = [time.getHours(), time.getMinutes(), time.getSeconds()].map((value) =>
    String(value).padStart(2, '0'),
  );
  return `${hours}:${minutes}:${seconds}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
