import { redisCli } from '../support/redis-cli.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { SettingsPage } from './pages/settings-page.ts';

const runId = async (port: number) => /run_id:(\w+)/.exec(await redisCli(port, 'info', 'server'))?.[1];
const liveValue = async (port: number, name: string) => (await redisCli(port, 'config', 'get', name)).split('\n')[1];

test('a change is planned as live, applied, and taken back, without a restart', async ({ firstRun, face, home }) => {
  await firstRun.install('Process');
  const before = await runId(home.port);
  const had = await liveValue(home.port, 'maxmemory');
  const settings = await new SettingsPage(face.page).open();
  await settings.field('maxmemory').fill('123mb');
  await expect(settings.line('maxmemory')).toContainText('123mb');
  await expect(settings.line('maxmemory')).toContainText('Live');
  expect(await liveValue(home.port, 'maxmemory')).toBe(had);
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was not restarted');
  expect(await liveValue(home.port, 'maxmemory')).toBe(String(123 * 1024 * 1024));
  await settings.button('Take back…').click();
  await expect(settings.line('maxmemory')).toContainText('Live');
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was not restarted');
  expect(await liveValue(home.port, 'maxmemory')).toBe(had);
  expect(await runId(home.port)).toBe(before);
});

test('what needs a restart says so and keeps every key', async ({ firstRun, face, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
  const before = await runId(home.port);
  const settings = await new SettingsPage(face.page).open();
  await settings.field('tcp-backlog').fill('333');
  await expect(settings.line('tcp-backlog')).toContainText('Restart');
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was restarted once');
  expect(await liveValue(home.port, 'tcp-backlog')).toBe('333');
  expect(await runId(home.port)).not.toBe(before);
  expect(await redisCli(home.port, 'dbsize')).toBe('2');
});

test('a value that Redis would not take is refused where it is typed', async ({ firstRun, face }) => {
  await firstRun.install('Process');
  const settings = await new SettingsPage(face.page).open();
  await settings.field('maxmemory').fill('1.5g');
  await expect(settings.problem('maxmemory')).toContainText('1536mb');
  await expect(settings.applyButton).toHaveAttribute('aria-disabled', 'true');
  await settings.button('Leave maxmemory as it was').click();
  await expect(settings.problem('maxmemory')).toHaveCount(0);
  await expect(settings.plan).toContainText('no changes yet');
  expect(await unnamedControls(face.page)).toEqual([]);
});

test('a line that is left out of the plan is not applied', async ({ firstRun, face, home }) => {
  await firstRun.install('Process');
  const settings = await new SettingsPage(face.page).open();
  const had = await liveValue(home.port, 'timeout');
  await settings.field('timeout').fill('77');
  await settings.field('tcp-keepalive').fill('61');
  await settings.button('Leave timeout out').click();
  await expect(settings.line('timeout')).toContainText('left out');
  await settings.applyButton.click();
  await expect(settings.line('tcp-keepalive')).toContainText('61');
  await expect(settings.report).toBeVisible();
  expect(await liveValue(home.port, 'tcp-keepalive')).toBe('61');
  expect(await liveValue(home.port, 'timeout')).toBe(had);
});

test('what somebody set behind our back is shown, and kept', async ({ firstRun, face, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'config', 'set', 'timeout', '55');
  const settings = await new SettingsPage(face.page).open();
  await expect(settings.drift).toContainText('timeout');
  await settings.button('Keep live').click();
  await expect(settings.line('timeout')).toContainText('55');
  await settings.applyButton.click();
  await expect(settings.report).toContainText('main was not restarted');
  await expect(settings.drift).toHaveCount(0);
  expect(await liveValue(home.port, 'timeout')).toBe('55');
});

test('a bad line of the text is named, a good one is applied', async ({ firstRun, face, home }) => {
  await firstRun.install('Process');
  const settings = await new SettingsPage(face.page).open();
  const text = await settings.openText();
  await text.click();
  await face.page.keyboard.press('ControlOrMeta+End');
  await face.page.keyboard.insertText('\nmaxclients many\n');
  await expect(settings.plan.getByRole('alert')).toContainText(/Line \d+/);
  await expect(settings.applyButton).toHaveAttribute('aria-disabled', 'true');
  await settings.button('Discard all').click();
  await text.click();
  await face.page.keyboard.press('ControlOrMeta+End');
  await face.page.keyboard.insertText('\nmaxclients 4321\n');
  await expect(settings.line('maxclients')).toContainText('4321');
  await settings.applyButton.click();
  await expect(settings.report).toContainText('maxclients');
  expect(await liveValue(home.port, 'maxclients')).toBe('4321');
});
