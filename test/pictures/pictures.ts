import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect } from '../e2e/fixtures.ts';
import { KeysPage } from '../e2e/pages/keys-page.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { PROGRAMS } from '../support/runtime-kinds.ts';
import { createTestHome } from '../support/test-home.ts';
import { fillKeys, startTraffic, type Traffic } from './traffic.ts';

/** How long the traffic is recorded: the charts show five minutes, without the start of the traffic. */
const RECORDED_MS = 305_000;
const BEFORE_DEPLOY_MS = 165_000;

interface Pictured extends Omit<Traffic, 'port'> {
  readonly id: string;
  readonly memory: string;
}

const MAIN: Omit<Traffic, 'port'> = { clients: 6, keys: 60_000, valueBytes: 600, opsPerSecond: 330, hits: 0.97 };

const TENANTS: readonly Pictured[] = [
  { id: 'acme-corp', memory: '256mb', clients: 9, keys: 40_000, valueBytes: 900, opsPerSecond: 360, hits: 0.93 },
  {
    id: 'real-estate-client',
    memory: '128mb',
    clients: 5,
    keys: 18_000,
    valueBytes: 700,
    opsPerSecond: 100,
    hits: 0.9,
  },
  {
    id: 'e-commerce-store',
    memory: '256mb',
    clients: 12,
    keys: 60_000,
    valueBytes: 800,
    opsPerSecond: 270,
    hits: 0.87,
  },
  { id: 'bluebird-travel', memory: '32mb', clients: 8, keys: 28_000, valueBytes: 900, opsPerSecond: 24, hits: 0.85 },
  { id: 'harbor-logistics', memory: '128mb', clients: 4, keys: 16_000, valueBytes: 500, opsPerSecond: 66, hits: 0.93 },
  { id: 'north-clinic', memory: '128mb', clients: 11, keys: 11_000, valueBytes: 600, opsPerSecond: 38, hits: 0.9 },
  { id: 'pixel-foundry', memory: '64mb', clients: 7, keys: 5000, valueBytes: 400, opsPerSecond: 19, hits: 0.88 },
  { id: 'garden-market', memory: '256mb', clients: 3, keys: 34_000, valueBytes: 700, opsPerSecond: 280, hits: 0.97 },
  { id: 'riverside-school', memory: '64mb', clients: 2, keys: 7000, valueBytes: 400, opsPerSecond: 9, hits: 0.86 },
  { id: 'sunset-hotels', memory: '128mb', clients: 9, keys: 19_000, valueBytes: 500, opsPerSecond: 124, hits: 0.97 },
];

const FIRST_PORT = 6380;
/** px, as README shows it. */
const WIDTH = 1440;
/** Until the view has its new size, and what it loads has arrived. */
const SETTLED_MS = 3000;

/** A home with the default ports, so that the pictures show what a reader will see. */
const test = base.extend({
  home: async ({ canRun: _ }, use) => {
    const home = await createTestHome();
    const VROOLI_HOME = join(home.path, '.vrooli');
    await mkdir(VROOLI_HOME);
    const ports = { REDIS_CLIENT_PORT_START: String(FIRST_PORT + 1), REDIS_CLIENT_PORT_END: String(FIRST_PORT + 19) };
    const env = { ...home.env, HOME: home.path, VROOLI_HOME, REDIS_PORT: String(FIRST_PORT), ...ports };
    await use({ ...home, port: FIRST_PORT, env });
    await home.dispose();
  },
});

test.use({ startsInstalled: true, viewport: { width: WIDTH, height: 900 }, colorScheme: 'light' });

test('resources › the pictures of README', async ({ home, client: { page } }) => {
  const run = async (action: string, ...flags: string[]) => {
    const { code, stderr } = await runManage(['--action', action, ...flags], home.env);
    expect(code, stderr).toBe(0);
  };
  const open = async (hash: string) => page.evaluate((to) => window.location.replace(to), hash);
  /** @param height px; the picture ends below a whole row or chart */
  const picture = async (name: string, height: number) => {
    await page.setViewportSize({ width: WIDTH, height });
    // Over nothing that shows more when the pointer is on it.
    await page.mouse.move(WIDTH - 1, height - 1);
    await page.waitForTimeout(SETTLED_MS);
    await page.screenshot({ path: join(projectRoot, 'resources', name) });
  };

  const tenants = TENANTS.map((one, index) => ({ ...one, port: FIRST_PORT + 1 + index }));
  await test.step('create the tenants', async () => {
    for (const { id, memory, port } of tenants)
      await run('create-client', '--client-id', id, '--runtime', PROGRAMS, '--memory', memory, '--port', String(port));
  });
  const traffic = [{ ...MAIN, port: FIRST_PORT }, ...tenants];
  await test.step('fill them', async () => {
    for (const one of traffic) await fillKeys(one);
  });
  const stops = traffic.map(startTraffic);
  const startedAt = Date.now();
  const recorded = (ms: number) => page.waitForTimeout(Math.max(0, startedAt + ms - Date.now()));
  try {
    await test.step('picture: the keys of main', async () => {
      const keys = new KeysPage(page);
      await open('#/keys/main');
      await keys.ready();
      await keys.select('product:');
      await keys.list.getByText('product:100', { exact: true }).click();
      await expect(keys.details('product:100')).toBeVisible();
      await picture('pictures/keys.png', 900);
    });
    await open('#/');
    await test.step(`record until the backup, ${BEFORE_DEPLOY_MS / 1000} s`, () => recorded(BEFORE_DEPLOY_MS));
    await test.step('back up main', () => run('backup', '--backup-name', 'pre-deploy'));
    await test.step(`record until ${RECORDED_MS / 1000} s`, () => recorded(RECORDED_MS));
    await test.step('picture: the instances', async () => {
      for (const { id } of TENANTS) await expect(page.getByText(id).first()).toBeVisible();
      await picture('screenshot.png', 905);
    });
    await test.step('picture: the charts of main', async () => {
      await open('#/charts/main');
      await expect(page.getByText('Memory', { exact: true }).first()).toBeVisible();
      await picture('pictures/charts.png', 862);
    });
  } finally {
    for (const stop of stops) stop();
  }
});
