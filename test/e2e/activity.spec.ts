import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redisCli } from '../support/redis-cli.ts';
import type { TestHome } from '../support/test-home.ts';
import { expect, test } from './fixtures.ts';
import { ActivityPage } from './pages/activity-page.ts';
import { AlertsDrawer } from './pages/alerts-drawer.ts';

test.use({ startsInstalled: true });

/** Samples the instances five times as often as usual. */
async function lookOften(home: TestHome): Promise<void> {
  const folder = join(home.path, 'redis/desktop/metrics');
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, 'unfinished');
  await writeFile(unfinished, JSON.stringify({ intervalMs: 1000, watchedIntervalMs: 250 }));
  // The client is running, and must not read half of it.
  await rename(unfinished, join(folder, 'settings.json'));
}

async function kill(port: number): Promise<void> {
  process.kill(Number(/process_id:(\d+)/.exec(await redisCli(port, 'info', 'server'))?.[1]), 'SIGKILL');
}

test('activity › a crash › raised, acknowledged, resolved after a start, and in the log', async ({
  firstRun,
  client,
  home,
}) => {
  await lookOften(home);
  const instances = await firstRun.install('Process');
  // Only a server that was seen running can be seen to stop.
  await expect.poll(() => readdir(join(home.path, 'redis/desktop/metrics/main')).catch(() => [])).not.toEqual([]);
  const alerts = new AlertsDrawer(client.page);
  await expect(alerts.bell).toHaveAccessibleName('Alerts: no new alerts');
  await kill(home.port);
  await expect(alerts.bell).toHaveAccessibleName('Alerts: 1 new alert');
  await alerts.open();
  await alerts.alert('main is down').getByRole('button', { name: 'Acknowledge' }).click();
  await expect(alerts.alert('main is down')).toContainText('acknowledged');
  await expect(alerts.bell).toHaveAccessibleName('Alerts: no new alerts');
  await alerts.close();
  await instances.press('Start', 'main');
  await alerts.open();
  await expect(alerts.pane).toContainText('No alerts');
  await alerts.close();

  // From here on by keyboard only.
  const activity = new ActivityPage(client.page);
  await activity.jump('a', activity.heading.filter({ hasText: 'Activity' }));
  await expect(activity.row('Resolved: main is down')).toBeVisible();
  await expect(activity.row('Start main')).toContainText('done in');
  await expect(activity.row('Install main')).toContainText(/window|browser/);
  await activity.row('main stopped unexpectedly').focus();
  await client.page.keyboard.press('Enter');
  const detail = activity.detail('main stopped unexpectedly');
  await expect(detail).toContainText('detected, not done by this app');

  await activity.search('install');
  await expect(activity.row('Install main')).toBeVisible();
  await expect(activity.row('Start main')).toBeHidden();
  await client.page.keyboard.press('Escape');
  await activity.choose('kind', 'Crashes and external changes');
  await expect(activity.row('Install main')).toBeHidden();
  const lines = await activity.export();
  expect(lines).toMatchObject([{ kind: 'crashed', instance: 'main', face: null, outcome: null, level: 'fail' }]);
  await activity.showAll();
  await expect(activity.row('Install main')).toBeVisible();
});
