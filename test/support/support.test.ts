import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bareRedis } from './bare-redis.ts';
import { fillDataset, readDataset } from './dataset.ts';
import { describeNeeding } from './needs.ts';
import { canListen, freePort, freePortRange } from './ports.ts';
import { processesOf } from './processes.ts';
import { redisCli } from './redis-cli.ts';
import type { TestHome } from './test-home.ts';
import { useTestHome } from './use-test-home.ts';
import { waitFor } from './wait-for.ts';

describe('test ports', () => {
  test('several requests › all ports are different', async () => {
    const singles = await Promise.all([freePort(), freePort(), freePort()]);
    const { start, end } = await freePortRange(19);
    expect(new Set(singles).size).toBe(3);
    expect(end - start).toBe(18);
    for (const port of singles) expect(port < start || port > end).toBe(true);
  });
});

describe('test ports › given back', () => {
  test('the ports of a disposed home › another home may get them; those of an open one are kept', async () => {
    const ownerOf = ({ clientPorts }: TestHome) =>
      readFile(join(tmpdir(), 'vrooli-redis-test-ports', String(clientPorts.start)), 'utf8').catch(() => null);
    const [first, second] = [await useTestHome({ docker: false }), await useTestHome({ docker: false })];
    const own = String(process.pid);
    expect([await ownerOf(first), await ownerOf(second)]).toEqual([own, own]);
    await first.dispose();
    expect(await ownerOf(first)).not.toBe(own);
    expect(await ownerOf(second)).toBe(own);
  });
});

describe('waitFor', () => {
  test('a timeout › reports the condition and the last failure', async () => {
    const refused = waitFor('a miracle', () => Promise.reject(new Error('not today')), { timeoutMs: 50 });
    await expect(refused).rejects.toMatchObject({
      message: 'waited 50 ms for a miracle',
      cause: { message: 'not today' },
    });
  });
});

describeNeeding(['redis', 'posix'], 'a bare redis-server', () => {
  test('started with a password › responds on its port, and leaves nothing after its disposal', async () => {
    const redis = await bareRedis('--requirepass', 'secret');
    onTestFinished(redis.dispose);
    expect(await redisCli(redis.port, '--no-auth-warning', '-a', 'secret', 'ping')).toBe('PONG');
    expect(await processesOf(redis.folder)).toMatchObject([{ pid: redis.pid }]);
    await redis.dispose();
    expect(await canListen(redis.port)).toBe(true);
    expect(existsSync(redis.folder)).toBe(false);
  });
});

describe('a test home', () => {
  test('created and disposed › has its own environment and leaves no folder', async () => {
    const home = await useTestHome({ docker: false });
    expect(home.env.VROOLI_HOME).toBe(home.path);
    expect(Object.keys(home.env).filter((key) => key.startsWith('REDIS_'))).toHaveLength(8);
    expect(home.env.DOCKER_HOST).toContain(home.path);
    await home.dispose();
    expect(existsSync(home.path)).toBe(false);
  });
});

describeNeeding(['redis', 'posix'], 'a dataset of tests', () => {
  test('the order in memory, a member, a value, an entry, a score, an expiry › only what Redis keeps counts', async () => {
    const redis = await bareRedis();
    onTestFinished(redis.dispose);
    await fillDataset(redis.port, 40);
    const cli = (...args: readonly string[]) => redisCli(redis.port, ...args);
    const changed = async (key: string, ...command: readonly string[]) => {
      const before = await readDataset(redis.port);
      expect(before.size).toBe(40);
      await cli(...command);
      const after = await readDataset(redis.port);
      return [...before].filter(([name, value]) => after.get(name) !== value).map(([name]) => name === `0 ${key}`);
    };
    expect(
      await changed('set:4', 'eval', "redis.call('del', 'set:4') redis.call('sadd', 'set:4', ARGV[1])", '0', 'x'),
    ).toEqual([true]);
    expect(await changed('set:4', 'sadd', 'set:4', 'y', 'a')).toEqual([true]);
    expect(
      await changed('set:4', 'eval', "redis.call('del', 'set:4') redis.call('sadd', 'set:4', 'a', 'y', 'x')", '0'),
    ).toEqual([]);
    expect(await changed('list:3', 'lset', 'list:3', '0', 'other')).toEqual([true]);
    expect(await changed('hash:7', 'hset', 'hash:7', 'field 0', 'other')).toEqual([true]);
    expect(await changed('zset:6', 'zincrby', 'zset:6', '0.25', 'item 1 of 6')).toEqual([true]);
    expect(await changed('stream:8', 'xadd', 'stream:8', '*', 'field', 'more')).toEqual([true]);
    expect(await changed('binary:2', 'setrange', 'binary:2', '1', '\n')).toEqual([true]);
    expect(await changed('string:0', 'persist', 'string:0')).toEqual([true]);
    expect(await changed('string:0', 'get', 'string:0')).toEqual([]);
  });
});
