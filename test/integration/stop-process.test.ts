import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bareRedis } from '../support/bare-redis.ts';
import { endChild, track } from '../support/children.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { useSettingsHome } from '../support/settings-home.ts';
import { waitFor } from '../support/wait-for.ts';

// A stop sends SHUTDOWN as well as SIGTERM, because Redis handles the command sooner.
describeNeeding(['redis', 'posix'], 'stop', () => {
  test('save points configured › saves', async () => {
    const { home, services, done } = await useSettingsHome();
    await redisCli(home.port, 'set', 'k', 'v');
    await done(services.instances.stop('main'));
    await done(services.instances.start('main'));
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });

  test('shutdown-on-sigterm set › follows it', async (context) => {
    const { home, services, done } = await useSettingsHome();
    const set = await redisCli(home.port, 'config', 'set', 'shutdown-on-sigterm', 'save').catch(String);
    if (set !== 'OK') context.skip('Redis before 7 has no shutdown-on-sigterm');
    await redisCli(home.port, 'config', 'set', 'save', '');
    await redisCli(home.port, 'set', 'k', 'v');
    await done(services.instances.stop('main'));
    await done(services.instances.start('main'));
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });

  test('port in redis.conf changed to another server › that server keeps running', async () => {
    const { home, services, configFile, done } = await useSettingsHome();
    const other = await bareRedis();
    onTestFinished(other.dispose);
    const text = await readFile(configFile, 'utf8');
    await writeFile(configFile, text.replace(`port ${home.port}`, `port ${other.port}`));
    await done(services.instances.stop('main'));
    expect(await redisCli(other.port, 'ping')).toBe('PONG');
    await expect(redisCli(home.port, 'ping')).rejects.toThrow(/refused/);
  });

  test('started by hand and suspended › is not taken for stopped', async () => {
    const { home, services, configFile, done } = await useSettingsHome();
    await done(services.instances.stop('main'));
    const server = spawn('redis-server', [configFile], { cwd: dirname(configFile), stdio: 'ignore' });
    track(server, 'main, started by hand');
    onTestFinished(() => endChild(server, 'SIGKILL'));
    await waitFor('main to listen', async () => (await redisCli(home.port, 'ping').catch(() => '')) === 'PONG');
    server.kill('SIGSTOP');
    const [main] = await services.instances.list();
    expect(main?.state).not.toBe('stopped');
    await done(services.instances.stop('main'));
    await expect.poll(() => server.exitCode ?? server.signalCode).not.toBeNull();
  });

  test('its port is held for a moment after its end › it starts as soon as the port is free', async () => {
    const { home, services, configFile, done } = await useSettingsHome();
    await done(services.instances.stop('main'));
    // As the child of a server that has ended: it has inherited the socket.
    const holder = spawn('redis-server', ['--port', String(home.port), '--save', ''], { stdio: 'ignore' });
    track(holder, 'the holder of the port');
    onTestFinished(() => endChild(holder, 'SIGKILL'));
    await waitFor('the holder', async () => (await redisCli(home.port, 'ping').catch(() => '')) === 'PONG');
    setTimeout(() => holder.kill('SIGKILL'), 300);
    await done(services.instances.start('main'));
    expect(await redisCli(home.port, 'info', 'server')).toContain(`config_file:${configFile}`);
  });
});
