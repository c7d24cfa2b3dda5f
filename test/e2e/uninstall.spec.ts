import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { redisCli } from '../support/redis-cli.ts';
import { expect, test } from './fixtures.ts';

test.use({ startsInstalled: true });

test('uninstall › dialog › lists what is deleted, focus on Cancel', async ({ firstRun, home }) => {
  const instances = await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2', 'c', '3');
  await expect.poll(() => instances.figure('main', 'Keys')).toBe('3');
  const dialog = await instances.uninstall('main');
  await expect(dialog.figure('Keys')).toHaveText('3');
  await expect(dialog.cancelButton).toBeFocused();
  await dialog.cancelButton.press('Enter');
  await expect(dialog.root).toHaveCount(0);
  expect(await redisCli(home.port, 'ping')).toBe('PONG');
});

test('uninstall › keep the data › the next installation has it', async ({ firstRun, home }) => {
  const instances = await firstRun.install('Process');
  await redisCli(home.port, 'set', 'k', 'v');
  const again = await (await instances.uninstall('main')).confirm();
  await expect(redisCli(home.port, 'ping')).rejects.toThrow(/refused/i);
  await again.install('Process');
  expect(await redisCli(home.port, 'get', 'k')).toBe('v');
});

test('uninstall › delete the data › nothing is left', async ({ firstRun, home }) => {
  const instances = await firstRun.install('Process');
  await redisCli(home.port, 'set', 'k', 'v');
  const dialog = await instances.uninstall('main');
  await dialog.removeData.check();
  await dialog.confirm();
  for (const folder of ['data', 'config', 'logs']) expect(existsSync(join(home.path, 'redis', folder))).toBe(false);
});
