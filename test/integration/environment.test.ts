import { readdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { createTestHome } from '../support/test-home.ts';

async function servicesWith(env: Readonly<Record<string, string>>, docker = false) {
  const home = await createTestHome({ docker, env });
  onTestFinished(home.dispose);
  const services = await createServices({ env: home.env, client: 'terminal' });
  onTestFinished(() => services.close());
  const install = async () => {
    const runtime = docker ? 'docker' : 'process';
    return services.operations.settled((await services.instances.install({ runtime })).id);
  };
  return { home, services, install };
}

const own = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

describeNeeding(['redis'], 'installation with environment variables', () => {
  test('every variable set › main has every setting', async () => {
    const { home, install } = await servicesWith({
      REDIS_MAX_MEMORY: '300mb',
      REDIS_MAX_MEMORY_POLICY: 'volatile-ttl',
      REDIS_PERSISTENCE: 'both',
      REDIS_SAVE_INTERVALS: '600 2 60 50',
      REDIS_DATABASES: '7',
      REDIS_PROTECTED_MODE: 'yes',
      REDIS_LOGLEVEL: 'verbose',
      REDIS_TCP_BACKLOG: '100',
      REDIS_TIMEOUT: '90',
      REDIS_TCP_KEEPALIVE: '60',
    });
    await install();
    const asked = {
      maxmemory: String(300 * 1024 * 1024),
      'maxmemory-policy': 'volatile-ttl',
      appendonly: 'yes',
      save: '600 2 60 50',
      databases: '7',
      'protected-mode': 'yes',
      loglevel: 'verbose',
      'tcp-backlog': '100',
      timeout: '90',
      'tcp-keepalive': '60',
      bind: '127.0.0.1',
    };
    for (const [name, value] of Object.entries(asked)) {
      expect([name, (await redisCli(home.port, 'config', 'get', name)).split('\n')[1]]).toEqual([name, value]);
    }
  });

  test('REDIS_BIND is an address of the network › listens there, and says who can connect', async (context) => {
    if (own === undefined) return context.skip('this machine has no address but its own');
    const { home, install } = await servicesWith({ REDIS_BIND: own });
    const { log } = await install();
    expect(log.map(({ text }) => text).join('\n')).toContain(`It listens on ${own}`);
    expect((await redisCli(home.port, 'config', 'get', 'bind')).split('\n')[1]).toBe(`127.0.0.1 ${own}`);
  });

  test('REDIS_BIND is an address of the network › the terminal warns, and Activity keeps the warning', async (context) => {
    if (own === undefined) return context.skip('this machine has no address but its own');
    const { home } = await servicesWith({ REDIS_BIND: own });
    const { stdout, stderr } = await runManage(['--action', 'install', '--runtime', 'process', '--json'], home.env);
    const warning = `It listens on ${own} (REDIS_BIND). Anyone who can connect to this computer can read and change all data.`;
    expect(stderr).toContain(`Warning: ${warning}`);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const { stdout: activity } = await runManage(['--action', 'activity', '--json'], home.env);
    expect(activity).toContain(warning);
  });

  test('REDIS_BIND is an address of another computer › refused, and nothing is touched', async () => {
    const { home, install } = await servicesWith({ REDIS_BIND: '203.0.113.9' });
    await expect(install()).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'REDIS_BIND' } });
    expect(await readdir(home.path)).toEqual([]);
    await expect(servicesWith({ REDIS_BIND: 'everywhere' })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      data: { field: 'REDIS_BIND' },
    });
  });
});

describeNeeding(['docker'], 'container with environment variables', () => {
  test('REDIS_BIND is an address of the network › published there', async (context) => {
    if (own === undefined) return context.skip('this machine has no address but its own');
    const { services, install } = await servicesWith({ REDIS_BIND: own }, true);
    await install();
    const { settings } = await services.settings.describe('main');
    expect(settings.find(({ name }) => name === 'bind')?.file).toBe(own);
  });
});
