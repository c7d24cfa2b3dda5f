import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../shared/contract/alert.ts';
import type { ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import type { AlertState } from './alert-files.ts';
import { applyVerdict } from './apply-verdict.ts';
import type { Finding } from './finding.ts';
import { createHysteresis, type Verdict } from './hysteresis.ts';
import { createLookupWindow } from './lookup-window.ts';
import { whenToNotify } from './quiet-hours.ts';
import { quietSummary } from './quiet-summary.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const at = now.toISOString();
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
const empty: AlertState = { active: [], notices: [], told: [], quiet: [], runs: {} };
const none: Verdict = { raise: [], end: [], on: [] };

const finding = (id: string, change: Partial<Finding> = {}): Finding => ({
  id,
  rule: 'memory',
  instance: 'main',
  level: 'warn',
  title: `Title of ${id}`,
  detail: 'Detail.',
  strength: 'raise',
  ...change,
});
const alert = (id: string, change: Partial<Alert> = {}): Alert => {
  const { strength: _, ...common } = finding(id);
  return { ...common, since: minutesAgo(90), acknowledgedAt: null, snoozedUntil: null, ...change };
};
const run = (change: Partial<ScheduleRun> = {}): ScheduleRun => ({
  dueAt: minutesAgo(65),
  startedAt: minutesAgo(5),
  finishedAt: minutesAgo(4),
  missed: true,
  ok: true,
  message: '1 backup taken.',
  backups: [{ instance: 'main', name: 'b1' }],
  removed: [],
  ...change,
});
const schedule = (lastRun: ScheduleRun | null, id = 's'): ScheduleState => ({
  id,
  instance: 'main',
  when: { kind: 'hours', every: 1 },
  kind: 'snapshot',
  prove: false,
  retention: null,
  enabled: true,
  createdAt: minutesAgo(900),
  nextRunAt: null,
  lastRun,
});
const titles = (all: readonly { readonly title: string }[]) => all.map(({ title }) => title);

describe('alerts', () => {
  test('nothing changed › the state › is the same object, so that no file is written', () => {
    const before = { ...empty, active: [alert('a')], runs: { s: run().startedAt } };
    const verdict = { ...none, on: [finding('a')] };
    expect(applyVerdict(before, verdict, [schedule(run())], now, 'now')).toEqual({ state: before, events: [] });
    expect(applyVerdict(before, verdict, [schedule(run())], now, 'now').state).toBe(before);
  });

  test('a raised alert › notices on › one alert, one notice and one event, and a second verdict adds none', () => {
    const first = applyVerdict(empty, { ...none, raise: [finding('a', { level: 'fail' })] }, [], now, 'now');
    expect(first.state.active).toEqual([alert('a', { level: 'fail', since: at })]);
    expect(first.state.notices).toMatchObject([{ at, instance: 'main', title: 'Title of a', level: 'fail' }]);
    expect(first.events).toMatchObject([{ kind: 'alert', at, face: null, outcome: null }]);
    const second = applyVerdict(first.state, { ...none, raise: [finding('a')] }, [], now, 'now');
    expect(second.state).toBe(first.state);
  });

  test('a resolved alert › its event › says how long it lasted', () => {
    const { state, events } = applyVerdict(
      { ...empty, active: [alert('a'), alert('b')] },
      { ...none, end: ['a'] },
      [],
      now,
      'now',
    );
    expect(state.active.map(({ id }) => id)).toEqual(['b']);
    expect(events).toMatchObject([
      { kind: 'alert-over', title: 'Resolved: Title of a', detail: expect.stringContaining('1') },
    ]);
    expect(state.notices).toEqual([]);
  });

  test('an acknowledged alert › worse, better or with another text › only a worse one needs attention again', () => {
    const acknowledged = alert('a', { acknowledgedAt: minutesAgo(1) });
    const updated = (level: 'warn' | 'fail', title: string, before = acknowledged) =>
      applyVerdict({ ...empty, active: [before] }, { ...none, on: [finding('a', { level, title })] }, [], now, 'now')
        .state.active[0];
    expect(updated('fail', 'x')).toMatchObject({ acknowledgedAt: null, level: 'fail', title: 'x' });
    expect(updated('warn', 'x')).toMatchObject({ acknowledgedAt: minutesAgo(1), title: 'x' });
    expect(updated('warn', 'x', { ...acknowledged, level: 'fail' })).toMatchObject({
      acknowledgedAt: minutesAgo(1),
      level: 'warn',
    });
    expect(updated('warn', 'x')?.since).toBe(acknowledged.since);
  });

  test('a snooze › ended while the problem lasts › notifies again, and an ended problem does not', () => {
    const snoozed = alert('a', { snoozedUntil: minutesAgo(1) });
    const still = applyVerdict({ ...empty, active: [snoozed] }, { ...none, on: [finding('a')] }, [], now, 'now').state;
    expect(still.active[0]?.snoozedUntil).toBeNull();
    expect(titles(still.notices)).toEqual(['Title of a']);
    const over = applyVerdict({ ...empty, active: [snoozed] }, { ...none, end: ['a'] }, [], now, 'now').state;
    expect(over).toMatchObject({ active: [], notices: [] });
    const later = alert('a', { snoozedUntil: new Date(now.getTime() + 1).toISOString() });
    const before = { ...empty, active: [later] };
    expect(applyVerdict(before, none, [], now, 'now').state).toBe(before);
    const exactly = { ...empty, active: [alert('a', { snoozedUntil: at })] };
    expect(applyVerdict(exactly, none, [], now, 'now').state.notices).toHaveLength(1);
  });

  test('quiet hours › alerts raised and resolved › one summary afterwards, each alert once', () => {
    const night = applyVerdict(empty, { ...none, raise: [finding('a'), finding('b')] }, [], now, 'later').state;
    expect(night).toMatchObject({ notices: [], quiet: [{ id: 'a' }, { id: 'b' }] });
    const resolved = applyVerdict(night, { ...none, end: ['a'] }, [], now, 'later').state;
    const again = applyVerdict(resolved, { ...none, raise: [finding('a')] }, [], now, 'later').state;
    expect(again.quiet.map(({ id }) => id)).toEqual(['a', 'b']);
    const ended = applyVerdict(again, { ...none, end: ['b'] }, [], now, 'now');
    expect(ended.state.quiet).toEqual([]);
    expect(ended.state.notices).toMatchObject([
      { title: 'During quiet hours: 2 alerts, 1 still active', instance: null },
    ]);
    expect(ended.events.map(({ kind }) => kind)).toEqual(['alert-over', 'quiet-over']);
    expect(applyVerdict(ended.state, none, [], now, 'now').state).toBe(ended.state);
  });

  test('quiet hours › switched off together with notifications › the collected alerts are forgotten without a notice', () => {
    const night = applyVerdict(empty, { ...none, raise: [finding('a')] }, [], now, 'later').state;
    const { state, events } = applyVerdict(night, none, [], now, 'never');
    expect(state).toMatchObject({ quiet: [], notices: [] });
    expect(events).toEqual([]);
  });

  test('a missed run › of a schedule that was seen before › is reported once', () => {
    const seen = { ...empty, runs: { s: 'never' } };
    const { state, events } = applyVerdict(seen, none, [schedule(run())], now, 'now');
    expect(events).toMatchObject([{ kind: 'schedule-missed', backup: 'b1', level: 'warn', instance: 'main' }]);
    expect(events[0]?.detail).toContain('1 backup taken.');
    expect(state.notices).toHaveLength(1);
    expect(applyVerdict(state, none, [schedule(run())], now, 'now').state).toBe(state);
  });

  test('a missed run › the first sample of a home, or a run in time › is not reported', () => {
    const first = applyVerdict(empty, none, [schedule(run())], now, 'now');
    expect(first.events).toEqual([]);
    expect(first.state.runs).toEqual({ s: run().startedAt });
    const inTime = applyVerdict(
      { ...empty, runs: { s: 'never' } },
      none,
      [schedule(run({ missed: false }))],
      now,
      'now',
    );
    expect(inTime.events).toEqual([]);
    expect(applyVerdict(empty, none, [schedule(null)], now, 'now').state.runs).toEqual({ s: 'never' });
  });

  test('a missed run › of a schedule that cannot be read for a while › is not reported again', () => {
    const { state } = applyVerdict({ ...empty, runs: { s: 'never' } }, none, [schedule(run())], now, 'now');
    const without = applyVerdict(state, { ...none, raise: [finding('a')] }, [], now, 'now').state;
    expect(applyVerdict(without, none, [schedule(run())], now, 'now').events).toEqual([]);
  });

  test('any findings over time › raised and resolved › active alerts are unique, and each has one start and one end', () => {
    const ids = fc.constantFrom('memory:a', 'down:a', 'down:b', 'eviction:a');
    const sample = fc.record({
      seconds: fc.integer({ min: 1, max: 400 }),
      found: fc.uniqueArray(fc.record({ id: ids, strength: fc.constantFrom('raise' as const, 'keep' as const) }), {
        selector: ({ id }) => id,
      }),
      when: fc.constantFrom('now' as const, 'later' as const, 'never' as const),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 40 }), (samples) => {
        const hysteresis = createHysteresis();
        let state = empty;
        let nowMs = 0;
        const open = new Set<string>();
        for (const { seconds, found, when } of samples) {
          nowMs += seconds * 1000;
          const findings = found.map(({ id, strength }) =>
            finding(id, { rule: id.split(':')[0] as Finding['rule'], strength }),
          );
          const verdict = hysteresis.judge(findings, state.active, nowMs);
          const applied = applyVerdict(state, verdict, [], new Date(nowMs), when);
          state = applied.state;
          for (const { kind, title } of applied.events) {
            const of = title.replace('Resolved: ', '');
            if (kind === 'alert') expect(open.has(of)).toBe(false);
            if (kind === 'alert') open.add(of);
            if (kind === 'alert-over') expect(open.delete(of)).toBe(true);
          }
          expect(new Set(titles(state.active))).toEqual(open);
          expect(state.active).toHaveLength(open.size);
          if (when !== 'later') expect(state.quiet).toEqual([]);
          // An alert ends only while its finding is absent.
          for (const { id } of found) if (verdict.end.includes(id)) throw new Error(`${id} ended while it was found`);
        }
      }),
    );
  });
});

