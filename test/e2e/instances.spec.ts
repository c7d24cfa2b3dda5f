import { redisCli } from '../support/redis-cli.ts';
import { expect, test } from './fixtures.ts';

test.use({ startsInstalled: true });

/** Identifies the server's start: it differs after every restart. */
async function runId(port: number): Promise<string> {
  return /run_id:(\w+)/.exec(await redisCli(port, 'info', 'server'))?.[1] ?? '';
}

test('instances › a client writes › the table updates by itself', async ({ firstRun, home }) => {
  const instances = await firstRun.install('Process');
  await expect.poll(() => instances.figure('main', 'Keys')).toBe('0');
  await redisCli(home.port, 'mset', 'one', '1', 'two', '2');
  await expect.poll(() => instances.figure('main', 'Keys')).toBe('2');
  await expect.poll(() => instances.figure('main', 'Port')).toBe(String(home.port));
  await expect.poll(() => instances.figure('main', 'Memory')).toMatch(/^[\d.]+ (KB|MB) of 2 GB$/);
});

test('instances › stop, start and restart › done and reported', async ({ firstRun, home }) => {
  const instances = await firstRun.install('Process');
  await redisCli(home.port, 'set', 'kept', 'yes');

  await instances.press('Stop', 'main');
  await expect(instances.row('main')).toContainText('Stopped');
  await expect(redisCli(home.port, 'ping')).rejects.toThrow(/refused/i);

  await instances.press('Start', 'main');
  await expect(instances.row('main')).toContainText('Running');
  expect(await redisCli(home.port, 'get', 'kept')).toBe('yes');

  const before = await runId(home.port);
  await instances.press('Restart', 'main');
  await expect.poll(() => runId(home.port).catch(() => before)).not.toBe(before);
  await expect(instances.row('main')).toContainText('Running');
  const page = await instances.open('main');
  await expect(page.recentOperations.getByRole('button', { name: /Restart main done/ })).toBeVisible();
});

test('instances › a server that was killed › shown as stopped', async ({ firstRun, home }) => {
  const instances = await firstRun.install('Process');
  await expect(instances.row('main')).toContainText('Running');
  await redisCli(home.port, 'shutdown', 'nosave');
  await expect(instances.row('main')).not.toContainText('Running');
  await instances.press('Start', 'main');
  await expect(instances.row('main')).toContainText('Running');
});
