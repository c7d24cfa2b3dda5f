import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { BackupsPage } from './pages/backups-page.ts';
import { ComparePage } from './pages/compare-page.ts';

test.use({ startsInstalled: true });

test('compare › a backup and its instance › totals, prefixes, keys and lines that differ', async ({
  client,
  firstRun,
  home,
}) => {
  await firstRun.install('Process');
  const run = (...args: readonly string[]) => redisCli(home.port, ...args);
  await run('mset', 'cart:1', 'a', 'cart:2', 'b', 'user:1', 'same', 'product:1', '{"sku":1,"price":24.90}');
  await run('hset', 'session:1', 'plan', 'free', 'name', 'Ada');
  await runManage(['--action', 'backup', '--backup-name', 'pre-deploy'], home.env);
  await run('del', 'cart:1');
  await run('set', 'cart:3', 'c');
  await run('set', 'product:1', '{"sku":1,"price":22.40}');
  await run('hset', 'session:1', 'plan', 'pro');
  await run('expire', 'cart:2', '5000');

  const backups = await new BackupsPage(client.page).goTo('main');
  await backups.choose('pre-deploy', /^Compare with the instance$/);
  const compare = new ComparePage(client.page);
  await expect(compare.totals).toContainText('1 removed');
  await expect(compare.totals).toContainText('1 added');
  await expect(compare.totals).toContainText('2 changed');
  await expect(compare.totals).toContainText('1 expiry only');
  await expect(compare.totals).toContainText('1 equal');
  await expect(compare.list.getByRole('row')).toHaveCount(6);
  await expect(compare.tree.getByRole('button', { name: /^user:\s*equal/ })).toBeVisible();

  await compare.key('product:1').click();
  const lines = compare.details('product:1');
  await expect(lines.getByRole('row', { name: /−.*24\.90/ })).toBeVisible();
  await expect(lines.getByRole('row', { name: /\+.*22\.40/ })).toBeVisible();
  await expect(lines).toContainText('manage.sh --action compare --instance main --backup-name pre-deploy --with live');

  await compare.folder(/^cart:/).click();
  await expect(compare.list.getByRole('row')).toHaveCount(4);
  await compare.button('1 removed').click();
  await expect(compare.list.getByRole('row')).toHaveCount(2);
  await expect(compare.key('cart:1')).toContainText('Removed');
  await client.page.reload();
  await expect(compare.key('cart:1')).toContainText('Removed');
  await expect(compare.details('product:1')).toBeVisible();
  expect(await unnamedControls(client.page)).toEqual([]);

  await compare.button('1 removed').click();
  await compare.list.getByRole('checkbox', { name: 'Select cart:1', exact: true }).check();
  await expect(compare.page.getByText('1 key selected')).toBeVisible();
  await compare.tree.getByRole('checkbox', { name: 'Select all of product:' }).check();
  await expect(compare.list.getByRole('checkbox', { name: 'Select cart:3', exact: true })).toBeDisabled();
  await compare.restore('Restore 2 keys…');
  await expect(compare.totals).toContainText('0 removed');
  await expect(compare.totals).toContainText('1 changed');
  expect(await run('mget', 'cart:1', 'cart:3', 'product:1')).toBe('a\nc\n{"sku":1,"price":24.90}');
  expect(await run('hget', 'session:1', 'plan')).toBe('pro');

  await run('del', 'cart:1');
  await compare.button('Refresh').click();
  await compare.button('1 removed').click();
  await expect(compare.key('cart:1')).toContainText('Removed');
  await run('set', 'cart:1', 'a');
  await compare.button('Refresh').click();
  await expect(compare.page.getByText('No keys match')).toBeVisible();
  await expect(compare.totals).toContainText('0 removed');
});