describe('quiet summary', () => {
  test('many alerts › more than five › names five and counts the rest', () => {
    const many = Array.from({ length: 8 }, (_, index) => ({ id: `a${index}`, title: `T${index}` }));
    expect(quietSummary(many, [])).toMatchObject({
      title: 'During quiet hours: 8 alerts, all resolved',
      detail: 'Resolved: T0; T1; T2; T3; T4; 3 more.',
      level: 'info',
    });
  });

  test('alerts that a person has acknowledged › are left out, and only those give no summary', () => {
    const quiet = [alert('a'), alert('b')];
    const active = [alert('a', { acknowledgedAt: at }), alert('b', { level: 'fail' })];
    expect(quietSummary(quiet, active)).toMatchObject({
      title: 'During quiet hours: 1 alert, 1 still active',
      level: 'fail',
    });
    expect(quietSummary([alert('a')], active)).toBeNull();
    expect(quietSummary([], active)).toBeNull();
  });

  test('a still active alert › its current title › is used, not the one of the night', () => {
    const summary = quietSummary(
      [{ id: 'a', title: 'Memory is 91 % full' }],
      [alert('a', { title: 'Memory is 99 % full' })],
    );
    expect(summary?.detail).toBe('Still active: Memory is 99 % full.');
    expect(summary?.level).toBe('warn');
  });
});

