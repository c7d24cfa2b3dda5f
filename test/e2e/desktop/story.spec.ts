import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { redisCli } from '../../support/redis-cli.ts';
import { expect, test } from '../fixtures.ts';
import { BackupsPage } from '../pages/backups-page.ts';
import { ChartsPage } from '../pages/charts-page.ts';
import { ComparePage } from '../pages/compare-page.ts';
import { FirstRunPage } from '../pages/first-run-page.ts';
import { ImportDialog } from '../pages/import-dialog.ts';
import { KeysPage } from '../pages/keys-page.ts';
import { SettingsPage } from '../pages/settings-page.ts';
import { TenantsPage } from '../pages/tenants-page.ts';

test.use({ withDocker: false });

test('story › a first day › install, tenant, settings, backup, keys, compare, restore, undo, charts', async ({
  client: { page, app },
  home,
}) => {
  const run = (...args: readonly string[]) => redisCli(home.port, ...args);
  await new FirstRunPage(page).install('Process');
  const tenants = await new TenantsPage(page).goTo();
  await tenants.create('shop');
  await expect(tenants.row('shop')).toContainText('Running');
  expect(await redisCli(home.clientPorts.start, 'ping')).toBe('PONG');

  await page.evaluate(() => {
    window.location.hash = '/settings/main';
  });
  const settings = new SettingsPage(page);
  await settings.field('maxmemory').fill('123mb');
  await expect(settings.line('maxmemory')).toContainText('Live');
  // By keyboard: a message from the steps before may cover the button.
  await settings.applyButton.press('Enter');
  await expect(settings.report).toContainText('main was not restarted');

  await run('mset', 'cart:1', 'a', 'cart:2', 'b', 'user:1', 'Ada');
  const backups = await new BackupsPage(page).goTo('main');
  await backups.backUpAs('morning');
  await expect(backups.row('morning')).toContainText('Verified');

  await backups.choose('morning', /^Browse keys$/);
  const keys = await new KeysPage(page).ready();
  await expect(keys.folder('cart:')).toBeVisible();
  await run('del', 'cart:1', 'cart:2');
  await run('set', 'user:1', 'Grace');

  await backups.goTo('main');
  await backups.choose('morning', /^Compare with the instance$/);
  const compare = new ComparePage(page);
  await expect(compare.totals).toContainText('2 removed');
  await expect(compare.totals).toContainText('1 changed');

  await keys.openLink('/keys/main/morning?database=0&prefix=cart:');
  await keys.select('cart:');
  await keys.button('Restore 2 keys…').click();
  const chosen = keys.dialog(/^Restore 2 keys/);
  await chosen.getByRole('button', { name: 'Restore with Undo' }).click();
  await expect(page.getByText('2 keys restored to main')).toBeVisible();
  expect(await run('mget', 'cart:1', 'cart:2', 'user:1')).toBe('a\nb\nGrace');

  await backups.goTo('main');
  await (await backups.restore('morning')).confirm();
  await expect(backups.message('Restored morning into main')).toBeVisible();
  expect(await run('get', 'user:1')).toBe('Ada');
  await backups.undoButton.click();
  await expect(backups.message('Previous data of main restored')).toBeVisible();
  expect(await run('get', 'user:1')).toBe('Grace');

  // The system's own save dialog, and a file that is read from its path.
  const file = join(home.path, 'morning.redis-backup');
  await app?.evaluate((_electron, path) => void globalThis.desktopRecord.savePaths.push(path), file);
  await backups.choose('morning', /^Export…$/);
  await expect.poll(() => existsSync(file)).toBe(true);
  await page.getByRole('button', { name: 'Import…' }).click();
  const imports = new ImportDialog(page);
  await imports.choose(file);
  await imports.name('from-file');
  await imports.confirm();
  await imports.gone();
  await expect(backups.row('from-file')).toContainText('Imported');
  expect(existsSync(join(home.path, 'redis/desktop/uploads'))).toBe(false);

  const charts = await new ChartsPage(page).open('main');
  await expect(charts.figure('Memory')).toContainText('MB');
  await expect.poll(async () => (await charts.lines('Memory')).length).toBeGreaterThan(0);
});
