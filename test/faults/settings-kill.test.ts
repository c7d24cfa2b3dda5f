import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { everyTransition } from '../support/persistence-modes.ts';
import { isAlive } from '../support/ports.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { fill, keyCount } from '../support/settings-home.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const KEYS = thorough ? 100_000 : 20_000;
const needs: Readonly<Record<RuntimeKind, readonly Need[]>> = {
  process: ['redis', 'posix'],
  docker: ['docker', 'redis', 'posix'],
};
/** By default the shortest path from rdb back to rdb. */
const transitions = thorough ? everyTransition : everyTransition.slice(0, 2);
const TRIALS = thorough ? 10 : 1;
const PATIENTLY = { timeoutMs: 60_000 };

async function manage(home: TestHome, ...args: readonly string[]): Promise<unknown> {
  const result = await runManage([...args, '--json'], home.env);
  if (result.code !== 0) throw new Error(`${args.join(' ')} exited ${result.code}: ${result.stdout}${result.stderr}`);
  return result.json();
}

/** Runs the CLI and kills it after a number of ms. @returns how long it ran if it ended before */
async function killedAfter(home: TestHome, args: readonly string[], ms: number): Promise<number | null> {
  const begun = performance.now();
  const child = spawn(join(projectRoot, 'resources/manage.sh'), [...args], {
    env: home.env,
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise<number>((resolve) => child.once('exit', () => resolve(performance.now() - begun)));
  const first = await Promise.race([ended, sleep(ms).then(() => null)]);
  if (first !== null) return first;
  process.kill(-(child.pid as number), 'SIGKILL');
  await ended;
  return null;
}

/** How long a change takes on this machine at its current load, ms: the first third is the program's own start. */
async function usualTime(home: TestHome): Promise<number> {
  return (await killedAfter(home, ['--action', 'config', '--set', 'timeout=9'], 60_000)) ?? 60_000;
}

/**
 * An orderly shutdown of the machine, which involves no client of ours. Redis ignores SIGTERM while it writes its first
 * AOF, so the signal is repeated.
 */
async function endServer(home: TestHome, runtime: RuntimeKind): Promise<void> {
  if (runtime === 'process') return endProcess(home);
  const container = dockerAt(home.env.DOCKER_HOST ?? '').getContainer(`${home.token}-main`);
  await waitFor(
    'the server to end',
    async () => {
      const { Running } = (await container.inspect()).State;
      if (Running) await container.kill({ signal: 'SIGTERM' }).catch(() => undefined);
      return !Running;
    },
    PATIENTLY,
  );
}

async function serverPid(home: TestHome): Promise<number | null> {
  const pid = Number((await readFile(join(home.path, 'redis/redis.pid'), 'utf8').catch(() => '')).trim());
  return pid > 0 && isAlive(pid) ? pid : null;
}

async function endProcess(home: TestHome): Promise<void> {
  await waitFor(
    'the server to end',
    async () => {
      const pid = await serverPid(home);
      if (pid !== null) process.kill(pid, 'SIGTERM');
      return pid === null;
    },
    PATIENTLY,
  );
}

for (const runtime of ['process', 'docker'] as const)
  for (const state of runtime === 'docker' && !thorough ? (['running'] as const) : (['running', 'stopped'] as const)) {
    describeNeeding(needs[runtime], `change of persistence › killed, a ${state} ${runtime}`, () => {
      test('any moment › keeps every key', { timeout: 1_800_000 }, async () => {
        const home = await useTestHome({ docker: runtime === 'docker' });
        await manage(home, '--action', 'install', '--runtime', runtime);
        await fill(home.port, KEYS);
        await redisCli(home.port, 'save');
        let usual = await usualTime(home);
        let killed = 0;
        for (const [round, [, to]] of transitions.entries()) {
          const change = ['--action', 'config', '--persistence', to];
          for (let trial = 0; trial < TRIALS; trial++) {
            if (state === 'stopped') await manage(home, '--action', 'stop');
            const moment = usual * (0.3 + 0.8 * Math.random());
            const took = await killedAfter(home, change, moment);
            if (took === null) killed += 1;
            // The load of the machine varies, so the last quick run gives the current duration.
            else usual = took;
            const what = `${change.join(' ')} of a ${state} instance, killed after ${moment.toFixed(1)} ms`;
            // Persistence none keeps keys across the end of the server only if a client saves them.
            if (to === 'none' && state === 'running') await redisCli(home.port, 'save');
            // Every other time the server ends without us as well, and starts with whatever file exists.
            if ((round + trial) % 2 === 0) await endServer(home, runtime);
            await manage(home, '--action', state === 'running' ? 'restart' : 'start');
            expect(await keyCount(home.port), what).toBe(KEYS);
          }
          if (state === 'stopped') await manage(home, '--action', 'stop');
          await manage(home, ...change);
          if (to === 'none' && state === 'running') await redisCli(home.port, 'save');
          await manage(home, '--action', 'restart');
          expect(await keyCount(home.port), change.join(' ')).toBe(KEYS);
          const { persistence } = (await manage(home, '--action', 'config')) as { persistence: string };
          expect(persistence).toBe(to);
        }
        // Otherwise the moments missed the work, and the test shows nothing.
        expect(killed).toBeGreaterThan(0);
      });
    });
  }

describeNeeding(['redis', 'posix'], 'change with a restart › killed', () => {
  test('any moment › the old settings or the new ones, and every key', async () => {
    const home = await useTestHome({ docker: false });
    await manage(home, '--action', 'install', '--runtime', 'process');
    await manage(home, '--action', 'config', '--persistence', 'none');
    await fill(home.port, KEYS);
    const usual = await usualTime(home);
    for (let trial = 0; trial < (thorough ? 40 : 2); trial++) {
      const backlog = String(100 + trial);
      const moment = usual * (0.3 + Math.random());
      await killedAfter(
        home,
        ['--action', 'config', '--set', `tcp-backlog=${backlog}`, ...(trial % 2 ? ['--memory', `${trial}gb`] : [])],
        moment,
      );
      const what = `killed after ${moment.toFixed(1)} ms`;
      // Any client that starts undoes it, `serve` included.
      const after = (await manage(home, '--action', 'config')) as {
        settings: Record<string, string>;
        drift: unknown[];
        running: boolean;
      };
      await waitFor('the server', async () => (await redisCli(home.port, 'ping')) === 'PONG');
      expect(await keyCount(home.port), what).toBe(KEYS);
      expect(after.drift, what).toEqual([]);
      // Writes were paused for the restart: the pause must not remain.
      expect(await redisCli(home.port, 'set', 'key:0', 'x'), what).toBe('OK');
    }
  });
});
