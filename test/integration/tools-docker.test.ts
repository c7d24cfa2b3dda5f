import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { containerBenchmark } from '../../electron/services/benchmark/container-benchmark.ts';
import { benchmarkCommands } from '../../electron/services/benchmark/tests.ts';
import { readEnvironment } from '../../electron/services/platform/home/environment.ts';
import { createDockerRuntime } from '../../electron/services/runtimes/docker/docker-runtime.ts';
import { findProgram } from '../runner/find-program.ts';
import { describeNeeding } from '../support/needs.ts';
import { pathWith } from '../support/path-with.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { useTestHome } from '../support/use-test-home.ts';

describeNeeding(['docker', 'redis', 'linux'], 'programs of a container', () => {
  test('no local programs › cli uses its redis-cli, benchmark its redis-benchmark', async ({ skip }) => {
    if (findProgram('docker') === null) skip('no docker program on this machine');
    const home = await useTestHome();
    expect(await runManage(['--action', 'install', '--runtime', 'docker'], home.env)).toMatchObject({ code: 0 });
    const env = { ...home.env, PATH: await pathWith(home.path, 'docker') };
    const cli = (args: readonly string[], input = '') => runManage(['--action', 'cli', ...args], env, { input });
    expect(await cli(['--database', '3'], 'SET k "a b"\nGET k\n')).toMatchObject({ code: 0, stdout: 'OK\na b\n' });
    expect(await redisCli(home.port, '-n', '3', 'get', 'k')).toBe('a b');
    expect(await cli(['--', '-e', 'NOSUCH'])).toMatchObject({ code: 1 });

    const set = ['--action', 'config', '--set', 'requirepass=-'];
    expect(await runManage(set, home.env, { input: 'a secret\n' })).toMatchObject({ code: 0 });
    const conf = await readFile(join(home.path, 'redis/config/redis.conf'), 'utf8');
    expect(conf).toContain('a secret');
    expect(await cli(['--database', '3', '--', 'GET', 'k'])).toMatchObject({ code: 0, stdout: 'a b\n' });
    expect(await runManage(set, home.env, { input: '\n' })).toMatchObject({ code: 0 });

    const runtime = createDockerRuntime({ env: home.env, environment: readEnvironment(home.env) });
    const tool = containerBenchmark((command) => runtime.runInside('main', command, 60_000));
    const load = { database: 5, requests: 500, clients: 5, pipeline: 1, valueBytes: 64 };
    const signal = new AbortController().signal;
    for (const command of benchmarkCommands.slice(0, 2)) {
      const { name, requestsPerSecond } = await tool.measure(command, load, signal);
      expect(name).toBe(command.name.toUpperCase());
      expect(requestsPerSecond).toBeGreaterThan(0);
    }
    expect(await redisCli(home.port, '-n', '5', 'dbsize')).not.toBe('0');
    const wrong = { name: 'get' as const, words: ['NOSUCH'] as const, writes: false };
    await expect(tool.measure(wrong, load, signal)).rejects.toThrow('NOSUCH');
  });
});
