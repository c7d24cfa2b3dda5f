import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { expect, test } from './fixtures.ts';
import { BackupsPage } from './pages/backups-page.ts';
import { ImportDialog } from './pages/import-dialog.ts';

test.use({ needs: ['browser'], startsInstalled: true });

test('backup files › download › imported by the file picker and by drag and drop', async ({
  client,
  firstRun,
  home,
}) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
  await runManage(['--action', 'backup', '--backup-name', 'first'], home.env);
  const backups = await new BackupsPage(client.page).goTo('main');
  const [download] = await Promise.all([client.page.waitForEvent('download'), backups.choose('first', /^Download$/)]);
  expect(download.suggestedFilename()).toBe('first.redis-backup');
  const file = join(home.path, 'first.redis-backup');
  await download.saveAs(file);

  await client.page.getByRole('button', { name: 'Import…' }).click();
  const dialog = new ImportDialog(client.page);
  const page = join(home.path, 'page.rdb');
  await writeFile(page, '<!doctype html>');
  await dialog.choose(page);
  await dialog.confirm();
  await expect(dialog.alert).toContainText('page.rdb cannot be imported');
  await dialog.choose(file);
  await expect(dialog.files).toHaveText([/^first\.redis-backup/]);
  await dialog.name('by-picker');
  await dialog.confirm();
  await dialog.gone();
  await expect(backups.row('by-picker')).toContainText('Imported');
  await expect(backups.row('by-picker')).toContainText('Verified');

  const dump = join(home.path, 'dump.rdb');
  await writeFile(dump, await readFile(join(home.path, 'redis/backups/first.rdb')));
  await dialog.drop(dump);
  await expect(dialog.files).toHaveText([/^dump\.rdb/]);
  await dialog.confirm();
  await dialog.gone();
  await expect(backups.row('dump')).toContainText('Verified');
  await expect(async () => expect(await readdir(join(home.path, 'redis/desktop/uploads'))).toEqual([])).toPass();
});

test('backup › restored into a new tenant › the id is checked while it is typed', async ({
  client,
  firstRun,
  home,
}) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2', 'c', '3');
  await runManage(['--action', 'backup', '--backup-name', 'first'], home.env);
  const backups = await new BackupsPage(client.page).goTo('main');
  const dialog = await backups.restore('first');
  await dialog.into('A new tenant');
  const create = dialog.root.getByRole('button', { name: 'Create and restore' });
  await expect(create).toBeDisabled();
  await dialog.typeId('Not Good');
  await expect(dialog.root).toContainText('Use not-good');
  await expect(create).toBeDisabled();
  await dialog.typeId('copy-of-main');
  await expect(dialog.cells('Total')).toHaveText(['0 keys', '3 keys', '+3']);
  await create.click();
  await dialog.root.waitFor({ state: 'detached' });
  await expect(backups.message('Restored first into the new tenant copy-of-main')).toContainText('3 keys');
  const listed = await runManage(['--action', 'list-clients', '--json'], home.env);
  const [tenant] = listed.json() as { client: string; port: number }[];
  expect(tenant?.client).toBe('copy-of-main');
  expect(await redisCli(tenant?.port ?? 0, 'mget', 'a', 'b', 'c')).toBe('1\n2\n3');
});
