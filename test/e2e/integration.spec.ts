import { readFile } from 'node:fs/promises';
import { freePort } from '../support/ports.ts';
import { parsePrometheus } from '../support/prometheus-parser.ts';
import { unnamedControls } from './accessible-names.ts';
import { expect, test } from './fixtures.ts';
import { IntegrationPage } from './pages/integration-page.ts';

test.use({ startsInstalled: true });

test('exporter › a chosen port › serves the metrics and shows the address', async ({ firstRun, client, home }) => {
  await firstRun.install('Process');
  const page = await new IntegrationPage(client.page).open();
  await expect(page.metrics).toContainText('Off');
  await page.port.fill(String(home.port));
  await page.button('Use this port').click();
  await expect(client.page.getByText(`Port ${home.port} is reserved for main`)).toBeVisible();
  const port = await freePort();
  await page.port.fill('99999');
  await expect(page.metrics).toContainText('Enter a port from 1 to 65535.');
  await page.port.fill(String(port));
  await page.serveSwitch.press('Space');
  await expect(page.metrics).toContainText('Served');
  const address = `http://127.0.0.1:${port}/metrics`;
  await page.button('Copy the Prometheus URL').click();
  await expect.poll(client.clipboard).toBe(address);
  const families = parsePrometheus(await (await fetch(address)).text());
  expect(families.get('redis_up')?.samples).toEqual([{ name: 'redis_up', labels: { instance: 'main' }, value: 1 }]);

  await expect.poll(() => page.recipe('curl')).toContain(address);
  await expect.poll(() => page.recipe('Prometheus')).toContain(`targets: ['127.0.0.1:${port}']`);
  const flow: unknown = JSON.parse(await page.recipe('Node-RED'));
  expect(flow).toContainEqual(expect.objectContaining({ type: 'http in', url: '/api/resources/redis/metrics' }));
  await expect.poll(() => unnamedControls(client.page)).toEqual([]);

  await page.serveSwitch.press('Space');
  await expect(page.metrics).toContainText('Off');
  await expect(fetch(address)).rejects.toThrow();
});

test.describe('in a browser', () => {
  test.use({ needs: ['browser'] });

  test('integration › INFO and Kubernetes manifests › saved as files', async ({ firstRun, client, home }) => {
    await firstRun.install('Process');
    const page = await new IntegrationPage(client.page).open();
    const download = client.page.waitForEvent('download');
    await page.button('Save INFO').click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('redis_metrics.txt');
    expect(await readFile(await file.path(), 'utf8')).toContain(`tcp_port:${home.port}`);

    await page.namespace.fill('shop');
    await page.namespace.press('Enter');
    const manifests = client.page.waitForEvent('download');
    await page.button('Save redis-main.yaml').click();
    const yaml = await readFile(await (await manifests).path(), 'utf8');
    expect(yaml).toContain('kind: StatefulSet\nmetadata:\n  name: redis-main\n  namespace: shop\n');
    await expect.poll(() => unnamedControls(client.page)).toEqual([]);
  });
});
