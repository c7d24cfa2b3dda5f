import type { LogFilter, LogLine } from '../../../../shared/contract/logs.ts';
import { type LogLevel, logLevels } from '../../../../shared/contract/names.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { localTime } from '../../format/local-time.ts';
import type { Style } from '../../format/style.ts';
import * as observeWords from './words.ts';

const LINES = 50;
/** The width of `2026-11-22 09:08:23.123` and the longest level. */
const TIME_WIDTH = 23;
const LEVEL_WIDTH = 7;

const filterFlags = ['level', 'filter', 'regex'] as const;

export const logs = defineAction({
  name: 'logs',
  summary: observeWords.logsSummary,
  details: [
    observeWords.followYesContinuesUntilCtrlC,
    '--level, --filter and --regex select lines; a line must match all that are given. Shows the last --lines matches.',
    observeWords.logsLevelDetail,
  ],
  flags: [...instanceFlags, 'lines', 'follow', ...filterFlags],
  async run(context, args) {
    const { output, stop } = context;
    const api = await context.api();
    const request = { id: instanceOf(args), lines: args.lines ?? LINES, filter: filterOf(args) };
    if (args.follow !== 'yes') {
      const { items, notes } = await stop.orStop(api.logs.recent(request));
      for (const note of notes) output.note(note);
      output.answer(
        items,
        items.map((line) => textOf(line, output.style)),
      );
      return exitCodes.done;
    }
    for await (const { items, dropped, notes } of await api.logs.follow(request, { signal: stop.signal })) {
      for (const note of notes) output.note(note);
      if (dropped > 0)
        output.note(
          observeWords.countedLeftOutTooManyArrived(counted(dropped, observeWords.lineWas, observeWords.linesWere)),
        );
      for (const line of items) output.line(line, textOf(line, output.style));
    }
    throw stop.failure();
  },
});

/** Undefined if every line is wanted. */
function filterOf({ level, filter, regex }: Arguments<(typeof filterFlags)[number]>): LogFilter | undefined {
  if (level === undefined && filter === undefined && regex === undefined) return undefined;
  return { ...(level && { levels: fromLevel(level) }), ...(filter && { text: filter }), ...(regex && { regex }) };
}

/** A level and the more severe ones. */
function fromLevel(level: LogLevel): LogFilter['levels'] {
  return [...logLevels.slice(0, logLevels.indexOf(level) + 1), 'none'];
}

/** The line with its time in this computer's zone and its level as a word, each in its own column. */
function textOf({ at, level, text }: LogLine, style: Style): string {
  const time = at === null ? ' '.repeat(TIME_WIDTH) : timeOf(new Date(at));
  const marked = level === 'warning' ? style.attention : style.faint;
  const word = (level ?? '').padEnd(LEVEL_WIDTH);
  return `${style.faint(time)}  ${marked(word)}  ${level === 'warning' ? style.attention(text) : text}`;
}

function timeOf(time: Date): string {
  return `${localTime(time)}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
