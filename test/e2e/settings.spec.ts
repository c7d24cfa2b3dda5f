import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { SettingsPage } from './pages/settings-page.ts';

test.use({ startsInstalled: true });

const runId = async (port: number) => /run_id:(\w+)/.exec(await redisCli(port, 'info', 'server'))?.[1];
const liveValue = async (port: number, name: string) => (await redisCli(port, 'config', 'get', name)).split('\n')[1];

test('settings › a live change › applied and reverted without a restart', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  const before = await runId(home.port);
  const had = await liveValue(home.port, 'maxmemory');
  const settings = await new SettingsPage(client.page).open();
  await settings.field('maxmemory').fill('123mb');
  await expect(settings.line('maxmemory')).toContainText('123mb');
  await expect(settings.line('maxmemory')).toContainText('Live');
  expect(await liveValue(home.port, 'maxmemory')).toBe(had);
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was not restarted');
  expect(await liveValue(home.port, 'maxmemory')).toBe(String(123 * 1024 * 1024));
  await settings.button('Revert…').click();
  await expect(settings.line('maxmemory')).toContainText('Live');
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was not restarted');
  expect(await liveValue(home.port, 'maxmemory')).toBe(had);
  expect(await runId(home.port)).toBe(before);
});

test('settings › a change with a restart › announced, and every key is kept', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
  const before = await runId(home.port);
  const settings = await new SettingsPage(client.page).open();
  await settings.field('tcp-backlog').fill('333');
  await expect(settings.line('tcp-backlog')).toContainText('Restart');
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was restarted once');
  expect(await liveValue(home.port, 'tcp-backlog')).toBe('333');
  expect(await runId(home.port)).not.toBe(before);
  expect(await redisCli(home.port, 'dbsize')).toBe('2');
});

test('settings › an invalid value › refused at its field', async ({ firstRun, client }) => {
  await firstRun.install('Process');
  const settings = await new SettingsPage(client.page).open();
  await settings.field('maxmemory').fill('1.5g');
  await expect(settings.problem('maxmemory')).toContainText('1536mb');
  await expect(settings.applyButton).toHaveAttribute('aria-disabled', 'true');
  await settings.button('Reset maxmemory').click();
  await expect(settings.problem('maxmemory')).toHaveCount(0);
  await expect(settings.plan).toContainText('no changes yet');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
});

test('settings › a line excluded from the plan › not applied', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  const settings = await new SettingsPage(client.page).open();
  const had = await liveValue(home.port, 'timeout');
  await settings.field('timeout').fill('77');
  await settings.field('tcp-keepalive').fill('61');
  await settings.button('Exclude timeout').click();
  await expect(settings.line('timeout')).toContainText('excluded');
  await settings.applyButton.click();
  await expect(settings.line('tcp-keepalive')).toContainText('61');
  await expect(settings.report).toBeVisible();
  expect(await liveValue(home.port, 'tcp-keepalive')).toBe('61');
  expect(await liveValue(home.port, 'timeout')).toBe(had);
});

test('settings › drift › shown and kept', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'config', 'set', 'timeout', '55');
  const settings = await new SettingsPage(client.page).open();
  await expect(settings.drift).toContainText('timeout');
  await settings.button('Save live values to file').click();
  await expect(settings.line('timeout')).toContainText('55');
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was not restarted');
  await expect(settings.drift).toHaveCount(0);
  expect(await liveValue(home.port, 'timeout')).toBe('55');
});

test('settings › text of redis.conf › names an invalid line, applies a valid one', async ({
  firstRun,
  client,
  home,
}) => {
  await firstRun.install('Process');
  const settings = await new SettingsPage(client.page).open();
  const text = await settings.openText();
  await text.click();
  await client.page.keyboard.press('ControlOrMeta+End');
  await client.page.keyboard.insertText('\nmaxclients many\n');
  await expect(settings.plan.getByRole('alert')).toContainText(/Line \d+/);
  await expect(settings.applyButton).toHaveAttribute('aria-disabled', 'true');
  await settings.button('Discard all').click();
  await text.click();
  await client.page.keyboard.press('ControlOrMeta+End');
  await client.page.keyboard.insertText('\nmaxclients 4321\n');
  await expect(settings.line('maxclients')).toContainText('4321');
  await settings.applyButton.click();
  await expect(settings.report).toContainText('maxclients');
  expect(await liveValue(home.port, 'maxclients')).toBe('4321');
});

test('settings › copied to another instance › planned, applied and compared', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  await runManage(['--action', 'create-client', '--client-id', 'acme-corp', '--runtime', 'process'], home.env);
  const settings = await new SettingsPage(client.page).open();
  await settings.openDrawer('copy settings of main');
  await settings.tick('maxmemory-policy');
  await settings.tick('latency-monitor-threshold');
  // Nothing is selected by default.
  await expect(settings.button('Review')).toBeDisabled();
  await client.page.getByRole('checkbox', { name: 'acme-corp' }).check();
  await expect(settings.button('Review 2 settings for 1 instance')).toBeEnabled();
  await settings.tick('latency-monitor-threshold', false);
  await settings.button('Review 1 setting for 1 instance').click();
  await expect(settings.copyPlan('acme-corp')).toContainText('nothing would change');
  await settings.button('Back').click();
  const port = home.clientPorts.start;
  await redisCli(port, 'config', 'set', 'maxmemory-policy', 'noeviction');
  await settings.button('Review 1 setting for 1 instance').click();
  await expect(settings.copyPlan('acme-corp')).toContainText('noeviction');
  await settings.button('Apply 1 plan').click();
  await expect(client.page.getByRole('status').filter({ hasText: 'One instance was changed.' })).toBeVisible();
  expect(await liveValue(port, 'maxmemory-policy')).toBe('allkeys-lru');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
});

test('upgrade › no newer version › says so and changes nothing', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
  const before = await runId(home.port);
  const settings = await new SettingsPage(client.page).open();
  await settings.openDrawer('upgrade main');
  const drawer = client.page.getByRole('dialog', { name: 'Upgrade' });
  await expect(drawer).toContainText('2, counted again afterwards');
  await expect(drawer).toContainText('Take a safety backup');
  await drawer.getByRole('button', { name: 'Check for a newer program', exact: true }).click();
  await expect(drawer.getByRole('status')).toContainText('stays; nothing was restarted');
  expect(await runId(home.port)).toBe(before);
  expect(await redisCli(home.port, 'dbsize')).toBe('2');
});

test('settings › two files compared › side by side, and drift is on the instance page', async ({
  firstRun,
  client,
  home,
}) => {
  await firstRun.install('Process');
  const settings = await new SettingsPage(client.page).open();
  await settings.field('maxmemory').fill('123mb');
  await settings.button('Side by side').click();
  await expect(client.page.getByLabel('redis.conf after the plan')).toContainText('maxmemory 123mb');
  await expect(client.page.getByLabel('redis.conf now')).toContainText('maxmemory 2gb');
  await client.page.keyboard.press('Escape');
  await settings.button('Discard all').click();
  await redisCli(home.port, 'config', 'set', 'timeout', '55');
  await client.page.goto(`${client.page.url().split('#')[0]}#/instances/main`);
  const drift = client.page.getByRole('region', { name: 'Differences to the running server' });
  await expect(drift).toContainText('timeout');
  await drift.getByRole('button', { name: 'Apply file to server' }).click();
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was not restarted');
  expect(await liveValue(home.port, 'timeout')).toBe('0');
});
