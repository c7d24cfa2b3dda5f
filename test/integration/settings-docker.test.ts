import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { configGet, fill, keyCount, useSettingsHome } from '../support/settings-home.ts';

describeNeeding(['docker', 'redis'], 'settings of a container', () => {
  test('local program of another version › tried with the image, and the line is named', async () => {
    const { home, services, configFile, hash } = await useSettingsHome('docker');
    // A path that exists in the container but not on this computer.
    await writeFile(join(dirname(configFile), 'more.conf'), 'timeout 7\n');
    const text = await readFile(configFile, 'utf8');
    const before = await hash();
    const line = text.split('\n').length;
    const tried = (added: string) => services.settings.plan('main', { kind: 'text', text: `${text}${added}` });
    await expect(tried('include /usr/local/etc/redis/more.conf\n')).resolves.toMatchObject({
      triedBy: expect.stringMatching(/^a container of Redis \d/),
    });
    await expect(tried('include /usr/local/etc/redis/none.conf\n')).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringContaining("can't open config file"),
    });
    await expect(
      tried('include /usr/local/etc/redis/more.conf\nlatency-tracking-info-percentiles 200\n'),
    ).rejects.toMatchObject({ data: { line: line + 1 } });
    expect(await hash()).toBe(before);
    // Of a stopped one as well.
    await services.operations.settled((await services.instances.stop('main')).id);
    await appendFile(join(dirname(configFile), 'more.conf'), 'timeout banana\n');
    await expect(tried('include /usr/local/etc/redis/more.conf\n')).rejects.toMatchObject({ code: 'BAD_VALUE' });
    await services.operations.settled((await services.instances.start('main')).id);
    expect(await configGet(home.port, 'timeout')).toBe('0');
  });

  test('it does not start with them › reverted, with every key', async () => {
    const { home, services, done, hash } = await useSettingsHome('docker');
    await fill(home.port, 500);
    const before = await hash();
    const request = { kind: 'changes', changes: { unixsocket: '/no/such/folder/s', maxmemory: '1gb' } } as const;
    const plan = await services.settings.plan('main', request);
    await expect(done(services.settings.apply('main', request, plan.hash))).rejects.toMatchObject({
      code: 'START_FAILED',
    });
    expect(await hash()).toBe(before);
    expect(await services.instances.status('main')).toMatchObject({ state: 'running' });
    expect(await keyCount(home.port)).toBe(500);
    expect(await configGet(home.port, 'maxmemory')).toBe('2147483648');
  });

  test('persistence of a stopped container › changed while no program can connect', async () => {
    const { home, services, done, apply } = await useSettingsHome('docker');
    await fill(home.port, 2000);
    await done(services.instances.stop('main'));
    let answered = 0;
    let asked = 0;
    const looking = new AbortController();
    const look = (async () => {
      while (!looking.signal.aborted) {
        asked += 1;
        if ((await keyCount(home.port).catch(() => Number.NaN)) >= 0) answered += 1;
      }
    })();
    await apply({ kind: 'changes', changes: {}, persistence: 'both' });
    looking.abort();
    await look;
    expect(asked).toBeGreaterThan(1);
    expect(answered).toBe(0);
    expect(await services.instances.status('main')).toMatchObject({ state: 'stopped' });
    await done(services.instances.start('main'));
    expect(await keyCount(home.port)).toBe(2000);
  });
});
