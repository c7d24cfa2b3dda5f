import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect } from '../e2e/fixtures.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { PROGRAMS } from '../support/runtime-kinds.ts';
import { createTestHome } from '../support/test-home.ts';
import { fillKeys, startTraffic, type Traffic } from './traffic.ts';

/** How long the traffic is recorded: the five minutes of the charts, and the time of the start. */
const RECORDED_MS = 320_000;
const BEFORE_DEPLOY_MS = 170_000;

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

test.use({ startsInstalled: true, viewport: { width: 1440, height: 900 }, colorScheme: 'light' });

test('resources › the pictures of README', async ({ home, client: { page } }) => {
  const run = async (action: string, ...flags: string[]) => {
    const { code, stderr } = await runManage(['--action', action, ...flags], home.env);
    expect(code, stderr).toBe(0);
  };
  const open = async (hash: string) => page.evaluate((to) => window.location.replace(to), hash);
  const picture = (name: string) => page.screenshot({ path: join(projectRoot, 'resources', name) });

  for (const { id, memory } of TENANTS)
    await run('create-client', '--client-id', id, '--runtime', PROGRAMS, '--memory', memory);
  const traffic = [MAIN, ...TENANTS].map((one, index) => ({ ...one, port: FIRST_PORT + index }));
  for (const one of traffic) await fillKeys(one);
  const stops = traffic.map(startTraffic);
  try {
    await open('#/');
    await page.waitForTimeout(BEFORE_DEPLOY_MS);
    await run('backup', '--backup-name', 'pre-deploy');
    await page.waitForTimeout(RECORDED_MS - BEFORE_DEPLOY_MS);
    for (const { id } of TENANTS) await expect(page.getByText(id).first()).toBeVisible();
    await picture('screenshot.png');
    await open('#/charts/main');
    await expect(page.getByText('Memory', { exact: true }).first()).toBeVisible();
    await page.waitForTimeout(3000);
    await picture('pictures/charts.png');
    await open('#/keys/main');
    await page.getByText('product:', { exact: true }).click();
    await page.getByText('product:100', { exact: true }).click();
    await expect(page.getByText('Current to the last write')).toBeVisible();
    await page.waitForTimeout(3000);
    await picture('pictures/keys.png');
  } finally {
    for (const stop of stops) stop();
  }
});
