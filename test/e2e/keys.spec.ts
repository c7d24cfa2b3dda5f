import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { BackupsPage } from './pages/backups-page.ts';
import { KeysPage } from './pages/keys-page.ts';

test.use({ startsInstalled: true });

/** Runs Lua, which writes many keys in one call. */
const run = (port: number, script: string) => redisCli(port, 'eval', script, '0');

const someKeys = `
  for i = 1, 300 do
    redis.call('HSET', 'session:web:' .. i, 'plan', 'pro', 'user', i)
    redis.call('EXPIRE', 'session:web:' .. i, 86400)
  end
  for i = 1, 20 do redis.call('RPUSH', 'cart:' .. i, 'a', 'b') end
  redis.call('SET', 'app:config', '{"limits":{"max":100}}')
  redis.call('SET', 'motd', 'hello')`;

/** A digest of every key, value and expiry. */
const digest = (port: number) =>
  run(
    port,
    `local all = redis.call('KEYS', '*')
     table.sort(all)
     for at, key in ipairs(all) do
       all[at] = key .. redis.sha1hex(redis.call('DUMP', key)) .. redis.call('PEXPIRETIME', key)
     end
     return redis.sha1hex(table.concat(all, '\\n'))`,
  );

test('keys › a backup whose server was flushed › is browsed, searched and analysed', async ({
  client,
  firstRun,
  home,
}) => {
  await firstRun.install('Process');
  await run(home.port, someKeys);
  await runManage(['--action', 'backup', '--backup-name', 'pre-deploy'], home.env);
  await redisCli(home.port, 'flushall');
  const backups = await new BackupsPage(client.page).goTo('main');
  await backups.choose('pre-deploy', /^Browse keys$/);

  const keys = await new KeysPage(client.page).ready();
  await expect(keys.state('322 keys in 1 database')).toBeVisible();
  await keys.expand('session:');
  await keys.select('web:');
  await expect(keys.total).toContainText('300 keys in session:web:');
  await keys.list.press('End');
  await expect(keys.key('session:web:99')).toBeVisible();
  await keys.key('session:web:99').click();
  const details = keys.details('session:web:99');
  await expect(details.getByRole('row', { name: /plan/ })).toContainText('pro');
  await expect(details).toContainText('manage.sh --action get --backup-name pre-deploy --key session:web:99');
  await expect(keys.button(/^New key/)).toHaveCount(0);

  await keys.select('db0');
  await keys.search.fill('config');
  await expect(keys.total).toContainText('1 match in db0');
  await keys.key('app:config').click();
  await expect(keys.details('app:config').getByText('limits')).toBeVisible();
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);

  // A link opens the tree down to its key, and scrolls the list to it.
  await keys.search.fill('');
  await keys.openLink('/keys/main/pre-deploy?database=0&key=session:web:99');
  await expect(keys.folder('web:')).toBeVisible();
  await expect(keys.key('session:web:99')).toBeVisible();

  await keys.showMemory();
  await keys.treemap.getByRole('button', { name: /^session: / }).click();
  await expect(keys.treemap.getByRole('button', { name: /^session:web: / })).toBeVisible();
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);

  // A folder is restored, and Undo removes it again.
  await keys.openLink('/keys/main/pre-deploy?database=0&key=app:config');
  await keys.select('cart:');
  await keys.button('Restore 20 keys…').click();
  const dialog = keys.dialog(/^Restore 20 keys/);
  await expect(dialog.getByRole('row', { name: /^New / })).toContainText('20');
  await expect(dialog).toContainText('manage.sh --action restore --backup-name pre-deploy --prefix cart:');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore with Undo' }).click();
  await expect(client.page.getByText('20 keys restored to main')).toBeVisible();
  expect(await redisCli(home.port, 'dbsize')).toBe('20');
  await client.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => redisCli(home.port, 'dbsize')).toBe('0');
});

test('keys › a live instance › shows a write, deletes a prefix of 10,000 keys and restores it', async ({
  client,
  firstRun,
  home,
}) => {
  await firstRun.install('Process');
  await run(home.port, someKeys);
  await run(home.port, `for i = 1, 10000 do redis.call('SET', 'bulk:' .. i, i, 'EX', 90000 + i) end`);
  const keys = await new KeysPage(client.page).open();
  await expect(keys.state('10,322 keys in 1 database')).toBeVisible();
  await keys.select('bulk:');
  await expect(keys.total).toContainText('10,000 keys in bulk:');

  await redisCli(home.port, 'set', 'bulk:0', 'from redis-cli');
  await expect(keys.key('bulk:0')).toBeVisible();
  await keys.key('bulk:0').click();
  await expect(keys.details('bulk:0')).toContainText('from redis-cli');
  await redisCli(home.port, 'del', 'bulk:0');
  await expect(keys.details('bulk:0')).toContainText('no longer exists');

  await keys.select('(no prefix)');
  await keys.search.fill('MOT');
  await expect(keys.total).toContainText('1 match without a prefix');
  await expect(keys.folder('(no prefix)')).toContainText('1 key');
  await keys.search.fill('bulk');
  await expect(keys.folder('(no prefix)')).toContainText('0 keys');
  await keys.search.fill('');
  await keys.select('bulk:');
  await expect(keys.total).toContainText('10,000 keys in bulk:');

  const before = await digest(home.port);
  await keys.button('Delete 10,000 keys…').click();
  const dialog = keys.dialog(/^Delete 10,000 keys\?/);
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Delete 10,000 keys' }).click();
  const message = keys.message('Deleted 10,000 keys');
  // It stays visible while the pointer is on it.
  await message.hover();
  expect(await redisCli(home.port, 'dbsize')).toBe('322');
  await message.getByRole('button', { name: 'Undo' }).click();
  await expect(keys.message('Undone: Deleted 10,000 keys')).toBeVisible();
  expect(await digest(home.port)).toBe(before);
  await expect(keys.total).toContainText('10,000 keys in bulk:');
});
