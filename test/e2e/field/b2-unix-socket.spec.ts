import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runManage } from '../../support/run-manage.ts';
import { expect, test } from '../fixtures.ts';

test.use({ startsInstalled: true });

test.describe('B2 › an instance without a port', () => {
  test('instance page › main listens on a Unix socket only › its address is the socket path, with a copy button', async ({
    firstRun,
    client: { page, clipboard },
    home,
  }) => {
    const main = await (await firstRun.install('Process')).open('main');
    const file = join(home.path, 'redis/config/redis.conf');
    const socket = join(home.path, 'redis/data/s');
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text.replace(/^port .*$/m, 'port 0')}\nunixsocket ${socket}\n`);
    expect(await runManage(['--action', 'restart'], home.env)).toMatchObject({ code: 0 });

    await expect(main.connection).toContainText(`redis-cli -s ${socket}`);
    await expect(main.connection).toContainText('main listens on no port');
    await expect(page.getByRole('tab', { name: 'n8n' })).toHaveCount(0);
    await main.connection.getByRole('button', { name: 'Copy the socket path' }).click();
    await expect.poll(clipboard).toBe(socket);
    await expect(page.getByRole('main')).toContainText('Unix socket');
    await page.getByRole('navigation').getByRole('link', { name: 'Instances' }).click();
    await expect(page.getByRole('table', { name: 'Instances' }).getByTitle(`Unix socket ${socket}`)).toBeVisible();
  });
});
