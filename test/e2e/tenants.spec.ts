import { existsSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { InstancePage } from './pages/instance-page.ts';
import { TenantsPage } from './pages/tenants-page.ts';

test('tenant › created, destroyed and recovered › keeps its keys', async ({ client, home }) => {
  const tenants = await new TenantsPage(client.page).goTo();
  await tenants.create('acme-corp');
  const port = home.clientPorts.start;
  await expect(tenants.row('acme-corp')).toContainText('Running');
  await expect(tenants.row('acme-corp')).toContainText(`localhost:${port}`);
  await redisCli(port, 'mset', 'a', '1', 'b', '2');

  const dialog = await tenants.destroy('acme-corp');
  await expect(dialog.figure('Keys')).toHaveText('2');
  await expect(dialog.cancelButton).toBeFocused();
  await dialog.confirm();
  await expect(tenants.row('acme-corp')).toHaveCount(0);
  expect(existsSync(join(home.path, 'clients', 'acme-corp'))).toBe(false);
  await expect(redisCli(port, 'ping')).rejects.toThrow(/refused/i);
  await expect(tenants.destroyed).toContainText('acme-corp');

  await tenants.undoButton.click();
  await expect(tenants.row('acme-corp')).toContainText('Running');
  expect(await redisCli(port, 'mget', 'a', 'b')).toBe('1\n2');
  await expect(tenants.destroyed).toHaveCount(0);
});

test('tenant › id › checked while it is typed', async ({ client, home }) => {
  const tenants = await new TenantsPage(client.page).goTo();
  await tenants.create('taken');
  const drawer = await tenants.newTenant();
  await drawer.runtime('Process').click();
  await expect(drawer.createButton).toBeDisabled();

  await drawer.id.fill('Acme Corp');
  await expect(drawer.root).toContainText('Only lower-case letters');
  await expect(drawer.createButton).toBeDisabled();
  await drawer.root.getByRole('button', { name: 'Use acme-corp' }).click();
  await expect(drawer.id).toHaveValue('acme-corp');
  await expect(drawer.root).toContainText('Free');

  await drawer.id.fill('taken');
  await expect(drawer.root).toContainText('A tenant with this id already exists');
  await expect(drawer.createButton).toBeDisabled();

  await drawer.id.fill('other');
  await drawer.port.fill(String(home.clientPorts.start));
  await expect(drawer.root).toContainText('This port is taken');
  await expect(drawer.createButton).toBeDisabled();
  await drawer.port.fill('');
  await expect(drawer.root).toContainText(`127.0.0.1:${home.clientPorts.start + 1}`);
  await expect(drawer.createButton).toBeEnabled();
});

test('tenant › generated password › copied, and required', async ({ client, home }) => {
  const tenants = await new TenantsPage(client.page).goTo();
  const drawer = await tenants.newTenant();
  await drawer.runtime('Process').click();
  await drawer.id.fill('secret-shop');
  await drawer.password.check();
  await expect(drawer.password).toBeChecked();
  await expect(drawer.terminalLine).toContainText('--generate-password yes');
  await drawer.createButton.click();
  await expect(drawer.done('secret-shop')).toBeVisible();
  await drawer.root.getByRole('button', { name: 'Copy URL' }).click();
  await expect.poll(() => client.clipboard()).toMatch(/^redis:\/\/:[\w-]{32}@localhost:\d+\/0$/);
  const { password } = new URL(await client.clipboard());
  await expect(drawer.root).not.toContainText(password);
  const port = home.clientPorts.start;
  expect(await redisCli(port, 'ping')).toMatch(/NOAUTH/);
  expect(await redisCli(port, '--no-auth-warning', '-a', password, 'ping')).toBe('PONG');
});

test('tenants › created in a terminal › appears by itself', async ({ client, home }) => {
  const tenants = await new TenantsPage(client.page).goTo();
  await expect(tenants.newTenantButton).toBeVisible();
  await runManage(['--action', 'create-client', '--client-id', 'from-afar', '--runtime', 'process'], home.env);
  await expect(tenants.row('from-afar')).toContainText('Running');
  await runManage(['--action', 'destroy-client', '--client-id', 'from-afar', '--yes', 'yes'], home.env);
  await expect(tenants.row('from-afar')).toHaveCount(0);
  await tenants.bringBackButton('from-afar').click();
  await expect(tenants.row('from-afar')).toContainText('Running');
});

test('tenants › several selected › stopped, started and destroyed together', async ({ client }) => {
  const tenants = await new TenantsPage(client.page).goTo();
  const ids = ['alpha', 'beta', 'gamma'];
  for (const id of ids) await tenants.create(id);

  await tenants.select('alpha').click();
  await tenants.select('gamma').click({ modifiers: ['Shift'] });
  await expect(tenants.bar).toContainText('3 selected');
  await tenants.select('beta').click();
  await expect(tenants.bar).toContainText('2 selected');
  await tenants.bar.getByRole('button', { name: 'Stop' }).click();
  await expect(tenants.summary('Stop: 2 of 2 done')).toBeVisible();
  await expect(tenants.row('alpha')).toContainText('Stopped');
  await expect(tenants.row('beta')).toContainText('Running');
  await tenants.summary('Stop: 2 of 2 done').getByRole('button', { name: 'Close' }).click();

  // Only a stopped tenant can be started.
  await client.page.keyboard.press('ControlOrMeta+a');
  await expect(tenants.bar).toContainText('3 selected');
  await tenants.bar.getByRole('button', { name: 'Start 2' }).click();
  await expect(tenants.summary('Start: 2 of 2 done')).toBeVisible();
  await tenants.summary('Start: 2 of 2 done').getByRole('button', { name: 'Close' }).click();
  for (const id of ids) await expect(tenants.row(id)).toContainText('Running');

  await tenants.filter.fill('a');
  await tenants.filter.fill('gamma');
  await expect(tenants.row('alpha')).toHaveCount(0);
  // Filtered rows are not selected.
  await expect(tenants.bar).toContainText('1 selected');
  await tenants.filter.fill('');
  const dialog = await tenants.destroySelected();
  await expect(dialog.root).toContainText('Destroy 3 tenants?');
  await dialog.confirm();
  await expect(tenants.heading).toHaveText('Tenants');
  for (const id of ids) await expect(tenants.destroyed).toContainText(id);
  await tenants.undoButton.click();
  for (const id of ids) await expect(tenants.row(id)).toContainText('Running');
});

test('tenant › a missing part › named, with its repair', async ({ client, home }) => {
  const tenants = await new TenantsPage(client.page).goTo();
  await tenants.create('acme-corp');
  await truncate(join(home.path, 'clients/acme-corp/redis.json'), 10);
  const repair = client.page.getByRole('button', { name: 'Rebuild it from redis.conf: acme-corp' });
  await expect(repair).toBeVisible();
  await repair.click();
  await expect(repair).toHaveCount(0);
  await expect(tenants.row('acme-corp')).toContainText('Running');
});

test('tenant › group and notes › saved and shown', async ({ client }) => {
  const tenants = await new TenantsPage(client.page).goTo();
  await tenants.create('acme-corp');
  await tenants.row('acme-corp').getByText('acme-corp', { exact: true }).click();
  const page = new InstancePage(client.page, 'acme-corp');
  await expect(page.title).toBeVisible();
  await client.page.getByRole('button', { name: 'Edit group and notes' }).click();
  await client.page.getByRole('textbox', { name: 'Group' }).fill('Shops');
  await client.page.getByRole('textbox', { name: 'Notes' }).fill('ask Maria first');
  await client.page.getByRole('button', { name: 'Save' }).click();
  await expect(client.page.getByRole('region', { name: 'About acme-corp' })).toContainText('ask Maria first');
  await tenants.goTo();
  await expect(tenants.table.getByRole('rowheader', { name: /^Shops/ })).toBeVisible();
  await tenants.filter.fill('maria');
  await expect(tenants.row('acme-corp')).toBeVisible();
});

test('tenants › keyboard and accessibility › N opens the drawer, each control has a name', async ({ client }) => {
  const tenants = await new TenantsPage(client.page).goTo();
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  await tenants.create('acme-corp');
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  await client.page.keyboard.press('n');
  await expect(client.page.getByRole('textbox', { name: 'Tenant id' })).toBeFocused();
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  await client.page.keyboard.press('Escape');
  await expect(client.page.getByRole('dialog')).toHaveCount(0);
  await client.page.getByRole('button', { name: 'Test isolation' }).click();
  await expect(client.page.getByRole('dialog', { name: 'Isolation' })).toBeVisible();
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);
});
