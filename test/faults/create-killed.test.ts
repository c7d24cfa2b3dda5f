import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Tenant } from '../../shared/contract/tenant.ts';
import { useDockerHome } from '../integration/docker-fixture.ts';
import { track } from '../support/children.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { remains } from './remains.ts';

const creation = (id: string, runtime: string) => [
  '--action',
  'create-client',
  '--client-id',
  id,
  '--runtime',
  runtime,
  '--json',
];

/** Each case starts the program several times, which is slow on a busy machine. */
const TRIES = thorough ? 10 : 3;

/** Kills a creation after a number of ms. A creation that has ended by then is also a valid case. */
async function killedAfter(ms: number, home: TestHome, id: string, runtime: string): Promise<void> {
  const child = spawn(join(projectRoot, 'resources/manage.sh'), creation(id, runtime), {
    env: home.env,
    stdio: 'ignore',
  });
  track(child, `the creation of ${id}`);
  const ended = new Promise((resolve) => child.once('close', resolve));
  await Promise.race([ended, sleep(ms)]);
  child.kill('SIGKILL');
  await ended;
}

async function list(home: TestHome): Promise<readonly Tenant[]> {
  return (await runManage(['--action', 'list-clients', '--json'], home.env)).json() as Tenant[];
}

/** How long a creation takes on this machine when it is not killed, ms. It is removed again before this returns. */
async function timeOfOne(home: TestHome, runtime: string): Promise<number> {
  const begun = performance.now();
  const made = await runManage(creation('whole', runtime), home.env);
  expect(made.json()).toMatchObject({ client: 'whole', state: 'running' });
  return performance.now() - begun;
}

/** Kills `tries` creations, each at a later moment, and checks after each what exists. */
async function killAtEveryMoment(home: TestHome, runtime: string, tries: number): Promise<void> {
  const whole = await timeOfOne(home, runtime);
  const there = ['whole'];
  for (let index = 0; index < tries; index++) {
    const id = `try-${index}`;
    await killedAfter((whole * (index + 1)) / tries, home, id, runtime);
    const listed = await list(home);
    const made = listed.find(({ client }) => client === id);
    expect(made ?? { state: 'running', defect: null, problem: null }).toMatchObject({
      state: 'running',
      defect: null,
      problem: null,
    });
    if (made) {
      expect(await redisCli(Number(made.port), 'ping')).toBe('PONG');
      there.push(id);
    } else {
      expect((await remains(home)).filter((line) => line.includes(id))).toEqual([]);
    }
    expect(listed.map(({ client }) => client).sort()).toEqual([...there].sort());
  }
  const ports = (await list(home)).map(({ port }) => port);
  expect(new Set(ports).size).toBe(ports.length);
  const after = await runManage(creation('after', runtime), home.env);
  expect(after.json()).toMatchObject({ client: 'after', state: 'running' });
  for (const id of [...there, 'after'])
    await runManage(['--action', 'destroy-client', '--client-id', id, '--yes', 'yes'], home.env);
  expect(await list(home)).toEqual([]);
}

describeNeeding(['redis', 'posix'], 'a creation that is killed at any moment', () => {
  test('process › a whole tenant or none', async () => {
    await killAtEveryMoment(await useTestHome({ docker: false }), 'process', TRIES);
  });
});

describeNeeding(['docker', 'posix'], 'a creation that is killed at any moment', () => {
  test('container › a whole tenant or none', async () => {
    const { home, image } = await useDockerHome();
    await killAtEveryMoment({ ...home, env: { ...home.env, REDIS_IMAGE: image } }, 'docker', TRIES);
  });
});
