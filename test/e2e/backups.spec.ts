import { existsSync } from 'node:fs';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { BackupsPage } from './pages/backups-page.ts';

test.use({ startsInstalled: true });

test('backup › verified and restored after a flush › the restore can be undone', async ({ client, firstRun, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2', 'c', '3');
  const backups = await new BackupsPage(client.page).goTo('main');
  await expect(client.page.getByText('No backups of main yet')).toBeVisible();
  await backups.backUpAs('pre-deploy');
  await expect(backups.row('pre-deploy')).toContainText('Verified');
  await expect(backups.row('pre-deploy').getByRole('cell', { name: '3', exact: true })).toBeVisible();
  await expect(backups.mark('pre-deploy')).toBeVisible();

  await redisCli(home.port, 'flushall');
  await redisCli(home.port, 'set', 'later', 'kept');
  const dialog = await backups.restore('pre-deploy');
  await expect(dialog.cancelButton).toBeFocused();
  await expect(dialog.cells('Total')).toHaveText(['1 key', '3 keys', '+2']);
  await dialog.confirm();
  expect(await redisCli(home.port, 'mget', 'a', 'b', 'c', 'later')).toBe('1\n2\n3\n');
  await expect(backups.message('Restored pre-deploy into main')).toContainText('3 keys');

  await expect(backups.undoLine).toContainText('Restored pre-deploy into main');
  await backups.undoButton.click();
  await expect(backups.message('Previous data of main restored')).toContainText('1 key');
  expect(await redisCli(home.port, 'mget', 'a', 'later')).toBe('\nkept');
});

test('backup › damaged, or its verification failed › shows the reason', async ({ client, firstRun, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
  for (const name of ['cut-off', 'flipped', 'good'])
    await runManage(['--action', 'backup', '--backup-name', name], home.env);
  const file = (name: string) => join(home.path, 'redis', 'backups', `${name}.rdb`);
  await truncate(file('cut-off'), 20);
  const bytes = await readFile(file('flipped'));
  bytes[bytes.length - 12] = (bytes[bytes.length - 12] ?? 0) ^ 0x10;
  await writeFile(file('flipped'), bytes);

  const backups = await new BackupsPage(client.page).goTo('main');
  await expect(backups.problemOf('cut-off')).toContainText('Cannot be restored: its file cut-off.rdb');
  await backups.choose('flipped', /^Verify now$/);
  await expect(backups.row('flipped')).toContainText('Failed');
  await expect(backups.problemOf('flipped')).toContainText('checksum');
  await expect(backups.row('good')).toContainText('Verified');
  const dialog = await backups.restore('flipped');
  await dialog.root.getByRole('button', { name: 'Restore, with undo' }).click();
  await expect(dialog.root.getByRole('alert')).toContainText('flipped');
  await dialog.cancelButton.click();
  expect(await redisCli(home.port, 'mget', 'a', 'b')).toBe('1\n2');
});

test('backup › renamed, noted, pinned and deleted › shown and on disk', async ({ client, firstRun, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'set', 'a', '1');
  await runManage(['--action', 'backup', '--backup-name', 'first'], home.env);
  await runManage(['--action', 'backup', '--backup-name', 'second'], home.env);
  const backups = await new BackupsPage(client.page).goTo('main');

  await backups.choose('first', /^Rename…$/);
  const rename = backups.dialog(/^Rename first$/);
  await rename.getByRole('textbox', { name: 'New name' }).fill('second');
  await expect(rename).toContainText('already has a backup “second”');
  await rename.getByRole('textbox', { name: 'New name' }).fill('before-import');
  await client.page.keyboard.press('Enter');
  await expect(backups.row('before-import')).toBeVisible();
  await expect(backups.row('first')).toHaveCount(0);

  await backups.choose('before-import', /^Write a note…$/);
  const note = backups.dialog(/^Note on before-import$/);
  await note.getByRole('textbox', { name: 'Note' }).fill('Prices of spring');
  await note.getByRole('button', { name: 'Save' }).click();
  await expect(note).toHaveCount(0);
  await backups.choose('before-import', /^Pin$/);
  await expect(backups.row('before-import').getByLabel('pinned: clean-up keeps it')).toBeVisible();
  await client.page.getByRole('textbox', { name: 'Filter backups by name or note' }).fill('spring');
  await expect(backups.rows).toHaveCount(1);
  await client.page.getByRole('button', { name: 'Show all' }).click();

  await backups.choose('second', /^Delete…$/);
  const remove = backups.dialog(/^Delete second\?$/);
  await expect(remove.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await remove.getByRole('button', { name: 'Delete' }).click();
  await expect(backups.row('second')).toHaveCount(0);
  expect(existsSync(join(home.path, 'redis', 'backups', 'second.rdb'))).toBe(false);
  await backups.message('second deleted').getByRole('button', { name: 'Undo' }).click();
  await expect(backups.row('second')).toBeVisible();
  expect(existsSync(join(home.path, 'redis', 'backups', 'second.rdb'))).toBe(true);
});

test('cleanup › preview › deletes exactly the backups that it lists', async ({ client, firstRun, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'set', 'a', '1');
  for (const name of ['one', 'two', 'three']) await runManage(['--action', 'backup', '--backup-name', name], home.env);
  const backups = await new BackupsPage(client.page).goTo('main');
  await client.page.getByRole('button', { name: 'Clean up…' }).click();
  const dialog = backups.dialog(/^Clean up backups of main$/);
  await expect(dialog).toContainText('Nothing exceeds these limits');
  await dialog.getByRole('textbox', { name: 'Keep the newest' }).fill('1');
  const going = dialog.getByRole('list', { name: 'What would be deleted' }).getByRole('listitem');
  await expect(going).toHaveText([/^two/, /^one/]);
  await expect(backups.rows).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Delete 2' }).click();
  await expect(backups.rows).toHaveCount(1);
  await expect(backups.row('three')).toBeVisible();
});

test('accessibility › backups › each control has a name', async ({ client, firstRun, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'set', 'a', '1');
  await runManage(['--action', 'backup', '--backup-name', 'only'], home.env);
  const backups = await new BackupsPage(client.page).goTo('main');
  await expect(backups.row('only')).toContainText('Verified');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  const dialog = await backups.restore('only');
  await expect(dialog.cells('Total')).toHaveText(['1 key', '1 key', '0']);
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
});
