import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../shared/contract/engine.ts';
import type { Output } from '../terminal/cli/output.ts';
import type { Questions } from '../terminal/cli/questions.ts';

export interface InstallRedisOptions {
  readonly output: Output;
  readonly questions: Questions;
  /** The folder of the app, with resources/ in it. */
  readonly root: string;
  readonly engines: () => Promise<readonly Engine[]>;
}

/**
 * On a machine with neither a Docker engine nor a Redis program: installs Debian's redis-server, where that is
 * Debian and root says so or somebody at the terminal agrees. What cannot be had is said and is no failure: the
 * app's first page names what is missing.
 */
export async function installRedisIfNothingRuns({ output, questions, root, engines }: InstallRedisOptions) {
  if ((await engines()).some(({ available }) => available)) return;
  const nothing = 'This machine has neither a Docker engine that answers nor a redis-server program.';
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) {
    output.note(`${nothing} Install one of them; the app says so too.`);
    return;
  }
  const asRoot = process.getuid?.() === 0;
  const what = 'redis-server with apt-get; its own service on port 6379 stays off';
  output.note(nothing);
  if (asRoot) output.note(`Installing ${what}.`);
  else if (!questions.possible || !(await questions.ask(`Install ${what}, through sudo?`))) {
    output.note('Install it with "sudo apt-get install redis-server", or Docker, when you like.');
    return;
  }
  const script = ['sh', join(root, 'resources', 'launch', 'install-redis.sh')];
  const { code, said } = await runQuietly(asRoot ? script : ['sudo', ...script]);
  if (code === 0) output.note('redis-server is installed.');
  else output.note(`redis-server could not be installed; the app goes on without it. ${causeOf(said)}`);
}

/** Keeps what a program says: apt-get fills screens. sudo asks for the password on the terminal itself. */
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

/** What apt-get could not fetch tells the cause; its other errors, which begin with `E:`, only what follows from it. */
function causeOf(said: string): string {
  const lines = said.trim().split('\n');
  const cause =
    lines.find((line) => /^[EW]: Failed to fetch /.test(line)) ?? lines.find((line) => line.startsWith('E: '));
  return cause ?? lines.at(-1) ?? '';
}
