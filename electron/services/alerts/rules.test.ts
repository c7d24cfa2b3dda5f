import { describe, expect, test } from 'vitest';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { goodProof, someBackup } from '../../../test/support/some-backup.ts';
import { someStatus, withKeys } from '../../../test/support/some-status.ts';
import { parseInfo } from '../redis/info/info.ts';
import { defaultAlertSettings, rulesOf } from './defaults.ts';
import { type Facts, overWithStop, unsureOf } from './facts.ts';
import { findings } from './rules.ts';
import { sharedFindings } from './shared-findings.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

/** INFO of a server that is well, with these fields changed. */
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

const well: Facts = {
  status: someStatus(),
  rules: defaultAlertSettings.rules,
  busy: false,
  info: info({}),
  evictedPerSecond: 0,
  lookups: { hits: 9_000, misses: 1_000 },
  backups: [],
  schedules: [],
  madeAt: new Date(hoursAgo(1)),
};
const facts = (change: Partial<Facts>): Facts => ({ ...well, ...change });
const found = (change: Partial<Facts>) =>
  findings(facts(change), now).map(({ rule, strength }) => `${rule} ${strength}`);
const daily: ScheduleState = {
  ...{ id: 's', instance: 'main', when: { kind: 'hours', every: 24 }, kind: 'snapshot', prove: false, retention: null },
  ...{ enabled: true, createdAt: hoursAgo(200), nextRunAt: null, lastRun: null },
};

