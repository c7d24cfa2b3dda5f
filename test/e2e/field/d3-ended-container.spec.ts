import { dockerAt } from '../../support/docker-host.ts';
import { runManage } from '../../support/run-manage.ts';
import { expect, test } from '../fixtures.ts';

test.use({ needs: ['docker', 'browser'], startsInstalled: true });

test.describe('D3 › a tenant in Docker', () => {
  test('instances › a container is killed by another program › line, count, alert and button', async ({
    firstRun,
    client: { page },
    home,
  }) => {
    test.setTimeout(180_000);
    await firstRun.install('Process');
    const create = ['--action', 'create-client', '--client-id', 'acme', '--runtime', 'docker', '--json'];
    const created = await runManage(create, home.env);
    const { container } = created.json() as { container: string };
    const row = page.getByRole('row').filter({ hasText: 'acme' }).first();
    await expect(row).toContainText('Running');
    await dockerAt(home.dockerHost ?? '')
      .getContainer(container)
      .kill();
    await expect(row).toContainText('Stopped');
    await expect(page.getByText('Stopped unexpectedly', { exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'All instances together' })).toContainText('1 stopped unexpectedly');
    await expect(page.getByRole('button', { name: /^Alerts: [1-9]/ })).toBeVisible();
    await page.getByRole('button', { name: 'Start: acme' }).click();
    await expect(row).toContainText('Running');
  });
});
