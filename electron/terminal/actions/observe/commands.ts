import type { CommandSample } from '../../../../shared/contract/command-stats.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import type { Output } from '../../cli/output.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { localTime } from '../../format/local-time.ts';
import { rateLines, totalLines } from './commands-lines.ts';
import { createScreen } from './monitor-screen.ts';
import * as observeWords from './words.ts';

/** Seconds between two looks, where only --count is given. */
const INTERVAL_S = 5;

export const commands = defineAction({
  name: 'commands',
  summary: observeWords.showTheCallsTimePercentilesAnd,
  details: [observeWords.sinceTheStartOfTheServer, observeWords.p50ToP999AreSince],
  flags: [...instanceFlags, 'interval', 'count'],
  async run(context, args) {
    const { output, stop } = context;
    const id = instanceOf(args);
    const again = args.interval !== undefined || args.count !== undefined;
    const everyS = args.interval ?? INTERVAL_S;
    const api = await context.api();
    const looks = await api.metrics.commands({ id, intervalMs: everyS * 1000 }, { signal: stop.signal });
    const printer = again ? printerFor(output, everyS) : null;
    let first = true;
    let shown = 0;
    try {
      for await (const look of looks) {
        if (first && look.state !== 'answering') throw notTold(look);
        if (!printer) {
          output.answer(look, totalLines(look, output.columns, output.style));
          return exitCodes.done;
        }
        // Rates are between two looks.
        if (!first) {
          printer.show(look);
          shown += 1;
        }
        first = false;
        if (shown === args.count || output.readerGone) return exitCodes.done;
      }
    } finally {
      printer?.close();
    }
    throw stop.failure();
  },
});

function notTold({ id, state, reason }: CommandSample): AppError<'NOT_RUNNING'> {
  return new AppError('NOT_RUNNING', reason ?? observeWords.idDoesNotReportItsCommands(id), { id, state });
}

interface Printer {
  show(look: CommandSample): void;
  close(): void;
}

function printerFor(output: Output, everyS: number): Printer {
  if (output.json || !output.stdout.isTTY) {
    return {
      show(look) {
        const lines = rateLines(look, output.columns, output.style);
        output.line(look, [localTime(new Date(look.at)), ...lines.map(({ text }) => text), '']);
      },
      close() {},
    };
  }
  const screen = createScreen(output.stdout);
  return {
    show(look) {
      const title = observeWords.localTimeEverySCtrlC(localTime(new Date(look.at)), everyS);
      screen.draw([{ text: title, paint: output.style.faint }, ...rateLines(look, screen.columns(), output.style)]);
    },
    close: screen.close,
  };
}
