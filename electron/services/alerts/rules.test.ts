import { describe, expect, test } from 'vitest';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { goodVerification, someBackup } from '../../../test/support/some-backup.ts';
import { someStatus, withKeys } from '../../../test/support/some-status.ts';
import { parseInfo } from '../redis/info/info.ts';
import { defaultAlertSettings, rulesOf } from './defaults.ts';
import { type Facts, resolvedByStop, undecidedAlerts } from './facts.ts';
import { findings } from './rules.ts';
import { sharedFindings } from './shared-findings.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

/** INFO of a healthy server, with these fields changed. */
function info(changed: Record<string, string>) {
  const fields = {
    rdb_last_bgsave_status: 'ok',
    aof_enabled: '0',
    rdb_changes_since_last_save: '0',
    rdb_last_save_time: String(now.getTime() / 1000 - 60),
    ...changed,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}:${value}\r\n`);
  return parseInfo(lines.join(''));
}

const healthy: Facts = {
  status: someStatus(),
  rules: defaultAlertSettings.rules,
  busy: false,
  info: info({}),
  evictedPerSecond: 0,
  lookups: { hits: 9_000, misses: 1_000 },
  backups: [],
  schedules: [],
  createdAt: new Date(hoursAgo(1)),
  branch: null,
  certificate: null,
};
const facts = (change: Partial<Facts>): Facts => ({ ...healthy, ...change });
const evaluate = (change: Partial<Facts>) =>
  findings(facts(change), now).map(({ rule, strength }) => `${rule} ${strength}`);
const daily: ScheduleState = {
  ...{ id: 's', instance: 'main', when: { kind: 'hours', every: 24 }, kind: 'snapshot', prove: false, retention: null },
  ...{ enabled: true, createdAt: hoursAgo(200), nextRunAt: null, lastRun: null },
};

describe('rules', () => {
  test('healthy instance or unknown facts › no findings', () => {
    expect(evaluate({})).toEqual([]);
    const unknown = { info: null, evictedPerSecond: null, lookups: null, backups: null, createdAt: null };
    expect(evaluate(unknown)).toEqual([]);
    expect(undecidedAlerts(facts(unknown)).toSorted()).toEqual([
      'backup-overdue:main',
      'hit-rate:main',
      'persistence:main',
      'proof-failed:main',
    ]);
  });

  test('branch › reminds an hour before its expiry, and half of its life before a short one', () => {
    const of = (bornHoursAgo: number, leftHours: number | null) => ({
      branch: {
        ...{ from: 'main', of: null, at: hoursAgo(bornHoursAgo) },
        expiresAt: leftHours === null ? null : hoursAgo(-leftHours),
      },
    });
    expect(evaluate(of(23, 0.9))).toEqual(['branch-expires raise']);
    expect(evaluate(of(23, 1.1))).toEqual([]);
    expect(evaluate(of(0.1, 0.5))).toEqual([]);
    expect(evaluate(of(0.5, 0.4))).toEqual(['branch-expires raise']);
    expect(evaluate(of(23, null))).toEqual([]);
    expect(evaluate(of(23, -0.1))).toEqual([]);
  });

  test('stopped instance › rules for running servers › their alerts resolve', () => {
    const stopped = facts({ status: someStatus('main', { state: 'stopped' }), info: null, lookups: null });
    expect(resolvedByStop(stopped)).toEqual(['memory:main', 'eviction:main', 'hit-rate:main', 'persistence:main']);
    expect(undecidedAlerts(stopped)).toEqual([]);
    expect(resolvedByStop(facts({}))).toEqual([]);
  });

  test('memory › raised at 90 % of the limit, resolved only below 85 %', () => {
    const full = (percent: number) => ({
      status: someStatus('main', { memory: { usedBytes: percent * 10, peakBytes: null, limitBytes: 1000 } }),
    });
    expect(evaluate(full(90))).toEqual(['memory raise']);
    expect(evaluate(full(89))).toEqual(['memory keep']);
    expect(evaluate(full(84))).toEqual([]);
    expect(evaluate({ ...full(95), rules: { ...healthy.rules, memory: { on: false, percent: 90 } } })).toEqual([]);
  });

  test('eviction and hit rate › raised, the latter only with enough lookups', () => {
    expect(evaluate({ evictedPerSecond: 0.2 })).toEqual(['eviction raise']);
    expect(evaluate({ lookups: { hits: 4_900, misses: 5_100 } })).toEqual(['hit-rate raise']);
    expect(evaluate({ lookups: { hits: 5_200, misses: 4_800 } })).toEqual(['hit-rate keep']);
    expect(evaluate({ lookups: { hits: 10, misses: 5_000 } })).toEqual([]);
  });

  test('persistence › failed save, failed AOF or changes unsaved for too long › raised', () => {
    expect(evaluate({ info: info({ rdb_last_bgsave_status: 'err' }) })).toEqual(['persistence raise']);
    expect(evaluate({ info: info({ aof_enabled: '1', aof_last_write_status: 'err' }) })).toEqual(['persistence raise']);
    const old = { rdb_changes_since_last_save: '7', rdb_last_save_time: String(now.getTime() / 1000 - 25 * 3600) };
    expect(evaluate({ info: info(old) })).toEqual(['persistence raise']);
    expect(evaluate({ info: info({ ...old, aof_enabled: '1' }) })).toEqual([]);
    expect(evaluate({ info: info({ ...old, rdb_changes_since_last_save: '0' }) })).toEqual([]);
    const none = { mode: 'none', lastSaveAt: null, changesSinceSave: 7 } as const;
    expect(evaluate({ info: info(old), status: someStatus('main', { persistence: none }) })).toEqual([]);
    // INFO without these fields.
    expect(evaluate({ info: parseInfo('redis_version:2.4.0\r\n') })).toEqual([]);
  });

  test('down › crashed › raised, but not when stopped or while an operation runs', () => {
    const problem = { code: 'CRASHED', message: 'It ended.', fix: null, since: null } as const;
    const crashed = someStatus('main', { state: 'stopped', uptimeSeconds: null, problem });
    expect(evaluate({ status: crashed, info: null })).toEqual(['down raise']);
    expect(evaluate({ status: crashed, info: null, busy: true })).toEqual(['down keep']);
    expect(evaluate({ status: someStatus('main', { state: 'stopped', uptimeSeconds: null }), info: null })).toEqual([]);
  });

  test('backup overdue › hours after a missed schedule, or days after the last backup › raised', () => {
    const keys = { status: someStatus('main', withKeys(5)), createdAt: new Date(hoursAgo(300)) };
    expect(evaluate(keys)).toEqual(['backup-overdue raise']);
    expect(evaluate({ ...keys, status: someStatus() })).toEqual([]);
    expect(evaluate({ ...keys, backups: [someBackup('b', hoursAgo(160))] })).toEqual([]);
    expect(evaluate({ ...keys, backups: [someBackup('b', hoursAgo(170))] })).toEqual(['backup-overdue raise']);
    expect(evaluate({ ...keys, backups: [someBackup('b', hoursAgo(1), { damaged: true })] })).toHaveLength(1);
    const ofWrongClock = { ...keys, backups: [someBackup('b', hoursAgo(-9000))] };
    expect(evaluate(ofWrongClock)).toEqual(['backup-overdue raise']);
    expect(findings(facts(ofWrongClock), now)[0]?.detail).toMatch(/^Its only backups are dated in the future\./);
    const scheduled = { ...keys, schedules: [daily] };
    expect(evaluate({ ...scheduled, backups: [someBackup('b', hoursAgo(25))] })).toEqual([]);
    expect(evaluate({ ...scheduled, backups: [someBackup('b', hoursAgo(27))] })).toEqual(['backup-overdue raise']);
    const ofTenants = { ...daily, instance: null };
    expect(evaluate({ ...keys, schedules: [ofTenants], backups: [someBackup('b', hoursAgo(27))] })).toEqual([]);
    expect(
      evaluate({ ...scheduled, schedules: [{ ...daily, enabled: false }], backups: [someBackup('b', hoursAgo(27))] }),
    ).toEqual([]);
  });

  test('failed verification › raised until a newer one succeeds', () => {
    const bad = someBackup('bad', hoursAgo(2), {
      proof: { ...goodVerification, ok: false, message: 'It is truncated.' },
    });
    expect(evaluate({ backups: [bad] })).toEqual(['proof-failed raise']);
    expect(evaluate({ backups: [someBackup('good', hoursAgo(1), { proof: goodVerification }), bad] })).toEqual([]);
  });
});

test('shared findings › engine unreachable › one alert, and those of its instances stay undecided', () => {
  const problem = { code: 'ENGINE_UNREACHABLE', message: 'No answer.', fix: null, since: null } as const;
  const away = (id: string) => someStatus(id, { state: 'unhealthy', uptimeSeconds: null, problem });
  expect(evaluate({ status: away('main'), info: null, lookups: null })).toEqual([]);
  expect(undecidedAlerts(facts({ status: away('main') }))).toContain('down:main');
  const shared = sharedFindings(defaultAlertSettings, [away('main'), away('acme')], []);
  expect(shared).toMatchObject([{ id: 'down:engine', instance: null, detail: expect.stringContaining('main, acme') }]);
});

test('shared findings › failed schedule › raised until a run succeeds or the schedule is disabled', () => {
  const run = {
    ...{ dueAt: hoursAgo(1), startedAt: hoursAgo(1), finishedAt: hoursAgo(1), missed: false, backups: [], removed: [] },
    ...{ ok: false, message: 'The disk is full.' },
  };
  const of = (change: Partial<ScheduleState>) =>
    sharedFindings(defaultAlertSettings, [], [{ ...daily, lastRun: run, ...change }]).map(({ id }) => id);
  expect(of({})).toEqual(['schedule-failed:s']);
  expect(of({ lastRun: { ...run, ok: true } })).toEqual([]);
  expect(of({ enabled: false })).toEqual([]);
});

test('rules of an instance › own rules › override the common ones', () => {
  const settings = { ...defaultAlertSettings, instances: { acme: { memory: { on: true, percent: 50 } } } };
  expect(rulesOf(settings, 'acme').memory.percent).toBe(50);
  expect(rulesOf(settings, 'acme').down).toEqual(settings.rules.down);
  expect(rulesOf(settings, 'main')).toEqual(settings.rules);
});

describe('certificate', () => {
  const certificate = (expiresAt: string, validFrom = '2026-01-01T00:00:00.000Z') => ({
    ...{ subject: 'localhost', issuer: 'authority', names: ['localhost'], fingerprint: 'aa' },
    ...{ validFrom, expiresAt },
  });
  const of = (one: ReturnType<typeof certificate>, now: string) =>
    findings(facts({ certificate: one }), new Date(now)).filter(({ rule }) => rule === 'certificate-expires');

  test.each([
    ['2026-03-01T00:00:00.000Z', 'good', []],
    ['2026-04-10T12:00:00.000Z', 'in 19 days', ['warn']],
    ['2026-04-29T12:00:00.000Z', 'in less than a day', ['warn']],
    ['2026-04-30T00:00:00.000Z', 'expired on 2026-04-30', ['fail']],
    ['2025-12-31T00:00:00.000Z', 'Set the clock', ['fail']],
  ])('expires on 2026-04-30 › at %s › %s', (now, text, levels) => {
    const found = of(certificate('2026-04-30T00:00:00.000Z'), now);
    expect(found.map(({ level }) => level)).toEqual(levels);
    if (levels.length > 0) expect(found[0]?.detail).toContain(text);
  });
});
