import { redisCli } from '../support/redis-cli.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { ConsolePage } from './pages/console-page.ts';

test.use({ startsInstalled: true });

test('console › commands, completion, a stream, and FLUSHALL held', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  const page = await new ConsolePage(client.page).open();
  await page.send('SET greeting "hello"');
  await expect(page.transcript).toContainText('OK');
  await page.send('GET greeting');
  await expect(page.transcript).toContainText('"hello"');
  await expect(page.button('Open in Keys').last()).toBeVisible();

  await page.field.pressSequentially('zrangeb');
  await expect(page.completions.getByRole('option')).toHaveCount(2);
  await expect(page.completions).toContainText('deprecated');
  await page.field.press('Tab');
  await expect(page.field).toHaveValue('ZRANGEBYLEX ');
  await page.field.press('Escape');

  await page.send('SUBSCRIBE news');
  await expect(page.transcript).toContainText('Streaming');
  await redisCli(home.port, 'publish', 'news', 'breaking');
  await expect(page.transcript).toContainText('"breaking"');
  await page.button('Stop').first().click();
  await expect(page.transcript).toContainText('Stopped.');

  await page.send('FLUSHALL');
  await expect(page.transcript).toContainText('FLUSHALL deletes every key of main.');
  await expect(page.transcript).toContainText('1 key in db0');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  await page.button('Cancel').click();
  expect(await redisCli(home.port, 'dbsize')).toBe('1');
  await page.field.press('ArrowUp');
  await expect(page.field).toHaveValue('FLUSHALL');
  await page.field.press('Enter');
  await page.button('Send as typed').click();
  await expect.poll(() => redisCli(home.port, 'dbsize')).toBe('0');
});
