import { runTerminal } from './terminal/run-terminal.ts';

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const { env, stdin, stdout, stderr } = process;
const code = await runTerminal(process.argv.slice(2), { env, stdin, stdout, stderr, signals: process });

// Pipes are written to in the background on some systems: exit only when all of it is out.
for (const stream of [stdout, stderr]) await new Promise((resolve) => stream.write('', resolve));
process.exit(code);
