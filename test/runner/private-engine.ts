import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerProblem } from '../support/docker-host.ts';
import { isAlive } from '../support/ports.ts';
import { killProcessesOf, processesOf } from '../support/processes.ts';
import { runProgram } from '../support/run-program.ts';
import { waitFor } from '../support/wait-for.ts';
import { findProgram } from './find-program.ts';
import { say } from './say.ts';

const prefix = 'vrooli-redis-test-engine-';

/** A Docker engine for the test run. */
export interface PrivateEngine {
  readonly dockerHost: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a `dockerd` whose data, state and socket are in a temporary folder. It has its own process group: Ctrl-C must
 * reach the tests first, which still need it to clean up.
 * @param more options of dockerd, and whether it gets its own network namespace, where its bridges conflict with no
 * others
 * @returns null when this machine cannot run one; prints why
 */
export async function startPrivateEngine(
  more: { readonly options?: readonly string[]; readonly ownNetwork?: boolean } = {},
): Promise<PrivateEngine | null> {
  await removeStale();
  const program = findProgram('dockerd');
  if (process.getuid?.() !== 0 || !program) return null;
  const folder = join(tmpdir(), `${prefix}${process.pid}`);
  await mkdir(folder, { mode: 0o711 });
  const dockerHost = `unix://${folder}/docker.sock`;
  const log = openSync(join(folder, 'log'), 'w');
  const own = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')];
  const options = [...own, '--pidfile', join(folder, 'pid'), '-H', dockerHost, ...(more.options ?? [])];
  const [command, args] = more.ownNetwork ? ['unshare', ['--net', program, ...options]] : [program, options];
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  process.env.DOCKER_HOST = dockerHost;
  const problem = await waitFor(
    'dockerd',
    async () => {
      if (child.exitCode !== null) return `dockerd ended with code ${child.exitCode}`;
      return (await dockerProblem()) === null ? 'none' : null;
    },
    { timeoutMs: 60_000 },
  ).catch((error: Error) => error.message);
  if (problem === 'none') {
    say(`no Docker engine answered: started one at ${dockerHost}`);
    return { dockerHost, stop: () => remove(folder) };
  }
  const lines = (await readFile(join(folder, 'log'), 'utf8')).trim().split('\n').slice(-5);
  say(`dockerd does not run here: ${problem}\n${lines.join('\n')}`);
  delete process.env.DOCKER_HOST;
  await remove(folder);
  return null;
}

/** Engines whose run was killed before it could stop them. */
async function removeStale(): Promise<void> {
  if (process.getuid?.() !== 0) return;
  for (const name of await readdir(tmpdir())) {
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) {
      say(`removing an engine that an earlier run left: ${name}`);
      await remove(join(tmpdir(), name));
    }
  }
}

async function remove(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
  if ((await processesOf(folder)).some((one) => one.pid === pid)) {
    // Asked first, so that it ends its containers and its containerd.
    process.kill(pid, 'SIGTERM');
    const gone = async () => (await processesOf(folder)).length === 0;
    await waitFor('dockerd to end', gone, { timeoutMs: 30_000, everyMs: 100 }).catch(() => undefined);
  }
  await killProcessesOf(folder);
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts.filter((one) => one.startsWith(`${folder}/`)).reverse())
    await runProgram('umount', ['--lazy', mount]);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
