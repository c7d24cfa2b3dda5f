import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { ActionContext } from '../../cli/action.ts';

export interface ChildOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: ActionContext['env'];
  readonly stdin: ActionContext['stdin'];
  readonly stop: ActionContext['stop'];
  /** Receives the program's output, in parts; without it the program prints to our own standard output. */
  readonly print?: ((text: string) => void) | undefined;
}

/**
 * Runs a program in our place, on our own streams, to its end. If its output is captured, it formats it for a terminal.
 * @returns its exit code; 128 plus the signal's number if a signal ended it, as shells report it
 */
export async function runChild({ program, args, env, stdin, stop, print }: ChildOptions): Promise<number> {
  const child = spawn(program, args, { stdio: ['inherit', print ? 'pipe' : 'inherit', 'inherit'], env: { ...env } });
  if (print && child.stdout) takeOutput(child.stdout, print);
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  // A terminal sends Ctrl-C to both processes, and the program decides what it means. We pass the other signals on.
  const signals: NodeJS.Signals[] = stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  const late = () => {
    if (stop.reason?.by === 'timeout') pass('SIGTERM');
  };
  stop.signal.addEventListener('abort', late, { once: true });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
  const code = await ended.finally(() => {
    for (const signal of signals) process.off(signal, pass);
    stop.signal.removeEventListener('abort', late);
  });
  if (stop.reason?.by === 'timeout') throw stop.failure();
  return code;
}

/** Lines of INFO end with CR LF. A chunk may end between the two, so a final CR is held back. */
function takeOutput(stdout: Readable, print: (text: string) => void): void {
  let held = '';
  stdout.setEncoding('utf8').on('data', (part: string) => {
    const text = `${held}${part}`.replaceAll('\r\n', '\n');
    held = text.endsWith('\r') ? '\r' : '';
    print(held === '' ? text : text.slice(0, -1));
  });
  stdout.once('end', () => print(held));
}
