import { spawn } from 'node:child_process';
import { track } from './children.ts';
import { waitFor } from './wait-for.ts';

/** A program that runs on its own terminal. */
export interface OnTerminal {
  /** The output so far, of both streams, with escape sequences. */
  readonly text: () => string;
  /** Types the keys once the program has printed `after`. */
  readonly type: (keys: string, after: string) => Promise<void>;
  readonly exitCode: Promise<number | null>;
}

/** Runs a program on its own terminal from `script` of util-linux. Linux only. */
export function runOnTerminal(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): OnTerminal {
  const line = [program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const command = `stty cols 100 rows 30; exec ${line}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { ...env, TERM: 'xterm-256color', SHELL: '/bin/sh' },
    stdio: 'pipe',
  });
  track(child, `${program} ${args.join(' ')} on a terminal`);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  const exitCode = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      child.stdin.destroy();
      resolve(code);
    }),
  );
  return {
    text: () => text,
    exitCode,
    async type(keys, after) {
      await waitFor(`the terminal to show "${after}"`, () => text.includes(after)).catch((error: Error) => {
        throw new Error(`${error.message}\n${text}`);
      });
      child.stdin.write(keys);
    },
  };
}
