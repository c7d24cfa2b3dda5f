import { expect, test } from './fixtures.ts';

test('every command is found and run by the keyboard alone', async ({ firstRun, face }) => {
  const instances = await firstRun.install('Process');
  const page = await instances.open('main');
  const palette = await page.openPalette();
  await expect(palette.search).toBeFocused();
  await expect(palette.commands.filter({ hasText: 'Stop main' })).toContainText('manage.sh --action stop');

  await palette.run('stop main');
  await expect(palette.search).toHaveCount(0);
  await expect(page.state('Stopped')).toBeVisible();

  await (await page.openPalette()).run('go to instances');
  await expect(instances.row('main')).toContainText('Stopped');

  await instances.openPalette();
  await face.page.keyboard.press('Escape');
  await expect(palette.search).toHaveCount(0);
});
