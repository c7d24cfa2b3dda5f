import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { ActivityPage } from './pages/activity-page.ts';
import { ChartsPage } from './pages/charts-page.ts';

test.use({ startsInstalled: true });

const infoCalls = async (port: number) =>
  Number(/cmdstat_info:calls=(\d+)/.exec(await redisCli(port, 'info', 'commandstats'))?.[1] ?? 0);

test('charts › live, paused and zoomed › the curve follows, stops, and changes its range', async ({
  client,
  firstRun,
  home,
}) => {
  await firstRun.install('Process');
  const charts = await new ChartsPage(client.page).open('main');
  await charts.range('5 min').click();
  await expect.poll(() => charts.lines('Operations')).toEqual([expect.stringContaining('L')]);
  const [early] = await charts.lines('Operations');
  await redisCli(home.port, 'eval', "for i = 1, 3000 do redis.call('set', 'k' .. i, i) end", '0');
  await expect.poll(() => charts.lines('Operations')).not.toEqual([early]);
  await expect(charts.chart('Keys')).toContainText('3,000');

  await client.page.keyboard.press('Space');
  await expect(charts.button('Live')).toBeVisible();
  // Pausing reads the history again, so the newest points may differ from those drawn before.
  await expect
    .poll(async () => {
      const drawn = await charts.lines('Memory');
      await client.page.waitForTimeout(500);
      return JSON.stringify(await charts.lines('Memory')) === JSON.stringify(drawn);
    })
    .toBe(true);
  const still = await charts.lines('Memory');
  const before = await infoCalls(home.port);
  await expect.poll(() => infoCalls(home.port)).toBeGreaterThan(before + 3);
  expect(await charts.lines('Memory')).toEqual(still);

  await charts.drag(0.5, 0.8);
  await expect(charts.button('Undo zoom')).toBeVisible();
  await expect.poll(() => charts.lines('Memory')).not.toEqual(still);
  await client.page.keyboard.press('z');
  await expect(charts.button('Undo zoom')).toHaveCount(0);
  await expect(charts.button('Live')).toBeVisible();
  await client.page.keyboard.press('p');
  await expect(charts.button('Pause')).toBeVisible();
});

test('charts › keyboard, table, CSV and PNG › all have the figures of the chart', async ({
  client,
  firstRun,
  home,
}) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
  const charts = await new ChartsPage(client.page).open('main');
  await charts.range('5 min').click();
  await expect(charts.figure('Memory')).toContainText(/\d (KB|MB) of/);
  await charts.cursor.focus();
  await expect(charts.cursor).toHaveAttribute('aria-valuetext', 'now');
  await client.page.keyboard.press('ArrowLeft');
  await client.page.keyboard.press('ArrowRight');
  await expect(charts.cursor).toHaveAttribute('aria-valuetext', /\d{2}:\d{2}:\d{2}: Memory .* [KM]B, Operations /);
  await client.page.keyboard.press('Escape');
  await expect(charts.cursor).toHaveAttribute('aria-valuetext', 'now');
  await client.page.keyboard.press('+');
  await expect(charts.button('Undo zoom')).toBeVisible();
  await client.page.keyboard.press('-');
  await expect(charts.button('Undo zoom')).toHaveCount(0);

  const table = await charts.showTable('Keys');
  await expect(table.getByRole('row').nth(1)).toContainText('2');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);

  const csv = await charts.save(/^Save data/);
  expect(csv.name).toMatch(/^charts-main-\d{4}-\d{2}-\d{2}-\d{4}\.csv$/);
  const [head = '', ...lines] = csv.content.toString().trimEnd().split('\r\n');
  expect(head).toContain('"main Keys, db0 mean (count)"');
  const column = head.match(/"[^"]*"|[^,]+/g)?.indexOf('"main Keys, db0 mean (count)"') ?? -1;
  // The newest second may not have been sampled yet.
  expect(lines.map((line) => line.split(',')[column]).findLast((value) => value !== '')).toBe('2');
  expect(lines).toHaveLength(300);
  const picture = await charts.save(/^Save image/);
  expect(picture.content.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.content.length).toBeGreaterThan(10_000);
});

