import type { LogLine } from '../../../shared/contract/logs.ts';
import { defineAction } from '../action.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceFlags, instanceOf } from '../instance-of.ts';
import type { Style } from '../style.ts';

const LINES = 50;

export const logs = defineAction({
  name: 'logs',
  summary: 'Show the last lines of an instance’s log',
  details: ['With --follow yes it goes on until Ctrl-C; --json then gives a line each.'],
  flags: [...instanceFlags, 'lines', 'follow'],
  async run(context, args) {
    const { output, stop } = context;
    const api = await context.api();
    const request = { id: instanceOf(args), lines: args.lines ?? LINES };
    if (args.follow !== 'yes') {
      const lines = await stop.orStop(api.logs.recent(request));
      output.answer(
        lines,
        lines.map((line) => textOf(line, output.style)),
      );
      return exitCodes.done;
    }
    for await (const { items, dropped } of await api.logs.follow(request, { signal: stop.signal })) {
      if (dropped > 0) output.note(`${dropped} lines came too fast and were left out.`);
      for (const line of items) output.line(line, textOf(line, output.style));
    }
    throw stop.failure();
  },
});

/** The line as the server wrote it, with its time of day in this computer's. */
function textOf({ at, level, text }: LogLine, style: Style): string {
  const time = at === null ? '' : `${localTime(new Date(at))}  `;
  return `${time}${level === 'warning' ? style.attention(text) : text}`;
}

function localTime(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
