import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redisCli } from '../support/redis-cli.ts';
import type { TestHome } from '../support/test-home.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { LogsPage } from './pages/logs-page.ts';

test.use({ startsInstalled: true });

const logged = (home: TestHome, text: string, level = 'WARNING') =>
  redisCli(home.port, 'eval', `redis.log(redis.LOG_${level}, ARGV[1])`, '0', text);

/** Many lines in one call, in the format of Redis. */
const written = (home: TestHome, from: number, count: number) =>
  appendFile(
    join(home.path, 'redis/logs/redis.log'),
    Array.from({ length: count }, (_, line) => `1:M 22 Nov 2026 09:00:00.000 * flow ${from + line}\n`).join(''),
  );

test('log › followed, scrolled up, and at the end again › stops and continues', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  const logs = await new LogsPage(client.page).open();
  await logged(home, 'the first of all');
  await expect(logs.line('the first of all')).toBeInViewport();
  await written(home, 0, 500);
  await expect(logs.line(/flow 499$/)).toBeInViewport();

  await logs.list.hover();
  await client.page.mouse.wheel(0, -2000);
  await expect(logs.follow).not.toBeChecked();
  await logged(home, 'while it stands still');
  await expect(logs.button('1 new line')).toBeVisible();
  await expect(logs.line('while it stands still')).toHaveCount(0);
  await logs.list.focus();
  await client.page.keyboard.press('End');
  await expect(logs.line('while it stands still')).toBeInViewport();
  await expect(logs.follow).toBeChecked();
  await expect(logs.toTheEnd).toHaveCount(0);
  await logged(home, 'and continues');
  await expect(logs.line('and continues')).toBeInViewport();

  // However many lines arrive, only those on screen are drawn.
  await written(home, 500, 30_000);
  await expect(logs.line(/flow 30499$/)).toBeInViewport();
  await expect.poll(() => logs.list.getByRole('option').count()).toBeLessThan(120);
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
});

test('log › selection, search, copy and save › hostile lines stay text', async ({
  firstRun,
  client,
  clientUnderTest,
  home,
}) => {
  await firstRun.install('Process');
  const logs = await new LogsPage(client.page).open();
  await logged(home, '<img src=x onerror=alert(1)> \u001b[31mred');
  await expect(logs.line('<img src=x onerror=alert(1)> \\x1b[31mred')).toBeVisible();
  for (const number of [1, 2, 3]) await logged(home, `Order ${number} is late`);

  await logs.filter.fill('order');
  await expect(logs.line(/Order \d is late/)).toHaveCount(3);
  await expect(logs.list.getByRole('option')).toHaveCount(3);
  await logs.level('Warning').click();
  await expect(client.page.getByText('No matching lines')).toBeVisible();
  await logs.button('Show all lines').click();
  await expect(logs.line('Ready to accept connections')).toBeVisible();
  await logs.button('Regular expression').click();
  await logs.filter.fill('(order');
  await expect(client.page.getByRole('alert').filter({ hasText: 'Unterminated group' })).toBeVisible();
  await logs.filter.fill('order [23]');
  await expect(logs.list.getByRole('option')).toHaveCount(2);
  await logs.filter.fill('');
  await expect(logs.line('Ready to accept connections')).toBeVisible();

  await logs.search.fill('late');
  await client.page.keyboard.press('Enter');
  await expect(logs.places).toHaveText('3 of 3');
  await client.page.keyboard.press('Shift+Enter');
  await expect(logs.places).toHaveText('1 of 3');
  await logs.line('Order 1').click();
  await logs.line('Order 3').click({ modifiers: ['Shift'] });
  await logs.button('Copy 3').click();
  await expect.poll(client.clipboard).toMatch(/^\S+ \S+ {2}warning {2}Order 1 is late\n.*\n.*Order 3 is late$/);

  // In the desktop app the system's dialog asks for the path.
  if (clientUnderTest === 'desktop') return;
  const saved = client.page.waitForEvent('download');
  await logs.button('Save').click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^redis-main-.*\.log$/);
  expect(await readFile(await download.path(), 'utf8')).toContain('Ready to accept connections');
});
