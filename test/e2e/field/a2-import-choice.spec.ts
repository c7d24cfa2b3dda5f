import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aofMembers, fieldData, tarGzOf } from '../../support/field-files.ts';
import { redisCli } from '../../support/redis-cli.ts';
import { expect, test } from '../fixtures.ts';
import { BackupsPage } from '../pages/backups-page.ts';
import { ChooseDataDialog } from '../pages/choose-data-dialog.ts';
import { ImportDialog } from '../pages/import-dialog.ts';

test.use({ needs: ['browser'], startsInstalled: true });
/** An import or verification loads the data in a scratch server, which takes time on a busy machine. */

test.describe('A2 › which data of a file counts', () => {
  test('import › nothing decides › asks with both counts and dates, and records the answer', async ({
    firstRun,
    client: { page },
    home,
  }) => {
    test.slow();
    const data = await fieldData(12, 5);
    const file = join(home.path, 'same.tar.gz');
    await writeFile(file, await tarGzOf([...aofMembers(data), { name: 'dump.rdb', data: data.dump }]));
    await firstRun.install('Process');
    const backups = await new BackupsPage(page).goTo('main');
    const dialog = new ImportDialog(page);
    const question = new ChooseDataDialog(page);
    await page.getByRole('button', { name: 'Import…' }).first().click();
    await dialog.choose(file);
    await dialog.confirm();

    await expect(question.options).toHaveCount(2);
    await expect(question.root).toContainText(/17 keys.*12 keys/s);
    await expect(question.root).toContainText(/written \d+ \w+ \d{4}, \d\d:\d\d:\d\d/);
    await expect(question.cancelButton).toBeFocused();
    await expect(question.button('Import')).toBeDisabled();
    await page.keyboard.press('Enter');
    await expect(question.root).toHaveCount(0);
    await expect(page.getByRole('alert').filter({ hasText: 'failed' })).toHaveCount(0);
    expect((await readdir(join(home.path, 'redis/backups'))).filter((name) => !name.startsWith('.'))).toEqual([]);

    await page.getByRole('button', { name: 'Import…' }).first().click();
    await dialog.choose(file);
    await dialog.name('by-choice');
    await dialog.confirm();
    await question.choose(/^dump\.rdb/, 'Import');
    await expect(backups.message('Backup of main imported')).toContainText('dump.rdb counts. Decided by your choice.');
    await expect(backups.row('by-choice')).toContainText('Verified');
    await backups.choose('by-choice', /^Details$/);
    const contents = page.getByRole('region', { name: 'Contents' });
    await expect(contents).toContainText('Decided by your choice.');
    await expect(contents.getByRole('listitem').filter({ hasText: 'dump.rdb' })).toContainText('Used');
  });

  test('import › the base of an AOF without its increments › a warning, not a success', async ({
    firstRun,
    client: { page },
    home,
  }) => {
    test.slow();
    const { base } = await fieldData(4, 3);
    const file = join(home.path, 'appendonly.aof.1.base.rdb');
    await writeFile(file, base);
    await firstRun.install('Process');
    const backups = await new BackupsPage(page).goTo('main');
    await page.getByRole('button', { name: 'Import…' }).first().click();
    const dialog = new ImportDialog(page);
    await dialog.choose(file);
    await dialog.name('base-only');
    await dialog.confirm();
    const message = backups.message('Backup of main imported, with a warning');
    await expect(message).toContainText('is only the base of an AOF');
    await expect(message.getByRole('img', { name: 'Warning' })).toBeVisible();
    await expect(backups.row('base-only')).toContainText('Warnings');
    await expect(backups.row('base-only')).not.toContainText('Verified');
    await expect(backups.problemOf('base-only')).toContainText('is only the base of an AOF');
    await backups.choose('base-only', /^Details$/);
    await expect(page.getByRole('region', { name: 'Warnings' })).toContainText('Import the whole append-only folder');
    // A backup with a warning is nowhere shown as plainly verified.
    await expect(page.getByRole('region', { name: 'Verification' })).toContainText('Verified with warnings');
  });

  test('verify and restore › an archive of the scripts that nothing decides › ask', async ({
    firstRun,
    client: { page },
    home,
  }) => {
    test.slow();
    const data = await fieldData(12, 5);
    await firstRun.install('Process');
    await redisCli(home.port, 'set', 'now', 'this');
    const same = await tarGzOf([...aofMembers(data), { name: 'dump.rdb', data: data.dump }]);
    for (const name of ['one', 'two']) await writeFile(join(home.path, `redis/backups/${name}.tar.gz`), same);
    const backups = await new BackupsPage(page).goTo('main');
    const question = new ChooseDataDialog(page);
    await backups.choose('one', /^Verify now$/);
    await question.choose(/^appendonlydir/, 'Verify');
    await expect(backups.row('one')).toContainText('Verified');
    await expect(backups.row('one')).toContainText('17');

    const dialog = await backups.restore('two');
    await dialog.confirm();
    await question.choose(/^dump\.rdb/, 'Restore, with undo');
    await expect(backups.message('Restored two into main')).toContainText('12 keys');
    expect(await redisCli(home.port, 'dbsize')).toBe('12');
    await expect(page.getByRole('alert').filter({ hasText: 'failed' })).toHaveCount(0);
  });
});
