import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { RestoreKeysRequest } from '../../shared/contract/restore-keys.ts';
import { track } from '../support/children.ts';
import { installMain } from '../support/install-main.ts';
import { describeNeeding } from '../support/needs.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const KEYS = 20_000;
/** Half of them kill the app, half the server. */
const KILLS = Number(process.env.TEST_KILLS ?? (thorough ? 200 : 2));

const FILL = `for i = 1, ${KEYS} do redis.call('SET', 'cart:' .. i, ARGV[1] .. i) end`;
/** One hash of all keys and values. */
const DIGEST = `
  local sum = ''
  local keys = redis.call('KEYS', '*')
  table.sort(keys)
  for _, key in ipairs(keys) do sum = redis.sha1hex(sum .. key .. redis.call('GET', key)) end
  return sum .. ' ' .. #keys`;

describeNeeding(['redis', 'posix'], 'restore of chosen keys', () => {
  test(`${KILLS} kills of the app or the server at random moments › the former keys or all restored ones`, {
    timeout: 60_000 + KILLS * 20_000,
  }, async () => {
    const home = await useTestHome({ docker: false });
    await installMain(home, null);
    const client = new Redis(home.port, { protocol: 2, retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    onTestFinished(() => client.disconnect());
    const digest = async () => String(await client.eval(DIGEST, 0));
    await client.eval(FILL, 0, 'restored ');
    await runManage(['--action', 'backup', '--backup-name', 'before', '--verify', 'no'], home.env);
    const whole = await digest();

    /** Half of the keys exist with other values. */
    const prepare = async () => {
      await client.flushall();
      await client.eval(FILL, 0, 'other ');
      const odd = Array.from({ length: KEYS / 2 }, (_, at) => `cart:${2 * at + 1}`);
      await client.del(...odd);
      await client.call('SAVE');
      return digest();
    };
    /** Waits for the first restored key, and a random time longer. */
    const underWay = async () => {
      const begun = performance.now();
      const isBegun = async () =>
        performance.now() - begun > 5000 || (await client.get('cart:1')) !== null ? true : null;
      await waitFor('the first restored key', isBegun, { everyMs: 1 });
      await sleep(Math.random() * 250);
    };

    for (let kill = 0; kill < KILLS; kill += 2) {
      const former = await prepare();
      const args = ['--action', 'restore', '--backup-name', 'before', '--pattern', '*', '--existing', 'replace'];
      const child = spawn(join(projectRoot, 'resources/manage.sh'), [...args, '--yes', 'yes'], {
        ...{ env: home.env, stdio: 'ignore', detached: true },
      });
      track(child, 'a restore of keys');
      const ended = once(child, 'exit');
      await underWay();
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await ended;
      const services = await createServices({ env: home.env, client: 'terminal' });
      try {
        expect([former, whole]).toContain(await digest());

        const before = await prepare();
        const request: RestoreKeysRequest = {
          source: { kind: 'backup', instance: 'main', name: 'before' },
          ...{ selection: { all: true }, existing: 'replace', expiry: 'absolute', unsuitable: 'refuse' },
        };
        const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
        const begun = await services.keyspace.restores.run(request);
        await underWay();
        process.kill(pid, 'SIGKILL');
        await services.operations.settled(begun).catch(() => null);
        await services.operations.settled(await services.instances.start('main'));
        expect([before, whole]).toContain(await digest());
      } finally {
        await services.close();
      }
      expect(await readdir(join(home.path, 'redis', 'desktop', 'journal')).catch(() => [])).toEqual([]);
    }
  });
});
