import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { commandRefusal } from '../../electron/services/keyspace/read-only/command-refusal.ts';
import { createRedisLink } from '../../electron/services/redis/connection/redis-link.ts';
import type { Services } from '../../electron/services/services.ts';
import { benchmarkResult } from '../../shared/contract/benchmark.ts';
import { type BareRedis, bareRedis } from '../support/bare-redis.ts';
import { describeNeeding } from '../support/needs.ts';
import { pathWith } from '../support/path-with.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';

describeNeeding(['redis', 'posix'], 'read-only switch', () => {
  let home: TestHome;
  let services: Services;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runManage(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
    services = await createServices({ env: home.env, client: 'browser' });
    await redisCli(home.port, 'set', 'kept', '1');
    expect(await services.keyspace.setReadOnly('main', true)).toBe(true);
  });
  afterAll(async () => {
    await services.close();
    await home.dispose();
  });

  const cli = (args: readonly string[], input = '', env = home.env) =>
    runManage(['--action', 'cli', ...args], env, { input });

  test('on › another process sees it, and flush and restore are refused', async () => {
    const other = await createServices({ env: home.env, client: 'terminal' });
    expect(await other.keyspace.readOnly('main')).toBe(true);
    await other.close();
    await expect(services.backups.flush('main', 'all')).rejects.toMatchObject({ code: 'READ_ONLY' });
    const flush = await runManage(['--action', 'flush', '--yes', 'yes'], home.env);
    expect(flush).toMatchObject({ code: 1, stderr: expect.stringContaining('read-only') });
    expect(await redisCli(home.port, 'dbsize')).toBe('1');
  });

  test('on › cli sends commands that read, and refuses those that write', async () => {
    expect(await cli(['--', 'GET', 'kept'])).toMatchObject({ code: 0, stdout: '1\n' });
    expect(await cli(['--', '--json', 'GET', 'kept'])).toMatchObject({ code: 0, stdout: '"1"\n' });
    expect(await cli(['--', 'SET', 'kept', '2'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('SET changes keys'),
    });
    expect(await cli(['--', '-x', 'SET', 'kept'], '2')).toMatchObject({ code: 1 });
    expect(await redisCli(home.port, 'get', 'kept')).toBe('1');
  });

  test('on › piped commands are checked one by one, with and without redis-cli', async () => {
    for (const env of [home.env, { ...home.env, PATH: await pathWith(home.path) }]) {
      const { stdout } = await cli([], 'GET kept\nDEL kept\nGET kept\n', env);
      expect(stdout).toMatch(/^1\n.*DEL changes keys.*\n1\n$/);
    }
  });

  test('on › a benchmark runs only the tests that read', async () => {
    const args = ['--action', 'benchmark', '--live', 'yes', '--requests', '100', '--json'];
    const { code, json } = await runManage(args, home.env);
    expect(code).toBe(0);
    const { tests, notes } = benchmarkResult.parse(json());
    expect(tests.map(({ name }) => name)).toEqual(['PING', 'GET']);
    expect(notes).toEqual([expect.stringContaining('read-only')]);
    expect(await redisCli(home.port, 'info', 'keyspace')).not.toContain('db15');
  });

  test('off › writes pass again', async () => {
    await services.keyspace.setReadOnly('main', false);
    expect(await services.keyspace.readOnly('main')).toBe(false);
    expect(await cli(['--', 'SET', 'kept', '3'])).toMatchObject({ code: 0, stdout: 'OK\n' });
    await services.keyspace.setReadOnly('main', true);
  });

  test('an unknown instance › NOT_FOUND', async () => {
    await expect(services.keyspace.setReadOnly('nobody', true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describeNeeding(['redis', 'posix'], 'commands of a read-only instance', () => {
  let server: BareRedis;
  beforeAll(async () => {
    server = await bareRedis('--rename-command', 'SET', 'hidden-set');
  });
  afterAll(() => server.dispose());

  test.each([
    ['GET k', true],
    ['hgetall k', true],
    ['SCAN 0', true],
    ['PFCOUNT k', true],
    ['INFO', true],
    ['CONFIG GET save', true],
    ['PUBLISH c m', true],
    ['EVAL_RO script 0', true],
    ['FUNCTION LIST', true],
    ['OBJECT ENCODING k', true],
    ['XRANGE k - +', true],
    ['MULTI', true],
    ['NOSUCH k', true],
    ['hidden-set k v', false],
    ['DEL k', false],
    ['GETDEL k', false],
    ['GETEX k', false],
    ['SORT k STORE d', false],
    ['EVAL script 0', false],
    ['FCALL f 0', false],
    ['FUNCTION FLUSH', false],
    ['FUNCTION LOAD x', false],
    ['FLUSHALL', false],
    ['SWAPDB 0 1', false],
    ['RESTORE k 0 x', false],
    ['DEBUG FLUSHALL', false],
    ['REPLICAOF h 1', false],
    ['XGROUP CREATE k g 0', false],
    ['XREADGROUP GROUP g c STREAMS k >', false],
  ])('%s › may pass: %s', async (line, passes) => {
    const link = createRedisLink({ host: '127.0.0.1', port: server.port, password: null });
    try {
      const refusal = await commandRefusal(link, 'main', line.split(' '));
      expect(refusal === null).toBe(passes);
    } finally {
      link.close();
    }
  });
});