describe('the rules', () => {
  test('find nothing where all is well, or nothing is known', () => {
    expect(found({})).toEqual([]);
    const unknown = { info: null, evictedPerSecond: null, lookups: null, backups: null, madeAt: null };
    expect(found(unknown)).toEqual([]);
    expect(unsureOf(facts(unknown)).toSorted()).toEqual([
      'backup-overdue:main',
      'hit-rate:main',
      'persistence:main',
      'proof-failed:main',
    ]);
  });

  test('a stopped instance › what only a running server can suffer from › is over, and not left open', () => {
    const stopped = facts({ status: someStatus('main', { state: 'stopped' }), info: null, lookups: null });
    expect(overWithStop(stopped)).toEqual(['memory:main', 'eviction:main', 'hit-rate:main', 'persistence:main']);
    expect(unsureOf(stopped)).toEqual([]);
    expect(overWithStop(facts({}))).toEqual([]);
  });

  test('memory: raised at 90 % of the limit, over only below 85 %', () => {
    const full = (percent: number) => ({
      status: someStatus('main', { memory: { usedBytes: percent * 10, peakBytes: null, limitBytes: 1000 } }),
    });
    expect(found(full(90))).toEqual(['memory raise']);
    expect(found(full(89))).toEqual(['memory keep']);
    expect(found(full(84))).toEqual([]);
    expect(found({ ...full(95), rules: { ...well.rules, memory: { on: false, percent: 90 } } })).toEqual([]);
  });

  test('evictions, and lookups that find nothing where there were enough of them', () => {
    expect(found({ evictedPerSecond: 0.2 })).toEqual(['eviction raise']);
    expect(found({ lookups: { hits: 4_900, misses: 5_100 } })).toEqual(['hit-rate raise']);
    expect(found({ lookups: { hits: 5_200, misses: 4_800 } })).toEqual(['hit-rate keep']);
    expect(found({ lookups: { hits: 10, misses: 5_000 } })).toEqual([]);
  });

  test('persistence: a save or an AOF that failed, or changes unsaved for too long', () => {
    expect(found({ info: info({ rdb_last_bgsave_status: 'err' }) })).toEqual(['persistence raise']);
    expect(found({ info: info({ aof_enabled: '1', aof_last_write_status: 'err' }) })).toEqual(['persistence raise']);
    const old = { rdb_changes_since_last_save: '7', rdb_last_save_time: String(now.getTime() / 1000 - 25 * 3600) };
    expect(found({ info: info(old) })).toEqual(['persistence raise']);
    expect(found({ info: info({ ...old, aof_enabled: '1' }) })).toEqual([]);
    expect(found({ info: info({ ...old, rdb_changes_since_last_save: '0' }) })).toEqual([]);
    const none = { mode: 'none', lastSaveAt: null, changesSinceSave: 7 } as const;
    expect(found({ info: info(old), status: someStatus('main', { persistence: none }) })).toEqual([]);
    // INFO of a server that tells none of it.
    expect(found({ info: parseInfo('redis_version:2.4.0\r\n') })).toEqual([]);
  });

  test('down: crashed or not answering, but neither stopped nor while we are at it', () => {
    const problem = { code: 'CRASHED', message: 'It ended.', fix: null, since: null } as const;
    const crashed = someStatus('main', { state: 'stopped', uptimeSeconds: null, problem });
    expect(found({ status: crashed, info: null })).toEqual(['down raise']);
    expect(found({ status: crashed, info: null, busy: true })).toEqual(['down keep']);
    expect(found({ status: someStatus('main', { state: 'stopped', uptimeSeconds: null }), info: null })).toEqual([]);
  });

  test('a backup is overdue hours after its schedule, or days after the last one', () => {
    const keys = { status: someStatus('main', withKeys(5)), madeAt: new Date(hoursAgo(300)) };
    expect(found(keys)).toEqual(['backup-overdue raise']);
    expect(found({ ...keys, status: someStatus() })).toEqual([]);
    expect(found({ ...keys, backups: [someBackup('b', hoursAgo(160))] })).toEqual([]);
    expect(found({ ...keys, backups: [someBackup('b', hoursAgo(170))] })).toEqual(['backup-overdue raise']);
    expect(found({ ...keys, backups: [someBackup('b', hoursAgo(1), { damaged: true })] })).toHaveLength(1);
    const scheduled = { ...keys, schedules: [daily] };
    expect(found({ ...scheduled, backups: [someBackup('b', hoursAgo(25))] })).toEqual([]);
    expect(found({ ...scheduled, backups: [someBackup('b', hoursAgo(27))] })).toEqual(['backup-overdue raise']);
    const ofTenants = { ...daily, instance: null };
    expect(found({ ...keys, schedules: [ofTenants], backups: [someBackup('b', hoursAgo(27))] })).toEqual([]);
    expect(
      found({ ...scheduled, schedules: [{ ...daily, enabled: false }], backups: [someBackup('b', hoursAgo(27))] }),
    ).toEqual([]);
  });

  test('a proof that failed counts until another one works', () => {
    const bad = someBackup('bad', hoursAgo(2), { proof: { ...goodProof, ok: false, message: 'It is truncated.' } });
    expect(found({ backups: [bad] })).toEqual(['proof-failed raise']);
    expect(found({ backups: [someBackup('good', hoursAgo(1), { proof: goodProof }), bad] })).toEqual([]);
  });
});

test('an engine that does not answer is told once, and nothing else of its instances changes', () => {
  const problem = { code: 'ENGINE_UNREACHABLE', message: 'No answer.', fix: null, since: null } as const;
  const away = (id: string) => someStatus(id, { state: 'unhealthy', uptimeSeconds: null, problem });
  expect(found({ status: away('main'), info: null, lookups: null })).toEqual([]);
  expect(unsureOf(facts({ status: away('main') }))).toContain('down:main');
  const shared = sharedFindings(defaultAlertSettings, [away('main'), away('acme')], []);
  expect(shared).toMatchObject([{ id: 'down:engine', instance: null, detail: expect.stringContaining('main, acme') }]);
});

test('a schedule whose last run failed is told until one works, or it is switched off', () => {
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

test('an instance has its own rules where it names them', () => {
  const settings = { ...defaultAlertSettings, instances: { acme: { memory: { on: true, percent: 50 } } } };
  expect(rulesOf(settings, 'acme').memory.percent).toBe(50);
  expect(rulesOf(settings, 'acme').down).toEqual(settings.rules.down);
  expect(rulesOf(settings, 'main')).toEqual(settings.rules);
});
