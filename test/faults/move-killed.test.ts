import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { operation } from '../../shared/contract/operations.ts';
import { fleetAddress, useFleetHome } from '../integration/fleet-fixture.ts';
import { endChild, track } from '../support/children.ts';
import { type EngineLab, labProblem, startLab } from '../support/engine-lab/lab.ts';
import { loadLabImage } from '../support/engine-lab/lab-image.ts';
import { patience } from '../support/patience.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { thorough } from '../support/thorough.ts';

const problem = inject('missing').redis ?? (await labProblem());
const title = `move › killed${problem === null ? '' : ` [skipped: ${problem}]`}`;
const KEYS = 5000;
/** The steps of a move, and two moments within its switch: writes are paused, and the record names the new place. */
const moments = [
  ...['get-image', 'write-folders', 'create-container', 'start-redis', 'copy-data', 'compare-data', 'catch-up'],
  ...['held', 'switched', 'retire-source'],
] as const;
type Moment = (typeof moments)[number];
const tried: readonly Moment[] = thorough ? moments : ['create-container', 'copy-data', 'held', 'switched'];

describe.skipIf(problem !== null)(title, { timeout: patience.longTestMs }, () => {
  let lab: EngineLab;
  beforeAll(async () => {
    lab = await startLab([{}, {}]);
    await loadLabImage(lab);
  });
  afterAll(() => lab?.remove());

  test('in each step, under writes › the old place or the new one, never both, and every acknowledged write', async () => {
    const { home, act, add, redis } = await useFleetHome(lab);
    const ranges = [await add('node1', lab.nodes[0]), await add('node2', lab.nodes[1])] as const;
    await act('create-client', '--client-id', 'acme', '--engine', 'node1');
    await redis('acme', 'eval', `for i=1,${KEYS} do redis.call('set','k'..i,i) end`, '0');
    // Builds the program if its sources have changed, so that the build does not count in the time of a move.
    await runManage(['--action', 'status'], home.env);
    let writes = 0;
    for (const moment of tried) {
      const before = await fleetAddress(act, 'acme');
      const target = before.engine === 'node1' ? 'node2' : 'node1';
      const child = spawn(
        join(projectRoot, 'resources/manage.sh'),
        ['--action', 'move-client', '--client-id', 'acme', '--engine', target],
        { env: home.env, stdio: 'ignore', detached: true },
      );
      track(child, 'a move');
      let isWriting = true;
      const writing = (async () => {
        while (isWriting) {
          // Every write that is acknowledged here must be found afterwards.
          const answer = await redisCli(before.port, 'incr', 'written').catch(() => '');
          if (/^\d+$/.test(answer)) writes = Number(answer);
        }
      })();
      const folder = join(home.path, 'redis/desktop');
      const wasIn = await killAt(child, moment, {
        lock: join(folder, 'locks/acme.lock'),
        record: join(home.path, 'clients/acme/redis.json'),
        target,
        port: before.port,
      });
      isWriting = false;
      await writing;
      await act('status', '--client-id', 'acme');
      const after = await fleetAddress(act, 'acme');
      expect([before.engine, target], `${moment}, killed in ${wasIn}`).toContain(after.engine);
      expect(Number(await redis('acme', 'get', 'written'))).toBe(writes);
      expect(await redis('acme', 'incr', 'written')).toBe(String(++writes));
      expect(await redis('acme', 'dbsize')).toBe(String(KEYS + 1));
      const containers = await Promise.all(lab.nodes.map(({ docker }) => docker.listContainers({ all: true })));
      expect(containers.map((list) => list.length)).toEqual(after.engine === 'node1' ? [1, 0] : [0, 1]);
      expect(ranges.some(({ start, end }) => after.port >= start && after.port <= end)).toBe(true);
    }
    await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
  });
});

interface Watched {
  readonly lock: string;
  readonly record: string;
  readonly target: string;
  /** Of the source. */
  readonly port: number;
}

/** Kills a move at a moment, or soon after it, unless it has ended. @returns when it was killed */
async function killAt(child: ChildProcess, moment: Moment, watched: Watched): Promise<string> {
  const ended = once(child, 'exit');
  let now: Moment | null = null;
  while (child.exitCode === null) {
    now = await reached(moment, watched);
    if (now !== null) break;
    await sleep(2);
  }
  if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  await ended;
  await endChild(child, 'SIGKILL');
  return now ?? 'the end';
}

async function reached(moment: Moment, { lock, record, target, port }: Watched): Promise<Moment | null> {
  if (moment === 'switched') return readFileSync(record, 'utf8').includes(`"engineName": "${target}"`) ? moment : null;
  if (moment === 'held') {
    const set = await redisCli(port, 'config', 'get', 'min-replicas-to-write').catch(() => '');
    return set.includes('1000000') ? moment : null;
  }
  const current = moments.findIndex((one) => one === currentStep(lock));
  return current >= moments.indexOf(moment) ? (moments[current] ?? null) : null;
}

function currentStep(lock: string): string | null {
  try {
    const { about } = JSON.parse(readFileSync(lock, 'utf8')) as { readonly about: unknown };
    return operation.parse(about).steps.find(({ state }) => state === 'running')?.id ?? null;
  } catch {
    // It is being written, or does not exist.
    return null;
  }
}
