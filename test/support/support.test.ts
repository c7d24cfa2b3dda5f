import { existsSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bareRedis } from './bare-redis.ts';
import { describeNeeding } from './needs.ts';
import { canListen, freePort, freePortRange } from './ports.ts';
import { processesOf } from './processes.ts';
import { redisCli } from './redis-cli.ts';
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
    expect(Object.keys(home.env).filter((key) => key.startsWith('REDIS_'))).toHaveLength(6);
    expect(home.env.DOCKER_HOST).toContain(home.path);
    await home.dispose();
    expect(existsSync(home.path)).toBe(false);
  });
});
