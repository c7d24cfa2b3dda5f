import { readFile } from 'node:fs/promises';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { DiagnosticsPage } from './pages/diagnostics-page.ts';

test.use({ startsInstalled: true });

test.describe('in a browser', () => {
  test.use({ needs: ['browser'] });

  test('diagnostics › a healthy main › seven security checks, a fix that opens its view, a report', async ({
    firstRun,
    client,
  }) => {
    await firstRun.install('Process');
    const page = await new DiagnosticsPage(client.page).open();
    await expect(page.security.getByRole('listitem')).toHaveCount(7);
    await expect(page.findings).toContainText('Without a password: main');
    await expect.poll(() => unnamedControls(client.page)).toEqual([]);

    const download = client.page.waitForEvent('download');
    await page.button('Save report').click();
    await client.page.getByRole('menuitem', { name: 'Markdown' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^redis-diagnostics-\d{8}-\d{6}\.md$/);
    expect(await readFile(await file.path(), 'utf8')).toContain('# Redis diagnostics');

    await page.security.getByRole('button', { name: 'Set a password…: Passwords' }).click();
    await expect(client.page).toHaveURL(/#\/settings\/main$/);
  });
});
