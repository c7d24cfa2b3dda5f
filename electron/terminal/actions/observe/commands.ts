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

/** Seconds between two samples, if only --count is given. */
const INTERVAL_S = 5;

export const commands = defineAction({
  name: 'commands',
  summary: observeWords.commandsSummary,
  details: [observeWords.sinceTheStartOfTheServer, observeWords.commandsPercentiles],
  flags: [...instanceFlags, 'interval', 'count'],
  async run(context, args) {
    const { output, stop } = context;
    const id = instanceOf(args);
    const again = args.interval !== undefined || args.count !== undefined;
    const everyS = args.interval ?? INTERVAL_S;
    const api = await context.api();
    const samples = await api.metrics.commands({ id, intervalMs: everyS * 1000 }, { signal: stop.signal });
    const printer = again ? printerFor(output, everyS) : null;
    let first = true;
    let shown = 0;
    try {
      for await (const sample of samples) {
        if (first && sample.state !== 'answering') throw notTold(sample);
        if (!printer) {
          output.answer(sample, totalLines(sample, output.columns, output.style));
          return exitCodes.done;
        }
        // Rates need two samples.
        if (!first) {
          printer.show(sample);
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
  show(sample: CommandSample): void;
  close(): void;
}

function printerFor(output: Output, everyS: number): Printer {
  if (output.json || !output.stdout.isTTY) {
    return {
      show(sample) {
        const lines = rateLines(sample, output.columns, output.style);
        output.line(sample, [localTime(new Date(sample.at)), ...lines.map(({ text }) => text), '']);
      },
      close() {},
    };
  }
  const screen = createScreen(output.stdout);
  return {
    show(sample) {
      const title = observeWords.localTimeEverySCtrlC(localTime(new Date(sample.at)), everyS);
      screen.draw([{ text: title, paint: output.style.faint }, ...rateLines(sample, screen.columns(), output.style)]);
    },
    close: screen.close,
  };
}
