// cspell:ignore randomseed
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import type { RestoreKeysRequest } from '../../shared/contract/restore-keys.ts';
import { track } from '../support/children.ts';
import { installMain } from '../support/install-main.ts';
import { describeNeeding } from '../support/needs.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const MB = 1024 * 1024;
const VALUE_BYTES = (thorough ? 320 : 48) * MB;
const KILLS = thorough ? 12 : 2;
const SERVER_VALUE_BYTES = (thorough ? 128 : 32) * MB;
const SERVER_KILLS = thorough ? 20 : 1;
/** Of the whole process, most of it code. Without large values it is some 130 MB. */
const MOST_MEMORY_BYTES = 300 * MB;

/** Nothing that LZF makes shorter: pseudo-random numbers from `seed`, made by the server. */
const FILL = `
  math.randomseed(tonumber(ARGV[1]))
  local parts = {}
  for at = 1, 65536 do
    parts[at] = struct.pack('dd', math.random(), math.random())
  end
  local piece = table.concat(parts)
  redis.call('DEL', KEYS[1])
  for at = 1, ARGV[2] do redis.call('APPEND', KEYS[1], piece .. at) end`;

describeNeeding(['redis', 'posix'], 'restore of a large value', () => {
  test(`${VALUE_BYTES / MB} MB, ${KILLS} kills › the former value or the restored one; bounded memory, and an undo`, {
    timeout: 120_000 + KILLS * 60_000,
  }, async () => {
    const home = await useTestHome({ docker: false });
    await installMain(home, null);
    const client = new Redis(home.port, { protocol: 2 });
    onTestFinished(() => client.disconnect());
    const fill = (seed: number) => client.eval(FILL, 1, 'large', String(seed), String(VALUE_BYTES / MB));
    const digest = async () => String(await client.eval(`return redis.sha1hex(redis.call('GET', 'large') or '')`, 0));
    await fill(1);
    await client.hset('small', 'field', 'value');
    const saved = await digest();
    await runManage(['--action', 'backup', '--backup-name', 'before', '--verify', 'no'], home.env);
    await fill(2);
    const former = await digest();
    expect(former).not.toBe(saved);

    const args = ['--action', 'restore', '--backup-name', 'before', '--key', 'large', '--existing', 'replace'];
    const start = () => {
      const child = spawn(join(projectRoot, 'resources/manage.sh'), [...args, '--yes', 'yes'], {
        ...{ env: home.env, stdio: 'ignore', detached: true },
      });
      track(child, 'a restore of a large value');
      return { child, ended: once(child, 'exit') };
    };
    /** The pack has the first bytes of the former value. */
    const isUnderWay = async () => {
      const folder = join(home.path, 'redis', 'desktop', 'undo-packs');
      const packs = await readdir(folder).catch(() => []);
      const names = await Promise.all(packs.map((name) => readdir(join(folder, name)).catch((): string[] => [])));
      return names.flat().includes('keys') ? true : null;
    };
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, ended } = start();
      await waitFor('the former value to be stored', isUnderWay, { everyMs: 5 });
      await sleep((Math.random() * VALUE_BYTES) / MB / 0.08);
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await ended;
      const services = await createServices({ env: home.env, client: 'terminal' });
      try {
        const now = await digest();
        expect([former, saved]).toContain(now);
        for (const { undoPack } of await services.keyspace.undoPacks('main')) {
          await services.operations.settled(await services.keyspace.undo({ instance: 'main', undoPack }));
        }
      } finally {
        await services.close();
      }
      expect(await digest()).toBe(former);
      expect(await readdir(join(home.path, 'redis', 'desktop', 'journal')).catch(() => [])).toEqual([]);
    }

    const { child, ended } = start();
    let peakBytes = 0;
    while (child.exitCode === null) {
      peakBytes = Math.max(peakBytes, ...(await peaksOf(child.pid ?? 0)));
      await sleep(20);
    }
    await ended;
    expect(child.exitCode).toBe(0);
    expect(await digest()).toBe(saved);
    process.stderr.write(`peak memory of the restore of ${VALUE_BYTES / MB} MB: ${Math.round(peakBytes / MB)} MB\n`);
    expect(peakBytes).toBeGreaterThan(30 * MB);
    expect(peakBytes).toBeLessThan(MOST_MEMORY_BYTES);
    await runManage(['--action', 'undo', '--yes', 'yes'], home.env);
    expect(await digest()).toBe(former);
  });

  test.each([
    ['sends the former value', /former value of/],
    ['receives the new value', /, "large": /],
    ['undoes', null],
  ] as const)(
    'the server is killed while it %s › all or nothing, a clear reason, nothing left',
    {
      timeout: 120_000 + SERVER_KILLS * 60_000,
    },
    async (_, moment) => {
      const home = await useTestHome({ docker: false });
      await installMain(home, null);
      const services = await createServices({ env: home.env, client: 'browser' });
      onTestFinished(() => services.close());
      const { keyspace, operations, instances } = services;
      const client = new Redis(home.port, { protocol: 2, retryStrategy: () => 20, maxRetriesPerRequest: null });
      client.on('error', () => undefined);
      onTestFinished(() => client.disconnect());
      const fill = (seed: number) => client.eval(FILL, 1, 'large', String(seed), String(SERVER_VALUE_BYTES / MB));
      const digest = async () => String(await client.eval(`return redis.sha1hex(redis.call('GET', 'large') or '')`, 0));
      const folder = (name: string) => readdir(join(home.path, 'redis', 'desktop', name)).catch((): string[] => []);
      await fill(1);
      const saved = await digest();
      const create = { instance: 'main', name: 'before', kind: 'snapshot', verify: false } as const;
      await operations.settled(await services.backups.create(create));
      await fill(2);
      const former = await digest();
      const request: RestoreKeysRequest = {
        ...{ source: { kind: 'backup', instance: 'main', name: 'before' }, selection: { all: true } },
        ...{ existing: 'replace', expiry: 'absolute', unsuitable: 'refuse' },
      };
      const restore = () => keyspace.restores.run(request);
      const undo = async (undoPack: string | null) =>
        operations.settled(await keyspace.undo({ instance: 'main', undoPack: undoPack ?? '' }));
      const began = performance.now();
      await undo((await operations.settled(await restore())).result.undoPack);
      const tookMs = performance.now() - began;

      for (let kill = 0; kill < SERVER_KILLS; kill++) {
        const done = moment === null ? (await operations.settled(await restore())).result : null;
        await client.call('SAVE');
        const before = await digest();
        const packs = await folder('undo-packs');
        const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
        let ended: Promise<unknown>;
        if (moment === null) {
          ended = undo(done?.undoPack ?? '');
          ended.catch(() => undefined);
          await sleep((Math.random() * tookMs) / 2);
        } else {
          const begun = await restore();
          ended = operations.settled(begun);
          ended.catch(() => undefined);
          await waitFor('the moment', () => isAt(operations.get(begun.id), moment), { everyMs: 1 });
          await sleep(Math.random() * 100);
        }
        process.kill(pid, 'SIGKILL');
        const error = await ended.then(
          () => null,
          (failure: unknown) => failure,
        );
        if (error !== null) expect(error).toMatchObject({ code: 'NOT_RUNNING' });
        await operations.settled(await instances.start('main'));
        expect(await folder('journal')).toEqual([]);
        // The server may have lost a change that was complete.
        expect([former, saved]).toContain(await digest());
        if (error !== null) {
          expect([await digest(), await folder('undo-packs')]).toEqual([before, packs]);
          for (const id of packs) expect((await folder(join('undo-packs', id))).sort()).toEqual(['keys', 'pack.json']);
          if (done !== null) await undo(done.undoPack);
        }
        for (const { undoPack } of await keyspace.undoPacks('main')) await undo(undoPack).catch(() => null);
        if ((await digest()) !== former) await fill(2);
      }
    },
  );
});

function isAt({ state, steps }: Operation, moment: RegExp): true | null {
  return state !== 'running' || steps.some(({ detail }) => moment.test(detail ?? '')) ? true : null;
}

/** The peak resident memory of the processes of a group, in bytes. */
async function peaksOf(group: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) return 0;
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    }),
  );
}
