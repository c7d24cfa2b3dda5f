import { redisCli } from '../support/redis-cli.ts';
import { expect, test } from './fixtures.ts';

test.use({ startsInstalled: true });

test('branch › from the menu of an instance › a copy with its keys, and a badge with the time left', async ({
  client: { page },
  firstRun,
  home,
}) => {
  test.slow();
  const instances = await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'cart:1', 'apple', 'cart:2', 'pear');
  await instances.open('main');
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill('branch main');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Branch from main' });
  await dialog.getByRole('textbox', { name: 'Tenant id' }).fill('try');
  await dialog.getByRole('button', { name: 'Create branch' }).click();
  await expect(page.getByRole('heading', { name: 'try' })).toBeVisible();
  expect(await redisCli(home.clientPorts.start, 'get', 'cart:2')).toBe('pear');
  await page.getByRole('navigation').getByRole('link', { name: 'Tenants' }).click();
  await expect(page.getByRole('row', { name: /try/ })).toContainText(/in 2[34] h/);
});
