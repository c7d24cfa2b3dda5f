import type { Locator } from '@playwright/test';
import { redisCli } from '../../support/redis-cli.ts';
import { runManage } from '../../support/run-manage.ts';
import { expect, test } from '../fixtures.ts';
import { InstancePage } from '../pages/instance-page.ts';

test.use({ needs: ['browser'], startsInstalled: true });

test.describe('D2 › a page that is loaded again', () => {
  test('instance page › reloaded after the recorder has worked › charts begin with what is recorded', async ({
    firstRun,
    client: { page },
    home,
  }) => {
    test.setTimeout(120_000);
    await (await firstRun.install('Process')).open('main');
    // Some samples of the recorder, with a load that ends before the page is loaded again.
    await redisCli(home.port, 'eval', "for i = 1, 3000 do redis.call('set', 'k' .. i, i) end", '0');
    const memory = page.getByRole('img', { name: /^Memory, last/ });
    await expect.poll(() => pointsOf(memory)).toBeGreaterThan(20);
    await page.reload();
    const reloadedAt = Date.now();
    await expect(page.getByRole('heading', { level: 1, name: 'main' })).toBeVisible();
    // By default they come once a second.
    const recorded = async () => (await pointsOf(memory)) - (Date.now() - reloadedAt) / 1000;
    await expect.poll(recorded).toBeGreaterThan(10);
    await page.getByRole('navigation').getByRole('link', { name: 'Instances' }).click();
    const trend = page.getByRole('img', { name: /^Operations per second of main/ });
    await expect.poll(() => pointsOf(trend)).toBeGreaterThan(10);
  });

  test('recent operations › done by the terminal and by Redis itself › shown, also after the app was closed', async ({
    firstRun,
    client: { page },
    home,
  }) => {
    test.setTimeout(120_000);
    const main = await (await firstRun.install('Process')).open('main');
    await expect(main.recentOperations).toContainText('Install main');
    expect(await runManage(['--action', 'restart'], home.env)).toMatchObject({ code: 0 });
    await expect(main.recentOperations).toContainText('Restart main');
    await expect(main.recentOperations).toContainText('from a terminal');
    // A stop between the same two samples would count as part of the restart.
    const memory = page.getByRole('img', { name: /^Memory, last/ });
    const points = await pointsOf(memory);
    await expect.poll(() => pointsOf(memory)).toBeGreaterThan(points + 2);
    await redisCli(home.port, 'shutdown', 'nosave').catch(() => undefined);
    await expect(main.recentOperations).toContainText('outside of this app');
    await page.reload();
    const again = new InstancePage(page, 'main');
    await expect(again.recentOperations).toContainText('Restart main');
    await again.recentOperations.getByRole('link', { name: /outside of this app/ }).click();
    await expect(page).toHaveURL(/#\/activity\/main\?event=/);
  });
});

/** The number of points of a chart's lines. */
async function pointsOf(drawing: Locator): Promise<number> {
  const paths = await drawing.locator('path').evaluateAll((all) => all.map((path) => path.getAttribute('d') ?? ''));
  return Math.max(0, ...paths.map((d) => d.split(/[ML]/).length - 1));
}
