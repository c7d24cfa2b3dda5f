import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('E3', 'uninstall where nothing is installed', (runtime) => {
  const docker = runtime === 'docker';

  test.each([
    ['without flags', []],
    ['with --remove-data yes', ['--remove-data', 'yes', '--yes', 'yes']],
  ])('an empty home › %s › says so, exits with 0 and makes no file', async (_, flags) => {
    const home = await useTestHome({ docker });
    const call = (...args: readonly string[]) => runInProcess(['--action', 'uninstall', ...flags, ...args], home.env);
    expect(await call()).toMatchObject({ code: 0, stdout: 'Main Redis is not installed; nothing was changed.\n' });
    const answer = await call('--json');
    expect(answer.json()).toMatchObject({ id: 'main', removedData: false, safetyBackup: null, changed: false });
    expect(answer.code).toBe(0);
    for (const folder of ['data', 'config', 'backups'])
      expect(existsSync(join(home.path, 'redis', folder))).toBe(false);
  });

  test('folders of an earlier installation › --remove-data yes › removes them and says so', async () => {
    const home = await useTestHome({ docker });
    const call = (...args: readonly string[]) => runInProcess(['--action', 'uninstall', ...args], home.env);
    for (const folder of ['data', 'config', 'logs']) await mkdir(join(home.path, 'redis', folder), { recursive: true });
    await writeFile(join(home.path, 'redis/logs/redis.log'), 'old\n');
    expect((await call('--json')).json()).toMatchObject({ removedData: false, changed: false });
    expect(existsSync(join(home.path, 'redis/logs/redis.log'))).toBe(true);
    const removed = await call('--remove-data', 'yes', '--yes', 'yes');
    const sentence = 'Main Redis was not installed; its leftover files were removed. Backups are kept.\n';
    expect(removed).toMatchObject({ code: 0, stdout: sentence });
    for (const folder of ['data', 'config', 'logs']) expect(existsSync(join(home.path, 'redis', folder))).toBe(false);
  });

  test('an installed main › twice › the second time nothing is changed', async () => {
    const home = await useTestHome({ docker });
    const call = (...args: readonly string[]) => runInProcess(['--action', ...args, '--json'], home.env);
    await call('install', '--runtime', runtime);
    expect((await call('uninstall')).json()).toMatchObject({ removedData: false, changed: true });
    expect((await call('uninstall')).json()).toMatchObject({ removedData: false, changed: false });
    expect((await call('uninstall', '--remove-data', 'yes', '--yes', 'yes')).json()).toMatchObject({
      removedData: true,
      changed: true,
    });
    expect(await call('uninstall', '--instance', 'nobody')).toMatchObject({ code: 3 });
  });
});
