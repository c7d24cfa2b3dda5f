import { Redis } from 'ioredis';
import { expect, test } from '../fixtures.ts';

test.use({ startsInstalled: true });

test.describe('D5 › stop and restart', () => {
  test('stop by its shortcut › another client is connected › asks with the number of clients', async ({
    firstRun,
    client,
    home,
  }) => {
    test.slow();
    const instances = await firstRun.install('Process');
    const page = await instances.open('main');
    const other = new Redis({ port: home.port, host: '127.0.0.1' });
    other.on('error', () => undefined);
    await other.ping();
    try {
      await client.page.keyboard.press('Shift+S');
      const dialog = client.page.getByRole('dialog', { name: 'Stop main?' });
      await expect(dialog).toContainText('1 other client is connected.');
      await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
      await client.page.keyboard.press('Enter');
      await expect(dialog).toHaveCount(0);
      expect(await other.ping()).toBe('PONG');

      await client.page.getByRole('button', { name: 'Restart main' }).focus();
      await client.page.keyboard.press('Enter');
      await expect(client.page.getByRole('dialog', { name: 'Restart main?' })).toContainText(
        '1 other client is connected.',
      );
      await client.page.keyboard.press('Escape');
    } finally {
      other.disconnect();
    }
    await expect(client.page.getByRole('dialog')).toHaveCount(0);
    await client.page.keyboard.press('Shift+S');
    await expect(page.state('Stopped')).toBeVisible();
    await client.page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.state('Running')).toBeVisible();
  });
});
