import { redisCli } from '../support/redis-cli.ts';
import { startServe } from '../support/start-serve.ts';
import { expect, test } from './fixtures.ts';
import { KILLED_SERVER } from './watch-page.ts';

test.use({ needs: ['browser'], startsInstalled: true });

test('connection › the app ends and starts again › says so and reconnects', async ({
  firstRun,
  client,
  home,
  expectTrouble,
}) => {
  const instances = await firstRun.install('Process');
  const page = await instances.open('main');
  // Views that are being prefetched lose their requests.
  expectTrouble(KILLED_SERVER);

  await client.serve?.kill('SIGKILL');
  await expect(page.awayBanner).toBeVisible();
  await expect(page.action('Stop')).toBeDisabled();
  // The instance keeps running without the program that manages it.
  expect(await redisCli(home.port, 'ping')).toBe('PONG');

  const again = await startServe(home, { port: client.serve?.port ?? 0 });
  try {
    // The page has its cookie, so it reconnects without the new link.
    await expect(page.awayBanner).toHaveCount(0);
    await expect(page.action('Stop')).toBeEnabled();
    await redisCli(home.port, 'set', 'after', 'all');
    await expect(page.database('db0').getByRole('cell').first()).toHaveText('1');
  } finally {
    await again.kill('SIGKILL');
  }
});

test('connection › broken › reconnects by itself', async ({ firstRun, client, home }) => {
  const instances = await firstRun.install('Process');
  await expect(instances.row('main')).toContainText('Running');
  const sockets: (() => Promise<void>)[] = [];
  await client.page.routeWebSocket(/./, (socket) => {
    socket.connectToServer();
    sockets.push(() => socket.close({ code: 1012, reason: 'cut by the test' }));
  });
  await client.page.reload();
  await expect(instances.row('main')).toContainText('Running');
  await Promise.all(sockets.map((cut) => cut()));
  await expect.poll(() => sockets.length).toBeGreaterThan(1);
  await redisCli(home.port, 'set', 'k', 'v');
  await expect.poll(() => instances.figure('main', 'Keys')).toBe('1');
  await expect(instances.statusBar).toContainText('Connected');
});

test('connection › a wrong link › one sentence and nothing else', async ({ client, browser }) => {
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  for (const path of ['/?token=wrong', '/']) {
    const response = await page.goto(new URL(path, client.serve?.url).href);
    expect(response?.status()).toBe(401);
    await expect(page.getByRole('heading')).toHaveText('Open the app with its access link');
    expect(await page.locator('script').count()).toBe(0);
  }
  await stranger.close();
});
