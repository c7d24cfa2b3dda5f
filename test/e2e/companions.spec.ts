import { companionsOf } from '../support/companion-home.ts';
import { debianPostgres } from '../support/companion-images.ts';
import { runManage } from '../support/run-manage.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';

test.use({ startsInstalled: true, withDocker: false });

test('services › PostgreSQL beside a tenant › added, stopped, started, backed up and removed', async ({
  client: { page },
  firstRun,
  home,
}) => {
  test.slow();
  test.skip((await debianPostgres()) === null, 'no PostgreSQL server of Debian on this machine');
  const { sql, variables } = companionsOf(home, home.env);
  const instances = await firstRun.install('Process');
  const created = await runManage(['create-client', '--client-id', 'shop', '--runtime', 'process'], home.env);
  expect(created, created.stderr).toMatchObject({ code: 0 });
  await instances.open('shop');
  const services = page.getByRole('region', { name: 'Services beside the Redis of shop' });
  await expect(services.getByRole('button', { name: 'Add MinIO' })).toBeDisabled();
  await services.getByRole('button', { name: 'Add PostgreSQL' }).click();
  await expect(services.getByText('Running')).toBeVisible();
  await sql('shop', 'CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)');
  await expect.poll(() => unnamedControls(page)).toEqual([]);
  const choose = async (name: string) => {
    await services.getByRole('button', { name: 'Actions for PostgreSQL' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choose('Stop');
  await expect(services.getByText('Stopped')).toBeVisible();
  await choose('Start');
  await expect(services.getByText('Running')).toBeVisible();
  expect(await sql('shop', 'SELECT count(*) FROM orders')).toBe('1');
  await choose('Back up');
  await expect(services.getByText('No backup yet')).toHaveCount(0);
  await choose('Remove…');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(services.getByRole('button', { name: 'Add PostgreSQL' })).toBeVisible();
  expect(variables('shop').DATABASE_URL).toBeUndefined();
});
