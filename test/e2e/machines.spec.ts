import type { Page } from '@playwright/test';
import type { EngineLab } from '../support/engine-lab/lab.ts';
import { startLab } from '../support/engine-lab/lab.ts';
import { loadLabImage } from '../support/engine-lab/lab-image.ts';
import { freePortRange, releasePortRange } from '../support/ports.ts';
import { runManage } from '../support/run-manage.ts';
import { createTestHome } from '../support/test-home.ts';
import { unnamedControls } from './accessible-names.ts';
import { test as base, expect } from './fixtures.ts';
import { CreateTenantDrawer } from './pages/create-tenant-drawer.ts';
import { MachinesPage } from './pages/machines-page.ts';

/** Two machines: the first one is reached by SSH, the second one by TCP with TLS. */
const test = base.extend<{ readonly lab: EngineLab }>({
  lab: async ({ canRun: _ }, use) => {
    const lab = await startLab([{}, { tls: true }]);
    try {
      await loadLabImage(lab);
      await use(lab);
    } finally {
      await lab.remove();
    }
  },
  home: async ({ lab }, use) => {
    const home = await createTestHome({ docker: false, env: { PATH: lab.path, HOME: lab.folder } });
    const [first, second] = lab.nodes;
    const { address = '', certificates = '' } = second?.tls ?? {};
    const ranges = [await freePortRange(2), await freePortRange(2)];
    const add = async (name: string, index: number, ...flags: readonly string[]) => {
      const { start, end } = ranges[index] ?? { start: 0, end: 0 };
      const range = ['--port-range', `${start}-${end}`] as const;
      const added = await runManage(['--action', 'engines', '--add', name, ...range, ...flags], home.env);
      expect(added, added.stderr).toMatchObject({ code: 0 });
    };
    await add('by-ssh', 0, '--address', first?.sshAddress ?? '');
    await add('by-tls', 1, '--address', address, '--certificates', certificates);
    await use(home);
    await runManage(['--action', 'engines', '--remove', 'by-ssh'], home.env);
    await home.dispose();
    for (const { start } of ranges) releasePortRange(start);
  },
});

test.use({ startsInstalled: true, withDocker: false, needs: ['machines', 'browser'] });

test('machines › two machines with tenants › created, moved, lost and back, as the view shows', async ({
  client: { page },
  firstRun,
  home,
  lab,
}) => {
  test.slow();
  const created = await runManage(
    ['--action', 'create-client', '--client-id', 'acme', '--engine', 'by-ssh', '--generate-password', 'yes'],
    home.env,
  );
  expect(created, created.stderr).toMatchObject({ code: 0 });
  await firstRun.install('Process');
  const machines = await new MachinesPage(page).goTo();
  await expect(machines.row('This computer')).toContainText('Connected');
  await expect(machines.row('by-ssh')).toContainText('Connected');
  await expect(machines.row('by-tls')).toContainText('Connected');
  await expect(machines.tenant('acme')).toContainText('Running');
  await expect.poll(() => unnamedControls(page)).toEqual([]);

  const drawer = await openDrawer(page);
  await drawer.id.fill('shop');
  await drawer.root.getByLabel('Machine').first().click();
  await page.getByRole('option', { name: /^by-tls/ }).click();
  await expect(drawer.root.getByText('which forwards no ports')).toBeVisible();
  await drawer.root.getByRole('switch', { name: 'Open its port on that machine' }).click({ force: true });
  await expect(drawer.root.getByText('which forwards no ports')).toHaveCount(0);
  await expect(drawer.terminalLine).toContainText('--engine by-tls --publish tls');
  await drawer.createButton.click();
  await drawer.done('shop').waitFor();
  await drawer.close();
  await machines.goTo();
  await expect(machines.tenant('shop')).toContainText('Running');
  await expect(machines.groups).toHaveText([/by-ssh/, /by-tls/]);

  await machines.menuOf('acme', 'Move to another machine…');
  const dialog = page.getByRole('dialog', { name: 'Move acme to another machine' });
  await dialog.getByLabel('Machine').first().click();
  await page.getByRole('option', { name: /^by-tls/ }).click();
  await dialog.getByRole('switch', { name: 'Open its port on that machine' }).click({ force: true });
  await expect(dialog.getByText('clients must use TLS')).toBeVisible();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect(machines.groups).toHaveText([/by-tls/]);
  const moved = await runManage(['--action', 'status', '--client-id', 'acme', '--json'], home.env);
  expect(JSON.parse(moved.stdout)).toMatchObject({ engine: 'by-tls', url: expect.stringContaining('rediss://10.') });

  await lab.nodes[1]?.network.cut();
  await expect(machines.row('by-tls')).toContainText('Unreachable');
  await expect(machines.row('by-ssh')).toContainText('Connected');
  await expect(machines.tenant('shop')).toContainText('Engine unreachable');
  await lab.nodes[1]?.network.restore();
  await expect(machines.row('by-tls')).toContainText('Connected');
  await expect(machines.tenant('shop')).toContainText('Running');
});

async function openDrawer(page: Page): Promise<CreateTenantDrawer> {
  await page.getByRole('navigation').getByRole('link', { name: 'Tenants' }).click();
  await page.getByRole('button', { name: 'New tenant' }).click();
  return new CreateTenantDrawer(page);
}
