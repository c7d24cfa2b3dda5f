import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { redisCli } from '../../support/redis-cli.ts';
import { runManage } from '../../support/run-manage.ts';
import { expect, test } from '../fixtures.ts';
import { BackupsPage } from '../pages/backups-page.ts';
import { ImportDialog } from '../pages/import-dialog.ts';
import { SettingsPage } from '../pages/settings-page.ts';
import { TenantsPage } from '../pages/tenants-page.ts';

test.use({ needs: ['browser'], startsInstalled: true });

test.describe('D8 › misleading states', () => {
  test.use({ withDocker: false });

  test('a failed verification, a blocked plan, a failed save, a full tenant list › each says so', async ({
    firstRun,
    client: { page },
    home,
  }) => {
    test.slow();
    await firstRun.install('Process');
    const manage = (...line: readonly string[]) => runManage(['--action', ...line], home.env);

    await test.step('import › its verification fails › a warning, never a success', async () => {
      await redisCli(home.port, 'set', 'greeting', 'hello there');
      await redisCli(home.port, 'save');
      const dump = await readFile(join(home.path, 'redis/data/dump.rdb'));
      dump[dump.indexOf('hello') + 1] = 0x58;
      const file = join(home.path, 'flipped.rdb');
      await writeFile(file, dump);
      const backups = await new BackupsPage(page).goTo('main');
      await page.getByRole('button', { name: 'Import…' }).first().click();
      const dialog = new ImportDialog(page);
      await dialog.choose(file);
      await dialog.name('flipped');
      await dialog.confirm();
      const message = backups.message('Backup of main imported, but its verification failed');
      await expect(message.getByRole('img', { name: 'Warning' })).toBeVisible();
      await expect(backups.row('flipped')).not.toContainText('Verified');
      await expect(page.getByRole('alert').filter({ has: page.getByRole('img', { name: 'Done' }) })).toHaveCount(0);
    });

    await test.step('settings › the plan is blocked › it lists no steps', async () => {
      await redisCli(home.port, '-n', '9', 'set', 'far', 'away');
      const settings = await new SettingsPage(page).open();
      await settings.field('databases').fill('8');
      await expect(settings.plan).toContainText('This plan cannot be applied.');
      await expect(settings.plan).toContainText('db9 holds 1 key');
      await expect(settings.plan.getByRole('region', { name: 'Steps' }).getByRole('listitem')).toHaveCount(0);
      await expect(settings.applyButton).toHaveAttribute('aria-disabled', 'true');
    });

    const tenants = new TenantsPage(page);
    await test.step('bulk stop › tenants cannot save › "Stop anyway" asks and stops them', async () => {
      for (const id of ['acme', 'beta']) {
        await manage('create-client', '--client-id', id, '--runtime', 'process');
        const conf = join(home.path, 'clients', id, 'redis/config/redis.conf');
        await writeFile(conf, (await readFile(conf, 'utf8')).replace(/^dir .*$/m, 'dir /nonexistent/data'));
        const { port } = (await manage('status', '--instance', id, '--json')).json() as { readonly port: number };
        await redisCli(port, 'set', 'a', '1');
      }
      await tenants.goTo();
      for (const id of ['acme', 'beta']) await tenants.select(id).check();
      await tenants.bar.getByRole('button', { name: 'Stop', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: /^Stop 2 tenants/ });
      await expect(tenants.summary('Stop: 0 of 2 done, 2 failed')).toBeVisible();
      await page.getByRole('button', { name: 'Stop anyway…' }).click();
      await expect(dialog).toContainText('/nonexistent/data');
      await dialog.getByRole('button', { name: 'Stop anyway' }).click();
      await expect(tenants.summary('Stop: 2 of 2 done')).toBeVisible();
      for (const id of ['acme', 'beta']) await expect(tenants.row(id)).toContainText('Stopped');
    });

    await test.step('every tenant port is taken › New tenant is disabled and says why', async () => {
      const { start, end } = home.clientPorts;
      const taken = await Promise.all(Array.from({ length: end - start + 1 }, (_, index) => occupy(start + index)));
      await page.reload();
      const button = tenants.newTenantButton.first();
      await expect(button).toHaveAttribute('aria-disabled', 'true');
      await button.hover();
      await expect(page.getByRole('tooltip')).toContainText('All 19 ports for tenants');
      await button.click({ force: true });
      await expect(page.getByRole('dialog')).toHaveCount(0);
      for (const server of taken) server?.close();
    });
  });
});

test.describe('D8 › isolation', () => {
  test.use({ needs: ['browser', 'docker'] });

  test('tenants with own networks › "Isolated" only after a test', async ({ firstRun, client: { page }, home }) => {
    test.slow();
    await firstRun.install('Process');
    for (const id of ['acme', 'beta'])
      await runManage(['--action', 'create-client', '--client-id', id, '--runtime', 'docker'], home.env);
    const tenants = await new TenantsPage(page).goTo();
    await expect(tenants.row('acme')).toContainText('Not tested');
    await expect(tenants.table.getByText('Isolated', { exact: true })).toHaveCount(0);
    await runManage(['--action', 'test-isolation'], home.env);
    await expect(tenants.row('acme')).toContainText('Isolated');
  });
});

/** Listens on a port; null if a server already does. */
function occupy(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null)).listen(port, '127.0.0.1', () => resolve(server));
  });
}
