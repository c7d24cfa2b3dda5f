import { describe, expect, test } from 'vitest';
import type { AlertState } from './alert-files.ts';
import { applyVerdict } from './apply-verdict.ts';
import { defaultAlertSettings } from './defaults.ts';
import type { Finding } from './finding.ts';
import { createHysteresis, type Verdict } from './hysteresis.ts';
import { createLookupWindow } from './lookup-window.ts';
import { whenToNotify } from './quiet-hours.ts';

const finding = (rule: Finding['rule'], strength: Finding['strength'] = 'raise'): Finding => ({
  ...{ id: `${rule}:main`, rule, instance: 'main', level: 'warn', title: `${rule} of main`, detail: 'Why.', strength },
});

describe('what flaps', () => {
  test('raises nothing that does not last, and ends nothing that comes back', () => {
    const hysteresis = createHysteresis();
    const raised = (seconds: number, ...found: Finding[]) => hysteresis.judge(found, [], seconds * 1000).raise.length;
    expect(raised(0, finding('memory'))).toBe(0);
    expect(raised(10, finding('memory'))).toBe(0);
    expect(raised(12)).toBe(0);
    expect(raised(14, finding('memory'))).toBe(0);
    expect(raised(20, finding('memory', 'keep'))).toBe(0);
    expect(raised(22, finding('memory'))).toBe(0);
    expect(raised(37, finding('memory'))).toBe(1);
    const active = [{ id: 'memory:main', rule: 'memory' as const }];
    const ended = (seconds: number, ...found: Finding[]) => hysteresis.judge(found, active, seconds * 1000).end.length;
    expect(ended(40)).toBe(0);
    expect(ended(99)).toBe(0);
    expect(ended(101, finding('memory', 'keep'))).toBe(0);
    expect(ended(102)).toBe(0);
    expect(ended(161)).toBe(0);
    expect(ended(162)).toBe(1);
  });

  test('is raised at once where it can only be so or not', () => {
    const { judge } = createHysteresis();
    expect(judge([finding('proof-failed')], [], 0).raise).toHaveLength(1);
    expect(judge([], [{ id: 'proof-failed:main', rule: 'proof-failed' }], 1).end).toEqual(['proof-failed:main']);
  });
});

