// cspell:ignore gsub
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import type { RestoreKeysRequest } from '../../shared/contract/restore-keys.ts';
import { track } from '../support/children.ts';
import { installMain } from '../support/install-main.ts';
import { describeNeeding } from '../support/needs.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { remains } from './remains.ts';

const KEYS = 5000;
/** Per test; half of those during a promote kill the server. */
const KILLS = Number(process.env.TEST_KILLS ?? (thorough ? 200 : 2));
const LIMIT_MS = 120_000 + KILLS * 30_000;

/** More than the app keeps in memory, so that the value travels in pieces. */
const LARGE_MB = 17;

const FILL = `for i = 1, ${KEYS} do redis.call('SET', 'cart:' .. i, ARGV[1] .. i) end`;
/** Another value for each first word, which LZF cannot make shorter. */
const FILL_LARGE = `
  local words = {}
  for at = 1, 65536 do words[at] = redis.sha1hex(ARGV[1] .. at):gsub('..', function(hex)
    return string.char(tonumber(hex, 16))
  end):sub(1, 16) end
  local piece = table.concat(words)
  redis.call('DEL', 'large')
  for at = 1, ${LARGE_MB} do redis.call('APPEND', 'large', piece .. at) end`;
/** One hash of all keys and values. */
const DIGEST = `
  local sum = ''
  local keys = redis.call('KEYS', '*')
  table.sort(keys)
  for _, key in ipairs(keys) do sum = redis.sha1hex(sum .. key .. redis.call('GET', key)) end
  return sum .. ' ' .. #keys`;

function connect(port: number): Redis {
  const client = new Redis(port, { protocol: 2, retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  onTestFinished(() => client.disconnect());
  return client;
}

async function digestAt(port: number): Promise<string> {
  const client = connect(port);
  try {
    return String(await client.eval(DIGEST, 0));
  } finally {
    client.disconnect();
  }
}

async function withServices<T>(home: TestHome, work: (services: Services) => Promise<T>): Promise<T> {
  const services = await createServices({ env: home.env, client: 'terminal' });
  try {
    return await work(services);
  } finally {
    await services.close();
  }
}

/** A home whose main has keys. */
async function useOrigin() {
  const home = await useTestHome({ docker: false });
  await installMain(home, null);
  const client = connect(home.port);
  await client.eval(FILL, 0, 'first ');
  return { home, client };
}

/** Runs the CLI, and kills it and its children after a number of ms. */
async function killedAfter(home: TestHome, ms: number, ...args: readonly string[]): Promise<void> {
  const child = spawn(join(projectRoot, 'resources/manage.sh'), [...args], {
    ...{ env: home.env, stdio: 'ignore', detached: true },
  });
  track(child, args.join(' '));
  const ended = once(child, 'exit');
  await Promise.race([ended, sleep(ms)]);
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  await ended;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const entriesOf = (home: TestHome, ...path: readonly string[]) =>
  readdir(join(home.path, 'redis', 'desktop', ...path)).catch(() => []);

/** Moves the expiry of a branch into the past. */
async function letExpire(home: TestHome, id: string): Promise<void> {
  const path = join(home.path, 'clients', id, 'redis.json');
  const record = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...record, branch: { ...record.branch, expiresAt: '2020-01-01T00:00:00Z' } }));
}

const creation = (id: string) => ['create-client', '--client-id', id, '--from', 'main', '--expires', '24h'];

