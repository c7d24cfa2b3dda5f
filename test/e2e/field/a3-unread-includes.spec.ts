import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { SettingsPage } from '../pages/settings-page.ts';

test.use({ startsInstalled: true });

test.describe('A3 › included files', () => {
  test('instance page and settings › an included file does not exist › a warning with its file and line', async ({
    firstRun,
    client: { page },
    home,
  }) => {
    await (await firstRun.install('Process')).open('main');
    const gone = join(home.path, 'gone.conf');
    await appendFile(join(home.path, 'redis/config/redis.conf'), `include ${gone}\n`);
    await page.reload();
    const warning = page.getByRole('region', { name: 'Included files that cannot be read' });
    await expect(warning).toContainText('An included file cannot be read');
    await expect(warning).toContainText(new RegExp(`redis\\.conf, line \\d+, includes ${gone}, which does not exist`));
    await new SettingsPage(page).open();
    await expect(warning).toContainText('gone.conf');
  });
});