describe('what is kept of a verdict', () => {
  const empty: AlertState = { active: [], notices: [], told: [], quiet: [], runs: {} };
  const verdict = (change: Partial<Verdict>): Verdict => ({ raise: [], end: [], on: [], ...change });
  const now = new Date('2026-11-22T12:00:00.000Z');
  const raised = applyVerdict(empty, verdict({ raise: [finding('memory')] }), [], now, 'now');

  test('a raised one is shown, notified and noted once', () => {
    expect(raised.state.active).toMatchObject([{ id: 'memory:main', since: now.toISOString(), acknowledgedAt: null }]);
    expect(raised.state.notices).toMatchObject([{ title: 'memory of main' }]);
    expect(raised.events).toMatchObject([{ kind: 'alert', instance: 'main' }]);
    const again = applyVerdict(raised.state, verdict({ raise: [finding('memory')] }), [], now, 'now');
    expect(again.state).toBe(raised.state);
    expect(again.events).toEqual([]);
  });

  test('in quiet hours it is shown and not notified', () => {
    const quiet = applyVerdict(empty, verdict({ raise: [finding('memory')] }), [], now, 'later');
    expect(quiet.state.active).toHaveLength(1);
    expect(quiet.state.notices).toEqual([]);
  });

  test('once the quiet hours are over, all that was raised in them is told in one line', () => {
    const night = [finding('memory'), finding('eviction'), finding('persistence')];
    const quiet = applyVerdict(empty, verdict({ raise: night }), [], now, 'later');
    const flapped = { end: ['eviction:main', 'persistence:main'] };
    const later = applyVerdict(quiet.state, verdict(flapped), [], now, 'later');
    const again = applyVerdict(later.state, verdict({ raise: [finding('eviction')] }), [], now, 'later');
    const over = applyVerdict(again.state, verdict({ end: ['eviction:main'] }), [], now, 'later');
    const morning = applyVerdict(over.state, verdict({}), [], now, 'now');
    const title = 'During quiet hours: 3 alerts, 1 still active';
    const detail = 'Still active: memory of main. Over: eviction of main; persistence of main.';
    expect(morning.state.notices).toMatchObject([{ title, detail, level: 'warn' }]);
    expect(morning.events).toMatchObject([{ kind: 'quiet-over', title }]);
    expect(applyVerdict(morning.state, verdict({}), [], now, 'now').state).toBe(morning.state);
    // Who was awake and has seen it is not told again, nor who wants no notifications.
    const active = quiet.state.active.map((one) => ({ ...one, acknowledgedAt: now.toISOString() }));
    expect(applyVerdict({ ...quiet.state, active }, verdict({}), [], now, 'now').state.notices).toEqual([]);
    expect(applyVerdict(quiet.state, verdict({}), [], now, 'never').state).toMatchObject({ notices: [], quiet: [] });
  });

  test('the end is noted, and takes it away', () => {
    const over = applyVerdict(raised.state, verdict({ end: ['memory:main'] }), [], now, 'now');
    expect(over.state.active).toEqual([]);
    expect(over.events).toMatchObject([{ kind: 'alert-over', title: 'Over: memory of main' }]);
  });

  test('a snooze that is over is notified again; what got worse counts again', () => {
    const [alert] = raised.state.active;
    if (!alert) throw new Error('there is none');
    const snoozed = { ...raised.state, active: [{ ...alert, snoozedUntil: '2026-11-22T11:59:00.000Z' }] };
    const awake = applyVerdict(snoozed, verdict({}), [], now, 'now');
    expect(awake.state.active[0]?.snoozedUntil).toBeNull();
    expect(awake.state.notices).toHaveLength(2);
    const seen = { ...raised.state, active: [{ ...alert, acknowledgedAt: now.toISOString() }] };
    const worse = { ...finding('memory'), level: 'fail' as const };
    expect(applyVerdict(seen, verdict({ on: [worse] }), [], now, 'now').state.active[0]).toMatchObject({
      level: 'fail',
      acknowledgedAt: null,
    });
  });

  test('a run that was caught up is told once, and never at the first look', () => {
    const run = (startedAt: string) => ({
      ...{ dueAt: '2026-11-22T03:00:00.000Z', startedAt, finishedAt: startedAt, missed: true, ok: true },
      ...{ message: '1 backup taken.', backups: [], removed: [] },
    });
    const schedule = (startedAt: string) => ({
      ...({ id: 's', instance: 'main', when: { kind: 'hours', every: 24 }, kind: 'snapshot', prove: false } as const),
      ...{
        retention: null,
        enabled: true,
        createdAt: '2026-11-01T00:00:00.000Z',
        nextRunAt: null,
        lastRun: run(startedAt),
      },
    });
    const first = applyVerdict(empty, verdict({}), [schedule('2026-11-22T08:00:00.000Z')], now, 'now');
    expect(first.events).toEqual([]);
    const next = [schedule('2026-11-22T12:00:00.000Z')];
    const second = applyVerdict(first.state, verdict({}), next, now, 'now');
    expect(second.events).toMatchObject([{ kind: 'schedule-missed' }]);
    expect(second.state.notices).toHaveLength(1);
    expect(applyVerdict(second.state, verdict({}), next, now, 'now').state).toBe(second.state);
  });
});

test('quiet hours, past midnight too', () => {
  const at = (time: string) => new Date(`2026-11-22T${time}:00`);
  const night = { notify: true, quietHours: { from: '22:00', to: '07:00' } };
  expect(['21:59', '22:00', '03:00', '06:59', '07:00'].map((time) => whenToNotify(night, at(time)))).toEqual([
    'now',
    'later',
    'later',
    'later',
    'now',
  ]);
  const noon = { notify: true, quietHours: { from: '12:00', to: '13:00' } };
  expect(['11:59', '12:30', '13:00'].map((time) => whenToNotify(noon, at(time)))).toEqual(['now', 'later', 'now']);
  expect(whenToNotify({ ...night, notify: false }, at('12:00'))).toBe('never');
  expect(whenToNotify(defaultAlertSettings, at('03:00'))).toBe('now');
});

test('hits and misses of the last minutes, once it was watched for as long', () => {
  const lookups = createLookupWindow();
  const minute = 60_000;
  for (let second = 0; second <= 20 * 60; second += 5) lookups.add('main', 1, second < 600 ? 9 : 0, second * 1000);
  expect(lookups.of('main', 30, 20 * minute)).toBeNull();
  expect(lookups.of('acme', 1, 20 * minute)).toBeNull();
  expect(lookups.of('main', 5, 20 * minute)).toMatchObject({ misses: 0 });
  const all = lookups.of('main', 20, 20 * minute);
  expect(all).toEqual({ hits: 241, misses: 1080 });
});
