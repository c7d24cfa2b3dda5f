import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { startServe } from '../support/start-serve.ts';
import { expect, test } from './fixtures.ts';

test.use({ needs: ['browser'], withDocker: false });

/** Records the page's notifications: Chromium without a screen shows none. */
function noteNotifications(): void {
  const shown: string[] = [];
  const Noted = class extends EventTarget {
    static readonly permission = 'granted';
    constructor(title: string) {
      super();
      shown.push(title);
    }
  };
  Object.assign(window, { Notification: Noted, shown });
}

const shown = (page: Page) => page.evaluate(() => (window as unknown as { shown: string[] }).shown);

test('notifications › two open clients › one of them notifies', async ({ home, context, watch }) => {
  await runManage(['--action', 'install', '--runtime', 'process'], home.env);
  await mkdir(join(home.path, 'redis/desktop/metrics'), { recursive: true });
  const pace = JSON.stringify({ intervalMs: 1000, watchedIntervalMs: 250 });
  await writeFile(join(home.path, 'redis/desktop/metrics/settings.json'), pace);
  await context.addInitScript(noteNotifications);
  const clients = await Promise.all(
    [1, 2].map(async () => {
      const serve = await startServe(home);
      const page = await context.newPage();
      await watch(page);
      await page.goto(serve.url);
      await expect(page.getByText('1 running')).toBeVisible();
      return { serve, page };
    }),
  );
  const all = async () => (await Promise.all(clients.map(({ page }) => shown(page)))).flat();
  process.kill(Number(/process_id:(\d+)/.exec(await redisCli(home.port, 'info', 'server'))?.[1]), 'SIGKILL');
  await expect.poll(all).toEqual(['main is down']);
  // The home has recorded the notification by then, so the other client does not repeat it.
  const state = async () => JSON.parse(await readFile(join(home.path, 'redis/desktop/alerts-now.json'), 'utf8'));
  await expect.poll(async () => (await state()).told.length).toBe(1);
  expect(await all()).toEqual(['main is down']);
  await Promise.all(
    clients.map(async ({ serve, page }) => {
      await page.close();
      await serve.kill();
    }),
  );
});
