import { join } from 'node:path';
import { redisCli } from '../support/redis-cli.ts';
import { buildModule } from '../support/redis-module.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';

test.use({ startsInstalled: true });

test('modules › a file › is tried, loaded with one restart, and unloaded after its keys are named', async ({
  client: { page },
  firstRun,
  home,
}) => {
  test.slow();
  const file = await buildModule({ skip: (reason?: string) => test.skip(true, reason) }, join(home.path, 'ledger.so'));
  const instances = await firstRun.install('Process');
  await instances.open('main');
  await page.getByRole('link', { name: 'Modules', exact: true }).click();
  await page.getByRole('button', { name: 'Load module…' }).click();
  const load = page.getByRole('dialog', { name: 'Load a module into main' });
  const button = load.getByRole('button', { name: 'Load and restart' });
  await load.getByRole('textbox', { name: 'Or a path' }).fill('/none.so');
  await expect(load.getByText('does not exist')).toBeVisible();
  await expect(button).toBeDisabled();
  await load.getByRole('textbox', { name: 'Or a path' }).fill(file);
  await expect(load.getByText('ledger, version 3')).toBeVisible();
  await expect(load.getByText('ledger.get, ledger.set')).toBeVisible();
  await expect.poll(() => unnamedControls(page)).toEqual([]);
  await button.click();
  const table = page.getByRole('table', { name: 'Modules of main' });
  await expect(table.getByRole('row', { name: /ledger/ })).toContainText('redis.conf');
  await redisCli(home.port, 'ledger.set', 'account', '7');
  await table.getByRole('button', { name: 'Unload ledger' }).click();
  const unload = page.getByRole('dialog', { name: 'Unload ledger from main?' });
  await expect(unload.getByText(/1 key of the type ledger-v1 will be deleted/)).toBeVisible();
  await unload.getByRole('button', { name: 'Unload and restart' }).click();
  await expect(page.getByText('main loads no modules')).toBeVisible();
  expect(await redisCli(home.port, 'exists', 'account')).toBe('0');
});
