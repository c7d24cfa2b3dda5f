import { mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { configGet, fill, keyCount, useSettingsHome } from '../support/settings-home.ts';

/** A disk of the test, if this machine allows mounting one. */
async function useDisk(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-conf-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { code, stderr } = await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (code !== 0) context.skip(`this machine lets nobody mount a small disk: ${stderr.trim()}`);
  onTestFinished(async () => void (await runProgram('umount', ['-l', folder])));
  return folder;
}

describeNeeding(['redis', 'linux', 'root'], 'settings › full disk while redis.conf is written', () => {
  test('the old file and values stay, and the error says so', async (context) => {
    const disk = await useDisk(context);
    const folder = join(disk, 'config');
    await mkdir(folder, { mode: 0o700 });
    const { home, change, apply, services } = await useSettingsHome('process', { env: { REDIS_CONFIG_DIR: folder } });
    await fill(home.port, 200);
    const text = () => readFile(join(folder, 'redis.conf'), 'utf8');
    const before = await text();
    const { bavail, bsize } = await statfs(disk);
    await writeFile(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
    const full = { code: 'DISK_FULL' };
    await expect(change({ maxmemory: '123mb' })).rejects.toMatchObject(full);
    await expect(change({ 'tcp-backlog': '99', timeout: '9' })).rejects.toMatchObject(full);
    await expect(apply({ kind: 'changes', changes: {}, persistence: 'both' })).rejects.toMatchObject(full);
    expect(await text()).toBe(before);
    expect(await configGet(home.port, 'maxmemory')).toBe('2147483648');
    expect(await configGet(home.port, 'timeout')).toBe('0');
    expect(await configGet(home.port, 'appendonly')).toBe('no');
    expect(await services.settings.drift('main')).toEqual([]);
    expect(await keyCount(home.port)).toBe(200);
    await rm(join(disk, 'filler'));
    await change({ maxmemory: '123mb' });
    expect(await configGet(home.port, 'maxmemory')).toBe(String(123 * 1024 ** 2));
  });
});

describeNeeding(['redis', 'linux'], 'settings › the server refuses a value', () => {
  test('nothing changes, and the reason is reported', async () => {
    const { home, services, change, hash } = await useSettingsHome();
    const before = await hash();
    // More than this system allows: a server that starts accepts less, a running one refuses.
    const changes = { maxclients: '20000000', maxmemory: '1gb' };
    await expect(change(changes)).rejects.toMatchObject({
      code: 'CONFIG_REFUSED',
      data: { directive: 'maxclients' },
      message: expect.stringContaining('maxclients'),
    });
    expect(await hash()).toBe(before);
    expect(await configGet(home.port, 'maxmemory')).toBe('2147483648');
    expect(await services.settings.drift('main')).toEqual([]);
    expect(await redisCli(home.port, 'set', 'k', 'v')).toBe('OK');
  });
});

describeNeeding(['redis'], 'settings › invalid values', () => {
  test('paths outside the home › refused in every form', async () => {
    const { services, hash, configFile } = await useSettingsHome();
    const before = await hash();
    const text = await readFile(configFile, 'utf8');
    const line = text.split('\n').length;
    for (const [directive, value] of Object.entries({
      dir: '/tmp',
      dbfilename: '../dump.rdb',
      daemonize: 'yes',
      pidfile: '/tmp/x.pid',
      logfile: '/tmp/x.log',
    })) {
      await expect(
        services.settings.plan('main', { kind: 'changes', changes: { [directive]: value } }),
        directive,
      ).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: directive } });
      await expect(
        services.settings.plan('main', { kind: 'text', text: `${text}${directive} ${value}\n` }),
        directive,
      ).rejects.toMatchObject({ code: 'BAD_VALUE', data: { line } });
    }
    expect(await hash()).toBe(before);
  });

  test('more memory than the computer has › a warning, and applied', async () => {
    const { home, services, change } = await useSettingsHome();
    const request = { kind: 'changes', changes: { maxmemory: '100000gb' } } as const;
    const { risks, safetyBackup } = await services.settings.plan('main', request);
    expect(risks).toMatchObject([
      { directive: 'maxmemory', level: 'warning', message: expect.stringMatching(/^This computer has .* less than/) },
    ]);
    expect(safetyBackup).toBe(false);
    await change(request.changes);
    expect(await configGet(home.port, 'maxmemory')).toBe(String(100_000 * 1024 ** 3));
  });
});
