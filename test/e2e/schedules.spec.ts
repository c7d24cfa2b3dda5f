import { redisCli } from '../support/redis-cli.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { BackupsPage } from './pages/backups-page.ts';
import { SchedulesPage } from './pages/schedules-page.ts';

test.use({ startsInstalled: true });

test('schedule › created, run, disabled and deleted › restored by Undo', async ({ client, firstRun, home }) => {
  await firstRun.install('Process');
  await redisCli(home.port, 'set', 'a', '1');
  const backups = await new BackupsPage(client.page).goTo('main');
  const schedules = await new SchedulesPage(client.page).open();
  await expect(client.page.getByText('No backups of main are scheduled yet')).toBeVisible();
  const drawer = await schedules.add();

  await drawer.way('Cron');
  await drawer.cron('0 25 * * *');
  await expect(drawer.root).toContainText('The hour is “25”: use 0 to 23');
  await expect(drawer.submit).toBeDisabled();
  await drawer.cron('30 3 * * *');
  await expect(drawer.nextRuns).toContainText(/Next: (today|tomorrow) 03:30/);
  await drawer.way('Every N hours');
  await expect(drawer.nextRuns).toContainText(/in [56] h/);
  await expect(drawer.kept).toContainText(/\d+ kept, the oldest about \d months old/);
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  await drawer.submit.click();
  await expect(schedules.rows).toHaveCount(1);
  await expect(schedules.rows).toContainText('Every 6 hours');
  await expect(schedules.rows).toContainText('Not run yet');

  await schedules.choose(/^Run now$/);
  await expect(schedules.rows).toContainText('Done');
  await schedules.choose(/^Switch off$/);
  await expect(schedules.rows).toContainText('Switched off');
  await schedules.choose(/^Remove$/);
  await expect(schedules.rows).toHaveCount(0);
  await backups.message('Schedule of main removed').getByRole('button', { name: 'Undo' }).click();
  await expect(schedules.rows).toContainText('Done');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);

  await schedules.backToBackups();
  await expect(backups.rows).toHaveCount(1);
  await expect(backups.rows).toContainText('Scheduled');
});
