import { redisCli } from '../support/redis-cli.ts';
import { expect, test } from './fixtures.ts';

test.use({ startsInstalled: true });

test('branch › from the menu of an instance › a copy with its keys, a badge with the time left, and promoted', async ({
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

  await redisCli(home.clientPorts.start, 'mset', 'cart:1', 'plum', 'cart:3', 'fig');
  await redisCli(home.clientPorts.start, 'del', 'cart:2');
  await page.getByRole('navigation').getByRole('link', { name: 'Instances' }).click();
  await instances.open('try');
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill('promote keys');
  await page.keyboard.press('Enter');
  const promote = page.getByRole('dialog', { name: /^Restore/ });
  const effect = promote.getByRole('table', { name: 'What the restore does' });
  await expect(effect.getByRole('row', { name: /^Deleted/ })).toContainText('1');
  await promote.getByRole('button', { name: 'Restore with Undo' }).click();
  await promote.waitFor({ state: 'detached' });
  await expect.poll(() => redisCli(home.port, 'mget', 'cart:1', 'cart:2', 'cart:3')).toBe('plum\n\nfig');
});
