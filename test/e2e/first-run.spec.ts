import { redisCli } from '../support/redis-cli.ts';
import { expect, test } from './fixtures.ts';

test('first run › runtimes › says which are available', async ({ firstRun }) => {
  await expect(firstRun.heading).toHaveText('Install Redis on this computer');
  await expect(firstRun.factsOf('Process')).toContainText(/(redis|valkey)-server \d+\.\d+/);
});

test('first run › process › installs main by one press', async ({ firstRun, home }) => {
  const instances = await firstRun.install('Process');
  await expect(instances.row('main')).toContainText('Running');
  await expect.poll(() => instances.figure('main', 'Runtime')).toBe('Process');
  expect(await redisCli(home.port, 'ping')).toBe('PONG');
});

test.describe('with a Docker engine', () => {
  test.use({ needs: ['docker'] });

  test('first run › Docker › installs main by one press and shows the progress', async ({ firstRun, home }) => {
    await expect(firstRun.factsOf('Docker')).toContainText('Found');
    await expect(firstRun.runtime('Docker')).toBeChecked();
    await firstRun.installButton.click();
    await expect(firstRun.progress.getByRole('progressbar')).toBeVisible();
    await expect(firstRun.progress.getByRole('listitem').filter({ hasText: 'Start Redis' })).toBeVisible();
    await expect(firstRun.heading).toHaveText('Instances');
    expect(await redisCli(home.port, 'ping')).toBe('PONG');
  });
});

test.describe('without Docker', () => {
  test.use({ withDocker: false });

  test('first run › no Docker › says why and selects the process', async ({ firstRun }) => {
    await expect(firstRun.factsOf('Docker')).toContainText('Not reachable');
    await expect(firstRun.runtime('Docker')).toBeDisabled();
    await expect(firstRun.runtime('Process')).toBeChecked();
    await expect(firstRun.installButton).toBeEnabled();
  });
});
