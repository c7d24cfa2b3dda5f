import type { OperationStep } from '../../../shared/contract/operation-step.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { stepTitle } from '../../../shared/step-title.ts';
import { createDrawnLine } from './drawn-line.ts';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';
import * as cliWords from './words.ts';

/** Shows the progress of an operation on stderr. */
export interface Progress {
  show(operation: Operation): void;
  /** Erases temporary output, so that something else can be printed. */
  clear(): void;
}

/** A bar that is redrawn in place on a terminal, otherwise one line per step. */
export function createProgress(output: Output): Progress {
  return output.stderr.isTTY ? barProgress(output.stderr) : lineProgress((line) => output.note(line));
}

function barProgress(terminal: Terminal): Progress {
  const line = createDrawnLine(terminal);
  return { show: (operation) => line.show(barLine(operation)), clear: line.clear };
}

const BAR_WIDTH = 20;

/** `[########------------]  40 %  Pulling the image  14 MB of 32 MB` */
export function barLine(operation: Operation): string {
  const { fraction, steps } = operation;
  const index = steps.findIndex((step) => step.state === 'running');
  const step = steps[index];
  const words = step === undefined ? operation.title : withDetail(step);
  if (fraction === null) {
    const where = step === undefined ? '' : cliWords.stepIndexOfCount(index + 1, steps.length);
    return `${where}${words}`;
  }
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_WIDTH);
  const bar = '#'.repeat(filled) + '-'.repeat(BAR_WIDTH - filled);
  const percent = String(Math.round(fraction * 100)).padStart(3);
  return `[${bar}] ${percent} %  ${words}`;
}

/** The minimum time between two lines about the same step: a log shows that it is alive, not every percent. */
const DETAIL_EVERY_MS = 2000;

/** A line for each step as it begins, for the detail of a long one, and when one fails. */
function lineProgress(print: (line: string) => void): Progress {
  const printed = new Set<string>();
  let lastAt = 0;
  // The number of steps can grow: a printed step is not printed again with another total.
  const once = (place: string, text: string, total: number) => {
    const key = `${place} ${text}`;
    if (printed.has(key)) return;
    printed.add(key);
    lastAt = Date.now();
    print(`[${place}/${total}] ${text}`);
  };
  return {
    show({ steps }) {
      for (const [index, step] of steps.entries()) {
        const title = stepTitle(step);
        const say = (text: string) => once(String(index + 1), text, steps.length);
        if (step.state !== 'pending') say(title);
        if (step.state === 'failed') say(cliWords.titleFailed(title));
        if (step.state === 'done' && step.detail !== null) say(`${title}: ${step.detail}`);
        const due = Date.now() - lastAt >= DETAIL_EVERY_MS;
        if (step.state === 'running' && step.detail !== null && due) say(`${title}: ${step.detail}`);
      }
    },
    clear() {},
  };
}

function withDetail(step: OperationStep): string {
  const title = stepTitle(step);
  return step.detail === null ? title : `${title}  ${step.detail}`;
}
