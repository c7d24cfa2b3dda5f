import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { track } from '../../support/children.ts';
import { redisCli } from '../../support/redis-cli.ts';
import { type ManageResult, projectRoot, runManage } from '../../support/run-manage.ts';
import { runOnTerminal } from '../../support/run-on-terminal.ts';
import { type ProgramResult, runProgram } from '../../support/run-program.ts';
import type { TestHome } from '../../support/test-home.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A workstation for the document's lines: the folders that it names, and the ports and names of a test. */
export interface World {
  readonly home: TestHome;
  /** The port of main, which an export of the document may have changed. */
  readonly port: () => number;
  /** A line as it is run: with the ports and names of this test in place of the document's. */
  readonly mapped: (line: string) => string;
  /** Runs a line to its end. `input` is its standard input. */
  readonly run: (line: string, input?: string) => Promise<ProgramResult>;
  /** Runs a line on a terminal and answers its question with yes. */
  readonly answer: (line: string) => Promise<ProgramResult>;
  /** Runs a line that does not end, until its output contains `text`, and interrupts it like Ctrl-C. */
  readonly interrupt: (line: string, text: RegExp) => Promise<ProgramResult>;
  /** The variables that a line sets for later lines, such as `export REDIS_PORT=6381`; null for other lines. */
  readonly assign: (line: string) => boolean;
  /** `manage.sh` with these arguments, for the preparations and assertions of a test. */
  readonly manage: (...args: readonly string[]) => Promise<ManageResult>;
  readonly redis: (...args: readonly string[]) => Promise<string>;
}

const SCRIPTS = ['manage.sh', 'scripts/resources/storage/redis/manage.sh', 'scripts/resources/index.sh'];

export async function createWorld(home: TestHome): Promise<World> {
  const user = join(home.path, 'user');
  const [checkout, elsewhere] = [join(user, 'checkout'), join(user, 'elsewhere')];
  await mkdir(elsewhere, { recursive: true });
  for (const script of SCRIPTS) {
    await mkdir(join(checkout, script, '..'), { recursive: true });
    await symlink(join(projectRoot, 'resources/manage.sh'), join(checkout, script));
  }
  const { VROOLI_HOME: _, ...inherited } = home.env;
  const env: Record<string, string> = { ...inherited, HOME: user };
  const given = { ...env };
  const port = () => Number(env.REDIS_PORT);
  const mapped = (line: string) =>
    line
      .replaceAll('6380', () => String(port()))
      .replaceAll('6381', String(home.clientPorts.start))
      .replaceAll('vrooli-redis-resource', given.REDIS_CONTAINER_NAME ?? '')
      .replace(/\bgrep vrooli$/, `grep ${home.token}`);
  // A folder without files, because the shell would expand the * of XADD to their names.
  const folderOf = (line: string) => (line.includes('./') ? checkout : elsewhere);

  return {
    home,
    port,
    mapped,
    run: (line, input = '') =>
      runProgram('bash', ['-c', mapped(line)], { env, cwd: folderOf(line), input, timeoutMs: 110_000 }),
    async answer(line) {
      const inFolder = `cd '${folderOf(line)}' && ${mapped(line)}`;
      const terminal = runOnTerminal('bash', ['-c', inFolder], env);
      await terminal.type('y\n', '[y/N]');
      const code = await terminal.exitCode;
      return { code, signal: null, stdout: terminal.text(), stderr: '' };
    },
    interrupt: (line, text) => interrupted(mapped(line), text, { env, cwd: folderOf(line) }),
    assign(line) {
      const [, name, value] = /^(?:export )?([A-Z_]+)="?([^"]*)"?$/.exec(line) ?? [];
      if (name === undefined || value === undefined) return false;
      env[name] = mapped(value);
      return true;
    },
    manage: (...args) => runManage(args, env),
    redis: (...args) => redisCli(port(), ...args),
  };
}

function interrupted(
  line: string,
  text: RegExp,
  options: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
): Promise<ProgramResult> {
  // A process group, because a terminal's interrupt reaches every process of a pipeline.
  const child = spawn('bash', ['-c', line], { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  track(child, line);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  const ended = new Promise<ProgramResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const endGroup = (signal: NodeJS.Signals) => child.pid !== undefined && process.kill(-child.pid, signal);
  const shown = waitFor(`"${line}" to print ${text}`, () => text.test(stdout), { timeoutMs: 30_000 });
  return shown.then(
    async () => {
      endGroup('SIGINT');
      // The docker program ignores it without a terminal.
      const timer = setTimeout(() => endGroup('SIGKILL'), 10_000);
      return ended.finally(() => clearTimeout(timer));
    },
    (error: Error) => {
      if (child.exitCode === null) endGroup('SIGKILL');
      throw new Error(`${error.message}\n${stdout}${stderr}`);
    },
  );
}
