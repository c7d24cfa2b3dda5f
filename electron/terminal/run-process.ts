import { guardInput, guardStreams } from '../services/platform/log/guard-streams.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { toFailure } from './cli/failures.ts';
import { Terminal } from './cli/terminal.ts';
import * as cliWords from './cli/words.ts';
import type { Surroundings } from './run-terminal.ts';

/** Runs a CLI command as this process: its arguments, its streams, its exit code. */
export async function runProcess(
  run: (argv: readonly string[], around: Surroundings) => Promise<number>,
): Promise<never> {
  const { env, stdout, stderr } = process;
  // The script of an installed app sets it for this process; a browser that we open must not run as Node too.
  delete env.ELECTRON_RUN_AS_NODE;
  const guard = guardStreams({ stdout, stderr });
  let input: NodeJS.ReadStream | null = null;
  const notes = new Terminal(stderr, env);
  process.once('uncaughtException', (error) => {
    notes.lines([toFailure(error).message]);
    if (env.VROOLI_DEBUG) notes.lines(String(error instanceof Error ? error.stack : error).split('\n'));
    // The next start of any client undoes the interrupted work.
    stderr.write('', () => process.exit(exitCodes.failed));
  });
  const code = await run(process.argv.slice(2), {
    env,
    get stdin() {
      if (input === null) {
        input = process.stdin;
        guardInput(input);
      }
      return input;
    },
    stdout,
    stderr,
    signals: process,
  });
  // Some systems write pipes in the background, so exit only when everything is written.
  for (const stream of [stdout, stderr]) await new Promise((resolve) => stream.write('', resolve));
  const unwritten = guard.writeFailure();
  if (unwritten === null) process.exit(code);
  notes.lines([cliWords.theAnswerCouldNotBeWritten(unwritten)]);
  stderr.write('', () => process.exit(code === exitCodes.done ? exitCodes.failed : code));
  // The callback above ends the process.
  return new Promise<never>(() => undefined);
}
