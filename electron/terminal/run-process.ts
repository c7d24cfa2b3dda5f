import type { Surroundings } from './run-terminal.ts';

/** Runs a face of the terminal as this process: its arguments, its streams, its exit code. */
export async function runProcess(
  run: (argv: readonly string[], around: Surroundings) => Promise<number>,
): Promise<never> {
  const { env, stdin, stdout, stderr } = process;
  // The script of an installed app sets it for this process; a browser that we open must not run as Node too.
  delete env.ELECTRON_RUN_AS_NODE;
  // A reader that has seen enough, such as `head`, closes the pipe: that is no failure of ours.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const code = await run(process.argv.slice(2), { env, stdin, stdout, stderr, signals: process });
  // Pipes are written to in the background on some systems: exit only when all of it is out.
  for (const stream of [stdout, stderr]) await new Promise((resolve) => stream.write('', resolve));
  process.exit(code);
}
