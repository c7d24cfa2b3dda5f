import { readFile, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { bareRedis } from '../support/bare-redis.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { useSettingsHome } from '../support/settings-home.ts';

// It is told to end by a command as well as by a signal, as Redis heeds the command sooner.
describeNeeding(['redis', 'posix'], 'a server that is stopped', () => {
  test('saves as its save points say', async () => {
    const { home, services, done } = await useSettingsHome();
    await redisCli(home.port, 'set', 'k', 'v');
    await done(services.instances.stop('main'));
    await done(services.instances.start('main'));
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });

  test('saves as it was told to do on SIGTERM, where that is another thing', async (context) => {
    const { home, services, done } = await useSettingsHome();
    const set = await redisCli(home.port, 'config', 'set', 'shutdown-on-sigterm', 'save').catch(String);
    if (set !== 'OK') context.skip('Redis before 7 cannot be told so');
    await redisCli(home.port, 'config', 'set', 'save', '');
    await redisCli(home.port, 'set', 'k', 'v');
    await done(services.instances.stop('main'));
    await done(services.instances.start('main'));
    expect(await redisCli(home.port, 'get', 'k')).toBe('v');
  });

  test('is never mistaken for another that is at the port its redis.conf names by now', async () => {
    const { home, services, configFile, done } = await useSettingsHome();
    const other = await bareRedis();
    onTestFinished(other.dispose);
    const text = await readFile(configFile, 'utf8');
    await writeFile(configFile, text.replace(`port ${home.port}`, `port ${other.port}`));
    await done(services.instances.stop('main'));
    expect(await redisCli(other.port, 'ping')).toBe('PONG');
    await expect(redisCli(home.port, 'ping')).rejects.toThrow(/refused/);
  });
});
