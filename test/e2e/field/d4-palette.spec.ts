import { runManage } from '../../support/run-manage.ts';
import { expect, test } from '../fixtures.ts';

test.describe('D4 › the palette finds more than commands', () => {
  test('palette › an instance, its port, a backup, a setting › each is found and opened by Enter', async ({
    firstRun,
    client,
    home,
  }) => {
    test.slow();
    await runManage(
      ['--action', 'create-client', '--client-id', 'acme', '--runtime', 'process', '--group', 'shops'],
      home.env,
    );
    await client.page.reload();
    const { keyboard } = client.page;
    await expect(client.page.getByRole('table', { name: 'Instances' })).toBeVisible();
    await runManage(['--action', 'backup', '--instance', 'acme', '--backup-name', 'pre-deploy'], home.env);

    const byPort = await firstRun.openPalette();
    await keyboard.type(String(home.clientPorts.start));
    await expect(byPort.commands.first()).toContainText('acme');
    await keyboard.press('Enter');
    await expect(firstRun.heading).toHaveText('acme');

    const byGroup = await firstRun.openPalette();
    await keyboard.type('@shops');
    await expect(byGroup.commands.first()).toContainText('acme');
    await keyboard.press('Escape');

    await (await firstRun.openPalette()).run('pre-deploy');
    await expect(client.page.getByRole('complementary', { name: /pre-deploy/ })).toBeVisible();

    const recent = await firstRun.openPalette();
    await expect(client.page.getByText('Recent', { exact: true })).toBeVisible();
    await expect(recent.commands.first()).toContainText('pre-deploy');
    await keyboard.type('maxmemory-policy');
    await expect(recent.commands.first()).toContainText('maxmemory-policy');
    await keyboard.press('Enter');
    await expect(client.page.getByRole('textbox', { name: 'Search settings' })).toHaveValue('maxmemory-policy');
  });
});
