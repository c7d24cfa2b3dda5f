import type { Operation, OperationStep } from '../../../shared/contract/operation.ts';
import type { Output, TextStream } from './output.ts';

/** Shows how far an operation is, on stderr. */
export interface Progress {
  show(operation: Operation): void;
  /** Takes away what is not meant to stay, so that something else can be printed. */
  clear(): void;
}

/** A bar that is drawn over itself on a terminal, a line for each step elsewhere. */
export function createProgress(output: Output): Progress {
  return output.stderr.isTTY === true ? barProgress(output.stderr) : lineProgress((line) => output.note(line));
}

function barProgress(stream: TextStream): Progress {
  let shown = '';
  return {
    show(operation) {
      const line = barLine(operation, (stream.columns || 80) - 1);
      if (line === shown) return;
      shown = line;
      // To the line's beginning, and what stood there erased.
      stream.write(`\r\u001b[2K${line}`);
    },
    clear() {
      if (shown !== '') stream.write('\r\u001b[2K');
      shown = '';
    },
  };
}

const BAR_WIDTH = 20;

/** `[########------------]  40 %  Pulling the image  14 MB of 32 MB`, cut to the width there is. */
export function barLine(operation: Operation, width: number): string {
  const { fraction, steps } = operation;
  const index = steps.findIndex((step) => step.state === 'running');
  const step = steps[index];
  const words = step === undefined ? operation.title : withDetail(step);
  if (fraction === null) {
    const where = step === undefined ? '' : `[step ${index + 1} of ${steps.length}]  `;
    return cut(`${where}${words}`, width);
  }
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_WIDTH);
  const bar = '#'.repeat(filled) + '-'.repeat(BAR_WIDTH - filled);
  const percent = String(Math.round(fraction * 100)).padStart(3);
  return cut(`[${bar}] ${percent} %  ${words}`, width);
}

/** Between two lines about the same step: a log shall tell that it lives, not every percent. */
const DETAIL_EVERY_MS = 2000;

/** A line for each step as it begins, for what a long one is at, and when one fails. */
function lineProgress(print: (line: string) => void): Progress {
  const printed = new Set<string>();
  let lastAt = 0;
  const once = (line: string) => {
    if (printed.has(line)) return;
    printed.add(line);
    lastAt = Date.now();
    print(line);
  };
  return {
    show({ steps }) {
      for (const [index, step] of steps.entries()) {
        const line = `[${index + 1}/${steps.length}] ${step.title}`;
        if (step.state !== 'pending') once(line);
        if (step.state === 'failed') once(`${line}: failed`);
        if (step.state === 'done' && step.detail !== null) once(`${line}: ${step.detail}`);
        const due = Date.now() - lastAt >= DETAIL_EVERY_MS;
        if (step.state === 'running' && step.detail !== null && due) once(`${line}: ${step.detail}`);
      }
    },
    clear() {},
  };
}

function withDetail(step: OperationStep): string {
  return step.detail === null ? step.title : `${step.title}  ${step.detail}`;
}

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}
