import type { Api } from '../../../../shared/contract/contract.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { defineAction } from '../../cli/action.ts';
import { engineUnreachable } from '../../cli/engine-unreachable.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import type { Output } from '../../cli/output.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf, nameOf } from '../../flags/instance-of.ts';
import { localTime } from '../../format/local-time.ts';
import { isUp, monitorLine, monitorTable } from './monitor-lines.ts';
import { createScreen } from './monitor-screen.ts';
import { ticks } from './monitor-ticks.ts';
import * as observeWords from './words.ts';

/** The default number of seconds between two samples. */
const INTERVAL_S = 5;

export const monitor = defineAction({
  name: 'monitor',
  summary: observeWords.showTheStatusOfRunningInstances,
  details: [observeWords.allRunningInstancesOrTheNamed, observeWords.lineForEachInstanceJsonPrints],
  flags: [...instanceFlags, 'interval', 'count'],
  async run(context, args) {
    const { output, stop } = context;
    const id = chosen(args);
    const sample = samplerOf(await context.api(), id);
    const everyS = args.interval ?? INTERVAL_S;
    const printer = printerFor(output, everyS);
    let samples = 0;
    try {
      for await (const _ of ticks(everyS * 1000, stop.signal)) {
        const at = new Date();
        const instances = await stop.orStop(sample());
        if (samples === 0 && !instances.some(isUp)) throw whyNotUp(id, instances);
        printer.show(at, instances);
        samples += 1;
        if (samples === args.count || output.readerGone) return exitCodes.done;
      }
    } finally {
      printer.close();
    }
    throw stop.failure();
  },
});

/** Null: all that run. */
function chosen(args: Arguments<(typeof instanceFlags)[number]>): string | null {
  return args.instance === undefined && args['client-id'] === undefined ? null : instanceOf(args);
}

function samplerOf(api: Api, id: string | null): () => Promise<readonly InstanceStatus[]> {
  if (id !== null) return async () => [await api.instances.status({ id })];
  return async () => (await api.instances.list()).filter(isUp);
}

function whyNotUp(id: string | null, instances: readonly InstanceStatus[]): AppError {
  const [named] = id === null ? [] : instances;
  return (named && engineUnreachable(named)) ?? notRunning(id, instances);
}

function notRunning(id: string | null, instances: readonly InstanceStatus[]): AppError<'NOT_RUNNING'> {
  const state = instances[0]?.state ?? 'stopped';
  const [what, how] =
    id === null
      ? [observeWords.noInstanceIsRunning, observeWords.howToStartOne]
      : [
          observeWords.idIsPart(nameOf(id), state === 'missing' ? observeWords.notInstalled : observeWords.notRunning),
          state === 'missing'
            ? observeWords.installItWithActionInstall
            : observeWords.startItWithActionStartInstance(id),
        ];
  return new AppError('NOT_RUNNING', observeWords.whatThereIsNothingToWatch(what, how), { id: id ?? 'main', state });
}

interface Printer {
  show(at: Date, instances: readonly InstanceStatus[]): void;
  close(): void;
}

function printerFor(output: Output, everyS: number): Printer {
  if (output.json || !output.stdout.isTTY) return linePrinter(output);
  const screen = createScreen(output.stdout);
  return {
    show(at, instances) {
      const title = observeWords.atEverySCtrlCEnds(localTime(at), everyS);
      screen.draw(monitorTable(instances, { width: screen.columns(), height: screen.rows(), title }, output.style));
    },
    close: screen.close,
  };
}

function linePrinter(output: Output): Printer {
  return {
    show(at, instances) {
      const none = instances.length === 0 ? [observeWords.noInstanceIsRunning2] : [];
      const lines = [...instances.map(monitorLine), ...none].map((line) => `${localTime(at)}  ${line}`);
      output.line({ at: at.toISOString(), instances }, lines);
    },
    close() {},
  };
}
