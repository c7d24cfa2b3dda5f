import { runManage } from '../support/run-manage.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { BenchmarkPage } from './pages/benchmark-page.ts';

test.use({ startsInstalled: true });

test('benchmark › two settings › progress, a verdict for each test, and a plan with B', async ({
  firstRun,
  client,
  home,
}) => {
  await firstRun.install('Process');
  const durable = ['--set', 'appendonly=yes', '--set', 'appendfsync=always'];
  expect(await runManage(['--action', 'config', ...durable, '--yes', 'yes'], home.env)).toMatchObject({ code: 0 });
  const page = await new BenchmarkPage(client.page).open();
  await expect(client.page.getByText('No benchmark of main yet')).toBeVisible();
  await page.fill({ Clients: '0' });
  await expect(page.run).toBeDisabled();
  await page.fill({ Clients: '1', 'Requests a round': '400', Rounds: '3' });
  await page.onlyTests('SET');
  await page.addSetting('appendfsync', 'appendfsync');
  await client.page
    .getByRole('radiogroup', { name: /\(appendfsync\)/ })
    .getByText('no', { exact: true })
    .click();
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  await page.run.click();
  await expect(page.throughput.getByRole('row', { name: /SET/ })).toContainText(/B faster|No difference/);
  await expect(page.latency.getByRole('row', { name: /SET/ })).toBeVisible();
  await client.page.getByRole('button', { name: 'Apply B as a plan…' }).click();
  await expect(client.page.getByText('appendfsync').first()).toBeVisible();
  await expect(client.page).toHaveURL(/settings\/main/);
  await page.open();
  await client.page.getByRole('button', { name: 'Delete this run' }).click();
  await client.page.getByRole('menuitem', { name: 'Delete this run' }).click();
  await expect(client.page.getByText('No benchmark of main yet')).toBeVisible();
  await client.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.throughput.getByRole('row', { name: /SET/ })).toBeVisible();
});
