import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import { type BenchmarkResult, benchmarkResult } from '../../shared/contract/benchmark.ts';
import { track } from '../support/children.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis', 'linux'], 'benchmark on scratch servers', () => {
  let home: TestHome;
  let services: Services;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runManage(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
    await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
    services = await createServices({ env: home.env, client: 'terminal' });
  });
  afterAll(async () => {
    await services.close();
    await home.dispose();
  });

  const benchmark = (...args: readonly string[]) => runInProcess(['--action', 'benchmark', ...args], home.env);
  const resultOf = async (...args: readonly string[]): Promise<BenchmarkResult> => {
    const { code, stdout, stderr } = await benchmark(...args, '--json');
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return benchmarkResult.parse(JSON.parse(stdout));
  };
  const scratchFolder = () => join(home.path, 'redis/desktop/scratch');
  const leftovers = async () => readdir(scratchFolder()).catch(() => []);
  /** The scratch servers of this home, by the folders in which they run. */
  const servers = async () => {
    const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
    const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
    return folders.filter((folder) => folder.startsWith(scratchFolder()));
  };

  /** The pids of running programs with this text in their arguments. */
  const programsWith = async (text: string) => {
    const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
    const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
    return pids.filter((_, at) => lines[at]?.includes(text));
  };

  test('no flag › measures a scratch server with the settings, and the instance is not touched', async () => {
    const before = await redisCli(home.port, 'info', 'commandstats');
    const done = await resultOf('--tests', 'set,get', '--requests', '1000');
    expect(done).toMatchObject({ where: 'scratch', tool: 'redis-benchmark', database: 0, rounds: 1, against: null });
    expect(done.tests.map(({ name }) => name)).toEqual(['SET', 'GET']);
    expect(done.verdict).toEqual([]);
    expect(done.a.version).toMatch(/^\d+\.\d+/);
    expect(await redisCli(home.port, 'dbsize')).toBe('2');
    expect(before).not.toContain('cmdstat_set:');
    expect(await redisCli(home.port, 'info', 'commandstats')).not.toContain('cmdstat_set:');
    expect(await leftovers()).toEqual([]);
  });

  test('the largest values › MSET of ten of them is measured too', async () => {
    const done = await resultOf('--tests', 'set,mset', '--requests', '200', '--size', '65536');
    expect(done.notes.filter((note) => note.includes('failed'))).toEqual([]);
    expect(done.tests.map(({ name }) => name)).toEqual(['SET', 'MSET']);
  });

  test('appendfsync always › is slower for SET, with a confidence', async () => {
    const against = ['--against', 'appendonly=yes', '--against', 'appendfsync=always'];
    const done = await resultOf('--tests', 'set', '--requests', '200', '--clients', '1', '--rounds', '8', ...against);
    expect(done.against?.tests).toMatchObject([{ name: 'SET' }]);
    expect(done.against?.changes).toEqual([
      { directive: 'appendonly', from: 'no', to: 'yes' },
      { directive: 'appendfsync', from: 'everysec', to: 'always' },
    ]);
    expect(done.verdict).toMatchObject([{ test: 'SET', faster: 'a' }]);
    expect(done.verdict[0]?.confidence).toBeGreaterThan(0.95);
    expect(done.verdict[0]?.ratio).toBeLessThan(0.9);
    expect(await redisCli(home.port, 'config', 'get', 'appendonly')).toContain('no');
    expect(await leftovers()).toEqual([]);
  });

  test('text and CSV › both sides, their intervals and the result', async () => {
    const args = ['--tests', 'ping', '--requests', '300', '--rounds', '3', '--against', 'hz=15'];
    const text = await benchmark(...args);
    expect(text.stdout).toMatch(/^Scratch server with the settings of main/);
    expect(text.stdout).toContain('B: hz 15');
    expect(text.stdout).toMatch(/^PING +[\d,]+ +[\d,]+ +[\d,]+ +[\d,]+/m);
    const csv = await benchmark(...args, '--format', 'csv');
    expect(csv.stdout.split('\n').map((line) => line.split(',').slice(0, 2).join(','))).toEqual([
      'side,test',
      'a,PING',
      'b,PING',
      '',
    ]);
  });

  test.each([
    [['--against', 'no-such-directive=1'], 'no-such-directive'],
    [['--against', 'maxmemory=banana'], 'maxmemory: "banana"'],
    [['--against', 'maxmemory=900000gb'], 'more than this computer has'],
    [['--against', 'hz=10'], 'hz is already 10'],
    [['--against', 'loadmodule=/tmp/x.so'], 'loadmodule cannot be compared'],
    [['--against', 'bind=0.0.0.0'], 'bind cannot be compared'],
    [['--against', 'dir=/tmp'], 'dir cannot be compared'],
    [['--against', 'unixsocket=/tmp/x'], 'unixsocket cannot be compared'],
    [['--against', 'requirepass=x'], 'requirepass cannot be compared'],
    [['--against-image', 'redis:6'], 'has no image'],
    [['--database', '16'], 'no database 16'],
    [['--tests', 'lpush', '--requests', '10000000', '--size', '64kb'], 'of memory'],
  ])('%j › refused with exit code 2 before a server starts', async (args, sentence) => {
    const refused = await benchmark(...args);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) });
    expect(await leftovers()).toEqual([]);
  });

  test('recorded traffic › is replayed on both sides, without commands that hold secrets', async () => {
    const input = { id: 'main', tests: ['ping' as const], requests: 100, rounds: 3, trafficSeconds: 2 };
    const { id } = await services.benchmarks.run({ ...input, against: { changes: { hz: '20' } } });
    const isRecording = () => services.operations.get(id).steps.some((step) => step.state === 'running');
    await waitFor('the recording', async () => (await redisCli(home.port, 'client', 'list')).includes('cmd=monitor'));
    expect(isRecording()).toBe(true);
    await redisCli(home.port, '-n', '2', 'rpush', 'l', 'a b', 'c');
    await redisCli(home.port, '-n', '2', 'lrange', 'l', '0', '-1');
    await redisCli(home.port, 'config', 'set', 'masterauth', 'a-secret');
    await redisCli(home.port, 'config', 'set', 'masterauth', '');
    const { result } = await services.operations.settled(id);
    const done = benchmarkResult.parse(result);
    expect(done.traffic).toMatchObject({ commands: 2 });
    expect(done.traffic?.leftOut).toBeGreaterThan(1);
    expect([done.tests, done.against?.tests].map((tests) => tests?.map(({ name }) => name))).toEqual([
      ['PING', 'TRAFFIC'],
      ['PING', 'TRAFFIC'],
    ]);
    expect(done.notes).toEqual([expect.stringContaining('MONITOR')]);
    expect(JSON.stringify(done)).not.toContain('a-secret');
    expect(await redisCli(home.port, '-n', '2', 'llen', 'l')).toBe('2');
  });

  test('kept runs › newest first, deleted one by one, and a damaged file is left out', async () => {
    const before = await services.benchmarks.runs('main');
    const [newest] = before;
    expect(before.length).toBeGreaterThan(2);
    expect(before.map(({ at }) => at)).toEqual(
      before
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const folder = join(home.path, 'redis/desktop/benchmarks/main');
    const [name = ''] = await readdir(folder);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    await writeFile(join(folder, '9999999999999-00000000-0000-0000-0000-000000000000.json'), '{"run":');
    expect(await services.benchmarks.runs('main')).toEqual(before);
    const run = newest?.run ?? '';
    expect(await services.benchmarks.deleteRun('main', run)).toEqual({ deleted: true });
    expect(await services.benchmarks.deleteRun('main', run)).toEqual({ deleted: false });
    expect(await services.benchmarks.runs('main')).toEqual(before.slice(1));
    expect(await services.benchmarks.undoDeleteRun('main', run)).toEqual({ restored: true });
    expect(await services.benchmarks.runs('main')).toEqual(before);
    await expect(services.benchmarks.undoDeleteRun('main', run)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(services.benchmarks.runs('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('cancelled › no scratch server, no folder', async () => {
    const input = { id: 'main', requests: 10_000_000, tests: ['set' as const], against: { changes: { hz: '20' } } };
    const { id } = await services.benchmarks.run(input);
    await waitFor('a scratch server', async () => (await servers()).length > 0);
    services.operations.cancel(id);
    await expect(services.operations.settled(id)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await leftovers()).toEqual([]);
    await expect.poll(servers).toEqual([]);
  });

  test('killed › its server and data are removed; a folder that stayed is removed by the next benchmark', async () => {
    const args = ['--action', 'benchmark', '--tests', 'set', '--requests', '10000000'];
    const child = spawn(join(projectRoot, 'resources/manage.sh'), args, { env: home.env, stdio: 'ignore' });
    track(child, 'a benchmark to be killed');
    onTestFinished(() => void child.kill('SIGKILL'));
    await waitFor('a scratch server', async () => (await servers()).length > 0);
    child.kill('SIGKILL');
    await waitFor('the end of the server', async () => (await servers()).length === 0);
    await waitFor('the removal of its data', async () => (await leftovers()).length === 0);
    await mkdir(join(scratchFolder(), '999999999-dead'), { recursive: true });
    await resultOf('--tests', 'ping', '--requests', '100');
    expect(await leftovers()).toEqual([]);
    expect(await readFile(join(home.path, 'redis/config/redis.conf'), 'utf8')).not.toContain('appendfsync always');
  });

  test('killed › a redis-benchmark that does not end by itself is killed too', async () => {
    const folder = join(home.path, 'endless');
    await mkdir(folder);
    await writeFile(join(folder, 'redis-benchmark'), '#!/bin/sh\nwhile :; do sleep 0.1; done\n', { mode: 0o755 });
    const env = { ...home.env, PATH: `${folder}:${home.env.PATH}` };
    const args = ['--action', 'benchmark', '--tests', 'set', '--requests', '1000'];
    const child = spawn(join(projectRoot, 'resources/manage.sh'), args, { env, stdio: 'ignore' });
    track(child, 'a benchmark to be killed');
    onTestFinished(() => void child.kill('SIGKILL'));
    const loads = () => programsWith(join(folder, 'redis-benchmark'));
    await waitFor('redis-benchmark', async () => (await loads()).length > 0);
    child.kill('SIGKILL');
    await waitFor('its end', async () => (await loads()).length === 0);
  });
});