describeNeeding(['redis', 'posix'], 'branch', () => {
  test(`create › ${KILLS} kills at random moments › a whole branch, or nothing of it`, {
    timeout: LIMIT_MS,
  }, async () => {
    const { home } = await useOrigin();
    const whole = await digestAt(home.port);
    const tookMs = await timed(() => runManage(creation('first'), home.env));
    for (let kill = 0; kill < KILLS; kill++) {
      const id = `try-${kill}`;
      await killedAfter(home, Math.random() * tookMs * 1.1, ...creation(id));
      await withServices(home, async ({ tenants, operations }) => {
        const made = (await tenants.list()).find((tenant) => tenant.id === id);
        expect(await digestAt(home.port)).toBe(whole);
        expect(await entriesOf(home, 'branches')).toEqual([]);
        expect(await entriesOf(home, 'journal')).toEqual([]);
        if (!made) {
          expect((await remains(home)).filter((line) => line.includes(id))).toEqual([]);
          return;
        }
        expect(made).toMatchObject({ state: 'running', defect: null, branch: { from: 'main' } });
        expect(await digestAt(made.port ?? 0)).toBe(whole);
        await operations.settled(await tenants.destroy(id));
      });
    }
  });

  test(`expiry › ${KILLS} kills at random moments › the branch, or a deleted one with all its keys`, {
    timeout: LIMIT_MS,
  }, async () => {
    const { home } = await useOrigin();
    const whole = await digestAt(home.port);
    await withServices(home, async ({ tenants, operations }) => {
      await operations.settled(await tenants.branch({ id: 'try', from: 'main', expiresInSeconds: 3600 }));
    });
    await letExpire(home, 'try');
    let tookMs = 3000;
    for (let kill = 0; kill < KILLS; kill++) {
      await killedAfter(home, Math.random() * tookMs, 'list-clients');
      await withServices(home, async ({ tenants, operations }) => {
        // The interrupted work is completed, or starts again.
        tookMs = Math.max(1000, await timed(() => tenants.expireBranches(new Date())));
        expect(await tenants.list()).toEqual([]);
        const destroyed = await tenants.destroyed();
        expect(destroyed).toMatchObject([{ id: 'try' }]);
        // Nobody counts the keys of a stopped server, and the killed run may have stopped it. The digest below checks them.
        expect([KEYS, null]).toContain(destroyed[0]?.keys);
        expect(await entriesOf(home, 'journal')).toEqual([]);
        await operations.settled(await tenants.undoDestroy(destroyed[0]?.safetyBackup ?? ''));
        const { port } = await tenants.get('try');
        expect(await digestAt(port ?? 0)).toBe(whole);
        // A branch that was recovered after its expiry is kept permanently.
        await tenants.setExpiry('try', 3600);
      });
      await letExpire(home, 'try');
    }
  });

  test(`promote › ${KILLS} kills of the app or the server › the former keys of the origin, or all of the branch`, {
    timeout: LIMIT_MS,
  }, async () => {
    const { home, client } = await useOrigin();
    await withServices(home, async ({ tenants, operations }) => {
      await operations.settled(await tenants.branch({ id: 'try', from: 'main', expiresInSeconds: null }));
    });
    const { port } = await withServices(home, ({ tenants }) => tenants.get('try'));
    const branch = connect(port ?? 0);
    await branch.eval(FILL, 0, 'branch ');
    await branch.eval(FILL_LARGE, 0, 'branch ');
    await branch.set('added', 'x');
    const promoted = await digestAt(port ?? 0);

    /** Half of the keys and a large one have other values, and some that the branch lacks. */
    const prepare = async (): Promise<string> => {
      await client.flushall();
      await client.eval(FILL, 0, 'first ');
      const odd = Array.from({ length: KEYS / 2 }, (_, at) => `cart:${2 * at + 1}`);
      await client.del(...odd);
      await client.mset('extra:1', 'a', 'extra:2', 'b');
      await client.eval(FILL_LARGE, 0, 'first ');
      await client.call('SAVE');
      return digestAt(home.port);
    };
    const request: RestoreKeysRequest = {
      source: { kind: 'instance', instance: 'try' },
      ...{ selection: { all: true }, existing: 'replace', expiry: 'absolute', unsuitable: 'refuse' },
      ...{ into: 'main', extra: 'delete' },
    };
    await prepare();
    const tookMs = await timed(() => runManage(['promote-client', '--client-id', 'try', '--yes', 'yes'], home.env));
    expect(await digestAt(home.port)).toBe(promoted);

    for (let kill = 0; kill < KILLS; kill += 2) {
      const former = await prepare();
      await killedAfter(
        home,
        tookMs * (0.4 + Math.random() * 0.6),
        'promote-client',
        '--client-id',
        'try',
        '--yes',
        'yes',
      );
      await withServices(home, async ({ instances, keyspace, operations }) => {
        expect([former, promoted]).toContain(await digestAt(home.port));

        const before = await prepare();
        const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
        const begun = await keyspace.restores.run(request);
        await sleep(Math.random() * tookMs);
        process.kill(pid, 'SIGKILL');
        await operations.settled(begun).catch(() => null);
        await operations.settled(await instances.start('main'));
        expect([before, promoted]).toContain(await digestAt(home.port));
      });
      expect(await entriesOf(home, 'journal')).toEqual([]);
    }
    expect(await digestAt(port ?? 0)).toBe(promoted);
  });
});
