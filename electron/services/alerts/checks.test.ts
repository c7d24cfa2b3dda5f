import { describe, expect, test } from 'vitest';
import type { Alert, AlertSettings } from '../../../shared/contract/alert.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { goodVerification, someBackup } from '../../../test/support/some-backup.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { parseInfo } from '../redis/info/info.ts';
import { alertChecks } from './checks.ts';
import { defaultAlertSettings, rulesOf } from './defaults.ts';
import { askServers, type GatherDeps, type Gathered, readFiles } from './gather.ts';
import { sharedFindings } from './shared-findings.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const recent = someBackup('b', '2026-11-22T11:00:00.000Z', { proof: goodVerification });
const quietFacts: Gathered = {
  info: new Map(),
  busy: new Set(),
  backups: new Map([['main', [recent]]]),
  createdAt: new Map(),
  branches: new Map(),
  certificates: new Map(),
  schedules: [],
};
const full = someStatus('main', { memory: { usedBytes: 99, peakBytes: 99, limitBytes: 100 } });
const alert = (id: string, change: Partial<Alert> = {}): Alert => ({
  id,
  rule: id.split(':')[0] as Alert['rule'],
  instance: 'main',
  level: 'fail',
  title: id,
  detail: 'Detail.',
  since: '2026-11-22T11:00:00.000Z',
  acknowledgedAt: null,
  snoozedUntil: null,
  ...change,
});
const check = (change: Partial<Parameters<typeof alertChecks>[0]> = {}) =>
  alertChecks({
    settings: defaultAlertSettings,
    active: [],
    statuses: [someStatus()],
    gathered: quietFacts,
    now,
    ...change,
  });
const failed: ScheduleState = {
  id: 's',
  instance: null,
  when: { kind: 'hours', every: 1 },
  kind: 'snapshot',
  prove: false,
  retention: null,
  enabled: true,
  createdAt: '2026-11-01T00:00:00.000Z',
  nextRunAt: null,
  lastRun: {
    dueAt: '2026-11-22T10:00:00.000Z',
    startedAt: '2026-11-22T10:00:00.000Z',
    finishedAt: '2026-11-22T10:00:00.000Z',
    missed: false,
    ok: false,
    message: 'The disk is full.',
    backups: [],
    removed: [],
  },
};

describe('checks of a diagnosis', () => {
  test('a healthy home, or none › one line says that there is no problem', () => {
    expect(check()).toMatchObject([{ id: 'alerts', level: 'ok' }]);
    expect(check({ statuses: [] })).toMatchObject([{ id: 'alerts', level: 'ok' }]);
  });

  test('a problem of one instance › is a check with its own id', () => {
    expect(check({ statuses: [full] }).map(({ id }) => id)).toEqual(['alert-memory-main']);
  });

  test('an acknowledged alert › warns instead of failing the diagnosis', () => {
    const schedules = (active: readonly Alert[]) => check({ active, gathered: { ...quietFacts, schedules: [failed] } });
    expect(schedules([]).map((one) => one.level)).toEqual(['fail']);
    const seen = alert('schedule-failed:s', { acknowledgedAt: now.toISOString() });
    expect(schedules([seen]).map((one) => one.level)).toEqual(['warn']);
  });

  test('rules that need several samples › an active alert › is a check; without its instance it is not', () => {
    const active = [alert('eviction:main'), alert('hit-rate:main'), alert('eviction:gone', { instance: 'gone' })];
    expect(check({ active }).map(({ id }) => id)).toEqual(['alert-eviction-main', 'alert-hit-rate-main']);
  });

  test('a stopped instance › alerts of a running server › are no checks', () => {
    const statuses = [someStatus('main', { state: 'stopped' })];
    expect(check({ statuses, active: [alert('eviction:main')] })).toMatchObject([{ id: 'alerts' }]);
  });

  test('a switched off rule › of one instance › is no check there, and still one elsewhere', () => {
    const settings: AlertSettings = {
      ...defaultAlertSettings,
      instances: { acme: { memory: { on: false, percent: 90 } } },
    };
    const statuses = ['main', 'acme'].map((id) => ({ ...full, id }));
    const gathered = { ...quietFacts, backups: new Map([...quietFacts.backups, ['acme', [recent]]]) };
    expect(check({ settings, statuses, gathered }).map(({ id }) => id)).toEqual(['alert-memory-main']);
  });
});

