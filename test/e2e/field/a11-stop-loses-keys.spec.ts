import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redisCli } from '../../support/redis-cli.ts';
import { expect, test } from '../fixtures.ts';

test.use({ startsInstalled: true });

test.describe('A11 › persistence none', () => {
  test('stop and restart › keys in memory only › the dialog shows how many, and Cancel touches nothing', async ({
    firstRun,
    client,
    home,
  }) => {
    test.slow();
    const instances = await firstRun.install('Process');
    const page = await instances.open('main');
    await redisCli(home.port, 'config', 'set', 'save', '');
    const conf = join(home.path, 'redis/config/redis.conf');
    await writeFile(conf, `${await readFile(conf, 'utf8')}\nsave ""\n`);
    await redisCli(home.port, 'mset', 'a', '1', 'b', '2', 'c', '3');

    await page.action('Restart').click();
    const restart = client.page.getByRole('dialog', { name: 'Restart main?' });
    await expect(restart).toContainText('main has persistence none and holds 3 keys in memory only.');
    await expect(restart).toContainText('manage.sh --action restart --yes yes');
    await restart.getByRole('button', { name: 'Cancel' }).click();
    expect(await redisCli(home.port, 'dbsize')).toBe('3');

    await page.action('Stop').click();
    const stop = client.page.getByRole('dialog', { name: 'Stop main?' });
    await expect(stop.getByRole('definition').first()).toHaveText('3');
    await stop.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.state('Stopped')).toBeVisible();
    await client.page.getByRole('button', { name: 'Start', exact: true }).last().click();
    await expect(page.state('Running')).toBeVisible();
    expect(await redisCli(home.port, 'dbsize')).toBe('0');
  });
});

test.describe('A4 › data that the next start would not load', () => {
  test('stop › it cannot be saved there › says why, and "Stop anyway" ends it', async ({ firstRun, client, home }) => {
    test.slow();
    const instances = await firstRun.install('Process');
    const page = await instances.open('main');
    const conf = join(home.path, 'redis/config/redis.conf');
    const text = await readFile(conf, 'utf8');
    await writeFile(conf, text.replace(/^dir .*$/m, 'dir /nonexistent/data'));
    await redisCli(home.port, 'mset', 'a', '1', 'b', '2');

    await page.action('Stop').click();
    const dialog = client.page.getByRole('dialog', { name: 'Stop main without saving?' });
    await expect(dialog).toContainText('/nonexistent/data');
    await expect(dialog.getByRole('definition').first()).toHaveText('2');
    expect(await redisCli(home.port, 'dbsize')).toBe('2');
    await dialog.getByRole('button', { name: 'Stop anyway' }).click();
    await expect(page.state('Stopped')).toBeVisible();
  });
});
