import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { benchmarkResult } from '../../shared/contract/benchmark.ts';
import { track } from '../support/children.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { thorough, thoroughly } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis', 'posix'], 'benchmark of the instance itself', () => {
  let home: TestHome;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runManage(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
    await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
  });
  afterAll(() => home.dispose());

  const keyspace = () => redisCli(home.port, 'info', 'keyspace');
  const untouched = () => expect.poll(keyspace).toMatch(/^# Keyspace\s+db0:keys=2,expires=0,avg_ttl=0\s*$/);

  const commands = async () => (await runProgram('ps', ['-eo', 'args'])).stdout;

  test('instance with keys › redis-benchmark measures in another database, and no key stays', async () => {
    const args = ['--action', 'benchmark', '--live', 'yes', '--requests', '500', '--json'];
    const result = await runManage(args, home.env);
    expect(result).toMatchObject({ code: 0 });
    const done = benchmarkResult.parse(result.json());
    expect(done).toMatchObject({ instance: 'main', tool: 'redis-benchmark', database: 15, requests: 500, notes: [] });
    const names = ['PING', 'SET', 'GET', 'INCR', 'LPUSH', 'LPOP', 'SADD', 'HSET', 'ZADD', 'MSET'];
    expect(done.tests.map(({ name }) => name)).toEqual(names);
    for (const one of done.tests) {
      expect(one.requestsPerSecond).toBeGreaterThan(0);
      expect(one.p99Ms ?? 0).toBeGreaterThanOrEqual(one.p50Ms ?? Number.NaN);
    }
    await untouched();
    const text = await runManage(
      ['--action', 'benchmark', '--live', 'yes', '--requests', '500', '--tests', 'GET,set'],
      home.env,
    );
    expect(text.stdout).toMatch(
      /^main, database 15, by redis-benchmark: 500 requests a test over 20 connections\.\n\nTest/,
    );
    expect(text.stdout).toMatch(/^SET +[\d,]+ +\d+\.\d{3} +\d+\.\d{3} +\d+\.\d{3}$/m);
    await untouched();
  });

  test('instance with a password › measures with its own load, says so, and never shows the password', async () => {
    const tenant = ['--action', 'create-client', '--client-id', 'locked', '--generate-password', 'yes'];
    expect(await runManage(tenant, home.env)).toMatchObject({ code: 0 });
    const of = ['--client-id', 'locked'];
    const result = await runManage(
      ['--action', 'benchmark', '--live', 'yes', ...of, '--requests', '300', '--pipeline', '3', '--json'],
      home.env,
    );
    const done = benchmarkResult.parse(result.json());
    expect(done).toMatchObject({ tool: 'built-in', notes: [expect.stringContaining('built-in load generator')] });
    expect(done.tests).toHaveLength(10);
    const left = await runManage(['--action', 'cli', ...of, '--', 'INFO', 'keyspace'], home.env);
    expect(left.stdout.trim()).toBe('# Keyspace');
  });

  test('cancelled › the program ends and its keys are deleted', async () => {
    const services = await createServices({ env: home.env, client: 'terminal' });
    onTestFinished(() => services.close());
    const input = { id: 'main', live: true, requests: 10_000_000, clients: 5, pipeline: 1, tests: ['set' as const] };
    const { id } = await services.benchmarks.run(input);
    await waitFor('keys of the benchmark', async () => (await keyspace()).includes('db15'));
    services.operations.cancel(id);
    await expect(services.operations.settled(id)).rejects.toMatchObject({ code: 'CANCELLED' });
    await untouched();
    expect(await commands()).not.toContain(`redis-benchmark -h 127.0.0.1 -p ${home.port}`);
  });

  test('the server is killed › the benchmark ends and says so', async () => {
    const services = await createServices({ env: home.env, client: 'terminal' });
    onTestFinished(() => services.close());
    const input = { id: 'main', live: true, requests: 10_000_000, clients: 5, pipeline: 1, tests: ['set' as const] };
    await redisCli(home.port, 'save');
    const { id } = await services.benchmarks.run(input);
    await waitFor('keys of the benchmark', async () => (await keyspace()).includes('db15'));
    process.kill(Number((await readFile(join(home.path, 'redis/redis.pid'), 'utf8')).trim()), 'SIGKILL');
    // The reason is that of redis-benchmark if it ends by itself.
    await expect(services.operations.settled(id)).rejects.toMatchObject({
      message: expect.stringContaining('The benchmark of main gave no result: SET failed'),
    });
    await waitFor('the end of redis-benchmark', async () => !(await commands()).includes(`-p ${home.port} --dbnum`));
    expect(await runManage(['--action', 'start'], home.env)).toMatchObject({ code: 0 });
    await untouched();
  });

  test.runIf(thorough)(thoroughly('killed › the next start deletes its keys'), async () => {
    const args = ['--action', 'benchmark', '--live', 'yes', '--requests', '100000', '--tests', 'set'];
    const child = spawn(join(projectRoot, 'resources/manage.sh'), args, { env: home.env, stdio: 'ignore' });
    track(child, 'a benchmark to be killed');
    const ended = new Promise((resolve) => child.once('close', resolve));
    await waitFor('keys of the benchmark', async () => (await keyspace()).includes('db15'));
    child.kill('SIGKILL');
    await ended;
    const done = async () => !(await commands()).includes(`redis-benchmark -h 127.0.0.1 -p ${home.port}`);
    await waitFor('redis-benchmark to be done', done);
    expect(await runManage(['--action', 'status'], home.env)).toMatchObject({ code: 0 });
    await untouched();
  });

  test('its keys could evict others › nothing is written', async () => {
    await redisCli(home.port, 'config', 'set', 'maxmemory', '20mb');
    onTestFinished(async () => void (await redisCli(home.port, 'config', 'set', 'maxmemory', '2gb')));
    const result = await runManage(['--action', 'benchmark', '--live', 'yes', '--requests', '200', '--json'], home.env);
    const done = benchmarkResult.parse(result.json());
    expect(done.tests.map(({ name }) => name)).toEqual(['PING', 'GET']);
    expect(done.notes).toEqual([expect.stringContaining('memory is nearly full')]);
    const none = await runManage(['--action', 'benchmark', '--live', 'yes', '--tests', 'set'], home.env);
    expect(none).toMatchObject({ code: 3, stderr: expect.stringContaining('memory is nearly full') });
  });

  test('instance not running › says so', async () => {
    expect(await runManage(['--action', 'benchmark', '--instance', 'nobody'], home.env)).toMatchObject({ code: 3 });
    expect(await runManage(['--action', 'stop', '--client-id', 'locked'], home.env)).toMatchObject({ code: 0 });
    const stopped = await runManage(['--action', 'benchmark', '--client-id', 'locked'], home.env);
    expect(stopped).toMatchObject({ code: 3, stderr: expect.stringContaining('locked is not running') });
  });
});
