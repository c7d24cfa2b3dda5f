import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import { useDockerHome } from '../integration/docker-fixture.ts';
import { useEngineProxy } from '../support/engine-proxy.ts';
import { heldRedisHome } from '../support/held-redis.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { connectServe } from '../support/serve-client.ts';
import { startServe } from '../support/start-serve.ts';
import { startServices } from '../support/start-services.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';
import { remains } from './remains.ts';

/** Starts an installation through `serve` and kills `serve` when `until` says so. */
async function killedInstall(
  home: TestHome,
  runtime: 'docker' | 'process',
  until: (steps: () => Promise<string>) => Promise<unknown>,
): Promise<void> {
  const serve = await startServe(home);
  onTestFinished(() => serve.kill('SIGKILL'));
  const client = await connectServe(serve);
  onTestFinished(client.close);
  const begun = await client.api.instances.install({ runtime });
  const updates = (await client.api.operations.watch({ id: begun.id }))[Symbol.asyncIterator]();
  await until(async () => {
    const { value, done } = await updates.next();
    if (done) throw new Error('the installation ended before it could be killed');
    return value.steps.find(({ state }) => state === 'running')?.id ?? '';
  });
  await serve.kill('SIGKILL');
  client.close();
}

/** The next start of each client undoes the interrupted installation. */
const nextStarts = {
  async terminal(home: TestHome) {
    const { code, stdout } = await runManage(['--action', 'status', '--json'], home.env);
    expect({ code, state: (JSON.parse(stdout) as InstanceStatus).state }).toEqual({ code: 3, state: 'missing' });
  },
  async browser(home: TestHome) {
    const serve = await startServe(home);
    await serve.kill('SIGTERM');
  },
  async desktop(home: TestHome) {
    await (await startServices({ env: home.env, client: 'desktop' })).close();
  },
};

async function installsAgain(home: TestHome, runtime: 'docker' | 'process'): Promise<void> {
  const again = await runManage(['--action', 'install', '--runtime', runtime, '--json'], home.env);
  expect(again.json()).toMatchObject({ runtime, state: 'running', port: home.port, problem: null });
  expect(await redisCli(home.port, 'set', 'k', 'v')).toBe('OK');
}

/** A process cannot be recorded before it exists, so it is unrecorded for a millisecond. */
async function isNoted(home: TestHome): Promise<boolean> {
  const record: unknown = JSON.parse(await readFile(join(home.path, 'redis/desktop/processes/main.json'), 'utf8'));
  return (record as { running: unknown }).running !== null;
}

/** One moment of each kind by default: every one takes several starts of the program. */
const some = <T>(all: readonly T[]) => (thorough ? all : all.filter((_, index) => index % 2 === 1));

describeNeeding(['redis', 'posix'], 'install › serve is killed, process', () => {
  test.each(
    some([
      ['as soon as it has begun', 'terminal', ''],
      ['while folders and redis.conf are written', 'browser', 'write-folders'],
      ['while Redis starts', 'terminal', 'start-redis'],
      ['while Redis starts', 'desktop', 'start-redis'],
    ] as const),
  )('%s › undone by the next start of the %s', async (_when, client, step) => {
    const { home, release } = await heldRedisHome();
    const before = await remains(home);
    await killedInstall(home, 'process', async (running) => {
      const order = ['', 'find-program', 'write-folders', 'register-process', 'start-redis'];
      // If a step ends before it is seen, the moment after it is as good.
      while (order.indexOf(await running()) < order.indexOf(step));
      if (step === 'start-redis') await waitFor('the server to be noted', () => isNoted(home));
    });
    await nextStarts[client](home);
    if (step === 'start-redis') await expect.poll(() => remains(home)).toEqual(before);
    // A process that was killed before it was recorded ends by itself, because its redis.conf is gone.
    await release();
    await expect.poll(() => remains(home)).toEqual([...before, 'in its folder: released']);
    await installsAgain(home, 'process');
  });

  test('while it loads earlier data › data and settings are unchanged', async () => {
    const home = await useTestHome({ docker: false });
    await runManage(['--action', 'install', '--runtime', 'process'], home.env);
    const values = Array.from({ length: 60 }, (_, index) => [`key-${index}`, 'x'.repeat(3000)]).flat();
    await redisCli(home.port, 'config', 'set', 'rdbcompression', 'no');
    await redisCli(home.port, 'mset', ...values);
    await runManage(['--action', 'uninstall', '--yes', 'yes'], home.env);
    const conf = join(home.path, 'redis/config/redis.conf');
    const plain = await readFile(conf, 'utf8');
    // Redis's own debug options: each key takes half a second, and the server replies in between.
    const slow = `${plain}\nkey-load-delay 500000\nloading-process-events-interval-bytes 1024\n`;
    await writeFile(conf, slow);
    // No empty folders: undoing an installation removes those as well.
    const before = (await remains(home)).filter((line) => !line.includes('redis/desktop/'));

    await killedInstall(home, 'process', async (running) => {
      while ((await running()) !== 'wait-ready');
    });
    await nextStarts.terminal(home);
    await expect.poll(() => remains(home)).toEqual(before);
    expect(await readFile(conf, 'utf8')).toBe(slow);
    await writeFile(conf, plain);
    await installsAgain(home, 'process');
    expect(await redisCli(home.port, 'dbsize')).toBe('61');
  });
});

type At = 'request' | 'answer';
const network = (at: At) => [/^POST \S*\/networks\/create/, at] as const;
const container = (at: At) => [/^POST \S*\/containers\/create/, at] as const;

describeNeeding(['docker', 'posix'], 'install › serve is killed, container', () => {
  test.each(
    some([
      ['before the image is loaded', 'terminal', [[/^POST \S*\/images\/load/, 'request']]],
      ['before anything is made', 'browser', [network('request'), container('request')]],
      ['when the network is made', 'terminal', [network('answer'), container('request')]],
      ['when network and container are made', 'desktop', [network('answer'), container('answer')]],
      ['when the container is started', 'terminal', [[/^POST \S*\/containers\/\w+\/start/, 'answer']]],
    ] as const),
  )('%s › undone by the next start of the %s', async (_when, client, calls) => {
    const proxy = await useEngineProxy();
    const { home: plain, image } = await useDockerHome({ dockerHost: proxy.dockerHost });
    const home = { ...plain, env: { ...plain.env, REDIS_IMAGE: image } };
    // Both at once, because the engine completes a request even when nobody waits for the response any more.
    const held = calls.map(([call, at]) => proxy.hold(call, at));
    await killedInstall(home, 'docker', () => Promise.all(held.map(({ reached }) => reached)));
    for (const { release } of held) release();
    await nextStarts[client](home);
    await expect.poll(() => remains(home)).toEqual([]);
    await installsAgain(home, 'docker');
  });
});
