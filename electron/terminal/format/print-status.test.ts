import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type InstanceStatus, instanceState, instanceStatus } from '../../../shared/contract/instance.ts';
import { statusLines } from './print-status.ts';
import { chooseStyle } from './style.ts';

const plain = chooseStyle(false, {});
const now = Date.parse('2026-11-19T14:32:00Z');

const running: InstanceStatus = {
  id: 'main',
  runtime: 'docker',
  state: 'running',
  problem: null,
  container: 'vrooli-redis-resource',
  network: 'vrooli-resources',
  image: 'redis:7-alpine',
  host: '127.0.0.1',
  port: 6380,
  url: 'redis://localhost:6380',
  passwordSet: true,
  version: '7.2.4',
  uptimeSeconds: 273_600,
  memory: { usedBytes: 1_572_864, peakBytes: 2_097_152, limitBytes: 2_147_483_648 },
  clients: { connected: 3 },
  commands: { total: 1_234_567, perSecond: 12 },
  hitRate: 0.934,
  lookups: { hits: 934, misses: 66 },
  lastKnownKeys: null,
  databases: [
    { index: 0, keys: 1024, expires: 12, averageTtlMs: 5000 },
    { index: 1, keys: 0, expires: 0, averageTtlMs: null },
    { index: 3, keys: 1, expires: 0, averageTtlMs: null },
  ],
  persistence: { mode: 'both', lastSaveAt: '2026-11-19T14:30:00Z', changesSinceSave: 1 },
  replication: { role: 'master', masterHost: null, masterPort: null, link: null },
};

test('printStatus › running › every figure with its unit', () => {
  expect(statusLines(running, plain, now)).toEqual([
    'Main Redis is running.',
    '  Runtime      docker, container vrooli-redis-resource, image redis:7-alpine',
    '  URL          redis://localhost:6380 (with a password)',
    '  Port         6380',
    '  Version      7.2.4',
    '  Uptime       3 d 4 h',
    '  Memory       1.5 MB of 2 GB, peak 2 MB',
    '  Clients      3 connected',
    '  Commands     1,234,567 in total, 12 per second',
    '  Hit rate     93.4 %',
    '  Keys         db0: 1,024 keys, 12 with an expiry',
    '               db3: 1 key',
    '  Role         master',
    '  Persistence  both',
    '  Last save    2 min ago (2026-11-19 14:30:00 UTC), 1 change since',
  ]);
});

test('printStatus › missing › says what to do', () => {
  const missing: InstanceStatus = { ...running, state: 'missing', runtime: null, port: null };
  expect(statusLines(missing, plain, now)).toEqual([
    'Main Redis is not installed.',
    '  Install it with --action install.',
  ]);
});

test('printStatus › stopped tenant › its address, no figures', () => {
  expect(statusLines({ ...running, id: 'acme-corp', state: 'stopped' }, plain, now)).toEqual([
    'Tenant acme-corp is stopped.',
    '  Runtime  docker, container vrooli-redis-resource, image redis:7-alpine',
    '  URL      redis://localhost:6380 (with a password)',
    '  Port     6380',
  ]);
});

test('printStatus › problem › below its instance, with the fix', () => {
  const problem = { code: 'NOT_ANSWERING', message: 'It does not answer.', fix: 'Restart it.', since: null } as const;
  expect(statusLines({ ...running, state: 'unhealthy', problem }, plain, now).slice(0, 3)).toEqual([
    'Main Redis is unhealthy.',
    '  It does not answer.',
    '  Restart it.',
  ]);
});

const amount = fc.option(fc.nat());
const anyStatus: fc.Arbitrary<InstanceStatus> = fc
  .record({
    state: fc.constantFrom(...instanceState.options),
    runtime: fc.option(fc.constantFrom('docker' as const, 'process' as const)),
    container: fc.option(fc.constant('c')),
    image: fc.option(fc.constant('i')),
    port: fc.option(fc.integer({ min: 1, max: 65535 })),
    url: fc.option(fc.constant('redis://localhost:1')),
    version: fc.option(fc.constant('7.0.15')),
    uptimeSeconds: amount,
    memory: fc.record({ usedBytes: amount, peakBytes: amount, limitBytes: amount }),
    clients: fc.record({ connected: amount }),
    commands: fc.record({ total: amount, perSecond: amount }),
    hitRate: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    databases: fc.array(
      fc.record({ index: fc.nat(15), keys: fc.nat(), expires: fc.nat(), averageTtlMs: fc.option(fc.nat()) }),
      { maxLength: 4 },
    ),
    persistence: fc.record({
      mode: fc.option(fc.constantFrom('rdb' as const, 'aof' as const, 'both' as const, 'none' as const)),
      lastSaveAt: fc.option(fc.constant('2026-11-19T14:30:00Z')),
      changesSinceSave: amount,
    }),
  })
  .map((part) => ({ ...running, ...part }));

test('printStatus › any unknown figures › complete lines in one column', () => {
  fc.assert(
    fc.property(anyStatus, (status) => {
      expect(instanceStatus.safeParse(status).success).toBe(true);
      const lines = statusLines(status, plain, now);
      for (const line of lines) expect(line).not.toMatch(/null|undefined|NaN/);
      if (status.state === 'missing') return;
      const starts = new Set(lines.slice(1).map((line) => /^ {2}(?:\S.*?)? {2,}/.exec(line)?.[0].length));
      expect(starts.size).toBe(1);
    }),
  );
});