describe('quiet hours', () => {
  const clock = (time: string) => new Date(`2026-11-22T${time}:00`);
  const when = (quietHours: { from: string; to: string } | null, time: string, notify = true) =>
    whenToNotify({ notify, quietHours }, clock(time));

  test('across midnight › from its first minute up to its end › are quiet', () => {
    const night = { from: '22:00', to: '07:00' };
    const quiet = ['21:59', '22:00', '23:59', '00:00', '06:59', '07:00'].map((time) => when(night, time));
    expect(quiet).toEqual(['now', 'later', 'later', 'later', 'later', 'now']);
  });

  test('within one day, empty, or a whole day less a minute › each by its own limits', () => {
    expect(['08:59', '09:00', '16:59', '17:00'].map((time) => when({ from: '09:00', to: '17:00' }, time))).toEqual([
      'now',
      'later',
      'later',
      'now',
    ]);
    expect(['00:00', '09:00'].map((time) => when({ from: '09:00', to: '09:00' }, time))).toEqual(['now', 'now']);
    expect(['08:59', '09:00', '09:01'].map((time) => when({ from: '09:01', to: '09:00' }, time))).toEqual([
      'later',
      'now',
      'later',
    ]);
  });

  test('notifications are off › also within quiet hours › never', () => {
    expect(when({ from: '00:00', to: '23:59' }, '12:00', false)).toBe('never');
    expect(when(null, '12:00', false)).toBe('never');
  });
});

describe('lookup window', () => {
  const MINUTE = 60_000;

  test('shorter than the rule requires › unknown, not zero', () => {
    const window = createLookupWindow();
    expect(window.of('main', 1, 0)).toBeNull();
    window.add('main', 1, 1, 0);
    expect(window.of('main', 1, MINUTE - 1)).toBeNull();
    expect(window.of('main', 1, MINUTE)).toEqual({ hits: 1, misses: 1 });
    expect(window.of('other', 1, MINUTE)).toBeNull();
  });

  test('any samples of an hour › the last minutes › equal the sum of the samples, up to one step of 15 seconds', () => {
    const samples = fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 20_000 }), hits: fc.nat(100), misses: fc.nat(100) }),
      {
        minLength: 5,
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 60 }), (all, minutes) => {
        const window = createLookupWindow();
        const seen: { readonly at: number; readonly hits: number }[] = [];
        let nowMs = 0;
        for (const { gap, hits, misses } of all) {
          nowMs += gap;
          window.add('main', hits, misses, nowMs);
          seen.push({ at: nowMs, hits });
        }
        const found = window.of('main', minutes, nowMs);
        const first = seen[0]?.at ?? 0;
        if (nowMs - first < minutes * MINUTE) {
          expect(found).toBeNull();
          return;
        }
        const sumSince = (ms: number) =>
          seen.filter((one) => nowMs - one.at <= ms).reduce((sum, one) => sum + one.hits, 0);
        expect(found?.hits).toBeLessThanOrEqual(sumSince(minutes * MINUTE));
        expect(found?.hits).toBeGreaterThanOrEqual(sumSince(minutes * MINUTE - 15_000));
      }),
    );
  });
});
