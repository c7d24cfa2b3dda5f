import { redisCli } from '../support/redis-cli.ts';
import { expect, test } from './fixtures.ts';

test.use({ startsInstalled: true });

test('instance page › several databases › shows keys and expirations of each', async ({ firstRun, home }) => {
  const page = await (await firstRun.install('Process')).open('main');
  await redisCli(home.port, '-n', '0', 'mset', 'a', '1', 'b', '2');
  await redisCli(home.port, '-n', '7', 'setex', 'c', '1000', '3');
  await expect(page.database('db0').getByRole('cell').first()).toHaveText('2');
  await expect(page.database('db7').getByRole('cell').nth(1)).toContainText('100 %');
  await redisCli(home.port, '-n', '7', 'flushdb');
  await expect(page.database('db7')).toHaveCount(0);
});

test('instance page › connection › copies the URL', async ({ firstRun, client, home }) => {
  const page = await (await firstRun.install('Process')).open('main');
  await page.copyUrl();
  await expect.poll(client.clipboard).toContain(`redis://localhost:${home.port}`);
  for (const program of ['redis-cli', '.env', 'Node.js', 'Python']) {
    await page.copyExample(program);
    await expect.poll(client.clipboard, `the example for ${program}`).toContain(String(home.port));
  }
});

test('instance page › stop and start › the state follows', async ({ firstRun }) => {
  const page = await (await firstRun.install('Process')).open('main');
  await page.action('Stop').click();
  await expect(page.state('Stopped')).toBeVisible();
  await page.action('Start').click();
  await expect(page.state('Running')).toBeVisible();
});