describe('findings of several instances', () => {
  const lost = { code: 'ENGINE_UNREACHABLE', message: 'x', fix: null, since: null } as const;

  test('an unreachable engine › several instances › is one finding that names them, not one each', () => {
    const statuses = ['a', 'b'].map((id) => someStatus(id, { problem: lost })).concat(someStatus('c'));
    const found = sharedFindings(defaultAlertSettings, statuses, []);
    expect(found).toMatchObject([{ id: 'down:engine', instance: null, detail: expect.stringContaining('a, b') }]);
  });

  test('two unreachable machines › a finding for each, with the reason of that machine', () => {
    const on = (id: string, engine: string, fix: string) => someStatus(id, { engine, problem: { ...lost, fix } });
    const statuses = [on('a', 'node1', 'Check your VPN.'), on('b', 'node2', 'Unlock the key.'), on('c', 'node1', '')];
    const found = sharedFindings(defaultAlertSettings, statuses, []);
    const away = (name: string, ids: string, fix: string) =>
      `The machine ${name} is not responding, so the state of ${ids}. ${fix}`;
    expect(found.map(({ id, detail }) => [id, detail])).toEqual([
      ['down:engine:node1', away('node1', '2 instances is unknown: a, c', 'Check your VPN.')],
      ['down:engine:node2', away('node2', '1 instance is unknown: b', 'Unlock the key.')],
    ]);
  });

  test('an unreachable engine › the rule is off for all of its instances › is no finding', () => {
    const settings = { ...defaultAlertSettings, instances: { a: { down: { on: false } } } };
    expect(sharedFindings(settings, [someStatus('a', { problem: lost })], [])).toEqual([]);
    const both = sharedFindings(
      settings,
      ['a', 'b'].map((id) => someStatus(id, { problem: lost })),
      [],
    );
    expect(both).toHaveLength(1);
  });

  test('a failed schedule › switched off, without a run, or with the rule off › is no finding', () => {
    const ids = (schedule: ScheduleState, settings = defaultAlertSettings) =>
      sharedFindings(settings, [], [schedule]).map(({ id }) => id);
    expect(ids(failed)).toEqual(['schedule-failed:s']);
    expect(ids({ ...failed, enabled: false })).toEqual([]);
    expect(ids({ ...failed, lastRun: null })).toEqual([]);
    const off = { ...defaultAlertSettings, instances: { acme: { scheduleFailed: { on: false } } } };
    expect(ids({ ...failed, instance: 'acme' }, off)).toEqual([]);
    // All tenants: only the common rule decides.
    expect(ids(failed, off)).toEqual(['schedule-failed:s']);
  });
});

test('rules of one instance › an id like a name of Object › has the common rules', () => {
  expect(rulesOf(defaultAlertSettings, 'constructor')).toEqual(defaultAlertSettings.rules);
  expect(rulesOf(defaultAlertSettings, '__proto__')).toEqual(defaultAlertSettings.rules);
});

describe('gathered facts', () => {
  const managed = (id: string, change: object = {}) => ({
    id,
    tenant: null,
    entry: { state: 'running', problem: null },
    paths: { backups: `/nowhere/${id}` },
    ...change,
  });
  const depsOf = (change: object): GatherDeps =>
    ({
      catalogue: { all: async () => [managed('a'), managed('b'), managed('c', { entry: null }), managed('d')] },
      observer: {
        link: async ({ id }: { id: string }) => {
          if (id === 'd') throw new Error('no link');
          return {
            ask: async () => {
              if (id === 'b') throw new Error('silent');
              return { info: parseInfo('role:master\r\n') };
            },
          };
        },
      },
      operations: {
        list: async () => [
          { state: 'running', instance: 'a' },
          { state: 'succeeded', instance: 'b' },
        ],
      },
      backups: { list: async () => [recent] },
      schedules: { list: async () => [failed] },
      ...change,
    }) as unknown as GatherDeps;

  test('silent, stopped and unreachable servers › are left out, and the others are asked', async () => {
    const { info, busy } = await askServers(depsOf({}));
    expect([...info.keys()]).toEqual(['a']);
    expect([...busy]).toEqual(['a']);
  });

  test('unreadable backups or schedules › are unknown, and the rest is read', async () => {
    const list = async (id: string) => {
      if (id === 'b') throw new Error('denied');
      return [recent];
    };
    const found = await readFiles(
      depsOf({
        catalogue: {
          all: async () => [managed('a', { tenant: { created: '2026-01-02T03:04:05.000Z' } }), managed('b')],
        },
        backups: { list },
        schedules: { list: () => Promise.reject(new Error('damaged')) },
      }),
    );
    expect([...found.backups.keys()]).toEqual(['a']);
    expect([...found.createdAt]).toEqual([['a', new Date('2026-01-02T03:04:05.000Z')]]);
    expect(found.schedules).toEqual([]);
  });
});
