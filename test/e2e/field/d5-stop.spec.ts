import { Redis } from 'ioredis';
import { expect, test } from '../fixtures.ts';

test.use({ startsInstalled: true });

test.describe('D5 › stop and restart', () => {
  test('stop by its shortcut › another client is connected › asks with the number of clients', async ({
    firstRun,
    face,
    home,
  }) => {
    test.slow();
    const instances = await firstRun.install('Process');
    const page = await instances.open('main');
    const client = new Redis({ port: home.port, host: '127.0.0.1' });
    client.on('error', () => undefined);
    await client.ping();
    try {
      await face.page.keyboard.press('Shift+S');
      const dialog = face.page.getByRole('dialog', { name: 'Stop main?' });
      await expect(dialog).toContainText('1 other client is connected.');
      await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
      await face.page.keyboard.press('Enter');
      await expect(dialog).toHaveCount(0);
      expect(await client.ping()).toBe('PONG');

      await face.page.getByRole('button', { name: 'Restart main' }).focus();
      await face.page.keyboard.press('Enter');
      await expect(face.page.getByRole('dialog', { name: 'Restart main?' })).toContainText(
        '1 other client is connected.',
      );
      await face.page.keyboard.press('Escape');
    } finally {
      client.disconnect();
    }
    await expect(face.page.getByRole('dialog')).toHaveCount(0);
    await face.page.keyboard.press('Shift+S');
    await expect(page.state('Stopped')).toBeVisible();
    await face.page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.state('Running')).toBeVisible();
  });
});