test('charts › event markers › name a flush, a change of settings and a backup', async ({ client, firstRun, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
  const charts = await new ChartsPage(client.page).open('main');
  // In so long a range the events of this test are too close together to be separate, also on a slow machine.
  await charts.range('1 h').click();
  await runManage(['--action', 'backup', '--backup-name', 'mine'], home.env);
  await runManage(['--action', 'config', '--memory', '123mb'], home.env);
  await runManage(['--action', 'flush', '--database', '0', '--yes', 'yes'], home.env);
  await expect(charts.marks.last()).toHaveText(/[4-9] events/);
  await charts.marks.last().click();
  await expect(charts.marked.filter({ hasText: /flush/i })).toBeVisible();
  await expect(charts.marked.filter({ hasText: /backup|back up/i }).first()).toBeVisible();
  await charts.marked
    .filter({ hasText: /settings/i })
    .getByRole('button')
    .click();
  const what = client.page.getByRole('region', { name: /settings/i });
  await expect(what).toContainText('→ 123mb');
  await expect(what).toContainText('From a terminal');
  await expect(what.getByRole('link', { name: 'Settings of main' })).toBeVisible();
  await what.getByRole('button', { name: 'Compare before and after' }).click();
  const table = charts.dialog('Before and after').getByRole('table', { name: 'Before and after' });
  await expect(table.getByRole('row').filter({ hasText: 'Memory' }).first()).toContainText('MB');
  await client.page.keyboard.press('Escape');

  // Opens the details, returns to the charts of that time by a link that can be shared, and undoes the flush there.
  await charts.marks.last().click();
  await charts.marked.filter({ hasText: /flush/i }).getByRole('button').click();
  await client.page.getByRole('link', { name: 'Show in Activity' }).click();
  await new ActivityPage(client.page)
    .detail('Flush database 0 of main')
    .getByRole('link', { name: 'Show on charts' })
    .click();
  await expect(charts.button('Live')).toBeVisible();
  await client.page.reload();
  await expect(charts.button('Live')).toBeVisible();
  await charts.askedMark.click();
  // The link chose the range: in a short range the flush may be a marker of its own.
  const flush = charts.marked.filter({ hasText: /flush/i }).getByRole('button');
  const undo = client.page.getByRole('button', { name: 'Undo restore the previous data of main' });
  await expect(flush.or(undo)).toBeVisible();
  if (await flush.isVisible()) await flush.click();
  await undo.click();
  await expect(client.page.getByText('Previous data of main restored')).toBeVisible();
  expect(await redisCli(home.port, 'dbsize')).toBe('2');
  expect(client.page.url()).toMatch(/\?at=20\d\d-/);
  await charts.button('Live').click();
  await expect.poll(() => client.page.url()).not.toContain('at=');
  await client.page.evaluate(() => window.location.replace('#/charts/main?at=yesterday'));
  await expect(client.page.getByRole('status').filter({ hasText: '“yesterday” is not a valid time' })).toBeVisible();
  await expect(charts.button('Pause')).toBeVisible();
});

test('commands › several commands › listed, filtered, sorted and copied', async ({ client, firstRun, home }) => {
  await firstRun.install('Process');
  const charts = await new ChartsPage(client.page).open('main');
  await charts.tab('Commands').click();
  const commands = client.page.getByRole('table', { name: 'Commands of main' });
  const row = (name: string) => commands.locator(`tr[data-id="${name}"]`);
  await redisCli(home.port, 'eval', "for i = 1, 700 do redis.call('set', 'k' .. i, i) end", '0');
  await redisCli(home.port, 'config', 'get', 'save');
  await expect(row('set').getByRole('cell').last()).toHaveText('700');
  await commands.getByRole('button', { name: 'Calls', exact: true }).click();
  await expect(commands.locator('tr[data-id]').first()).toHaveAttribute('data-id', 'set');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  await client.page.getByRole('textbox', { name: 'Filter commands by name' }).fill('config g');
  await expect(commands.locator('tr[data-id]')).toHaveCount(1);
  await charts.button('Copy as CSV').click();
  await expect.poll(client.clipboard).toMatch(/^command,calls per second,.*\r\nconfig\|get,/);
  await redisCli(home.port, 'acl', 'setuser', 'default', '-info');
  await expect(client.page.getByRole('alert').filter({ hasText: 'main returned no command statistics' })).toBeVisible();
  await redisCli(home.port, 'acl', 'setuser', 'default', '+info');
  await expect(row('config|get')).toBeVisible();
  await charts.tab('Over time').click();
  await expect(charts.chart('Memory')).toBeVisible();
});

test('comparison › all instances › on one chart, with links to their own charts', async ({
  client,
  firstRun,
  home,
}) => {
  await firstRun.install('Process');
  await runManage(['--action', 'create-client', '--client-id', 'noisy', '--runtime', 'process'], home.env);
  await redisCli(home.clientPorts.start, 'eval', "for i = 1, 5000 do redis.call('set', 'k' .. i, i) end", '0');
  const keys = client.page.getByRole('region', { name: 'Keys of all instances' });
  await new ChartsPage(client.page).jump('c', keys);
  await expect(keys.getByRole('link').first()).toContainText(/noisy\s*5,000/);
  await keys.getByRole('link').first().click();
  const charts = new ChartsPage(client.page);
  await expect(charts.chart('Keys')).toContainText('5,000');
  await expect(client.page.getByRole('region', { name: 'Operations of all instances' })).toBeVisible();
});
