import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../shared/contract/engine.ts';
import type { Output } from '../terminal/cli/output.ts';
import type { Questions } from '../terminal/cli/questions.ts';

export interface InstallRedisOptions {
  readonly output: Output;
  readonly questions: Questions;
  /** The folder of the app, which contains resources/. */
  readonly root: string;
  readonly engines: () => Promise<readonly Engine[]>;
}

/**
 * Installs Debian's redis-server if this computer has neither a Docker engine nor a Redis program: as root, or if the
 * person at the terminal agrees. A failure is reported and ignored, because the first page of the app names what is
 * missing.
 */
export async function installRedisIfNothingRuns({ output, questions, root, engines }: InstallRedisOptions) {
  if ((await engines()).some(({ available }) => available)) return;
  const nothing = 'This computer has neither a running Docker engine nor a redis-server program.';
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) {
    output.note(`${nothing} Install one of them; the app explains how.`);
    return;
  }
  const asRoot = process.getuid?.() === 0;
  const what = 'redis-server with apt-get; its own service on port 6379 stays off';
  output.note(nothing);
  if (asRoot) output.note(`Installing ${what}.`);
  else if (!questions.possible || !(await questions.ask(`Install ${what}, through sudo?`))) {
    output.note('Install it with "sudo apt-get install redis-server", or Docker, at any time.');
    return;
  }
  const script = ['sh', join(root, 'resources', 'launch', 'install-redis.sh')];
  const { code, said } = await runQuietly(asRoot ? script : ['sudo', ...script]);
  if (code === 0) output.note('redis-server is installed.');
  else output.note(`redis-server could not be installed; the app continues without it. ${causeOf(said)}`);
}

/** Captures the output, because apt-get prints screens of text. sudo asks for the password on the terminal. */
function runQuietly(command: readonly string[]): Promise<{ code: number | null; said: string }> {
  const [program = 'sh', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-10_000);
      });
    }
    child.once('error', (error) => resolve({ code: null, said: error.message }));
    child.once('close', (code) => resolve({ code, said }));
  });
}

/** A failed download is the cause; the other errors of apt-get, which begin with `E:`, follow from it. */
function causeOf(said: string): string {
  const lines = said.trim().split('\n');
  const cause =
    lines.find((line) => /^[EW]: Failed to fetch /.test(line)) ?? lines.find((line) => line.startsWith('E: '));
  return cause ?? lines.at(-1) ?? '';
}
