import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { expect, test } from './fixtures.ts';

test.use({ startsInstalled: true });

test('palette › keyboard only › finds and runs every command', async ({ firstRun, client }) => {
  const instances = await firstRun.install('Process');
  const page = await instances.open('main');
  const palette = await page.openPalette();
  await expect(palette.search).toBeFocused();
  await expect(palette.commands.filter({ hasText: 'Stop main' })).toContainText('manage.sh --action stop');

  await palette.run('stop main');
  await expect(palette.search).toHaveCount(0);
  await expect(page.state('Stopped')).toBeVisible();

  await (await page.openPalette()).run('go to instances');
  await expect(instances.row('main')).toContainText('Stopped');

  await instances.openPalette();
  await client.page.keyboard.press('Escape');
  await expect(palette.search).toHaveCount(0);
});

test('palette › a change by another client › commands use the new state', async ({ firstRun, client, home }) => {
  const instances = await firstRun.install('Process');
  const page = await instances.open('main');
  const palette = await page.openPalette();
  // A view without backups, so that the backups are not read again by themselves.
  await palette.run('log of main');
  await expect(page.heading).toContainText('Log');
  await runManage(['--action', 'backup', '--backup-name', 'by-terminal'], home.env);
  await page.openPalette();
  await client.page.keyboard.type('restore main');
  await expect(palette.commands.filter({ hasText: 'Restore the newest verified backup' })).toContainText('by-terminal');
  await client.page.keyboard.press('Escape');

  await redisCli(home.port, 'set', 'k', 'v');
  await runManage(['--action', 'flush', '--yes', 'yes'], home.env);
  await (await page.openPalette()).run('undo the last flush of main');
  // While it restarts, it answers nobody.
  await expect.poll(() => redisCli(home.port, 'get', 'k').catch(() => null)).toBe('v');
});
