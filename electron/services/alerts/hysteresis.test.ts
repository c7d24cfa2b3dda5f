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

describe('hysteresis', () => {
  test('flapping condition › neither raises nor resolves an alert', () => {
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

  test('rule without delay › raises and resolves immediately', () => {
    const { judge } = createHysteresis();
    expect(judge([finding('proof-failed')], [], 0).raise).toHaveLength(1);
    expect(judge([], [{ id: 'proof-failed:main', rule: 'proof-failed' }], 1).end).toEqual(['proof-failed:main']);
  });
});

describe('apply verdict', () => {
  const empty: AlertState = { active: [], notices: [], told: [], quiet: [], runs: {} };
  const verdict = (change: Partial<Verdict>): Verdict => ({ raise: [], end: [], on: [], ...change });
  const now = new Date('2026-11-22T12:00:00.000Z');
  const raised = applyVerdict(empty, verdict({ raise: [finding('memory')] }), [], now, 'now');

  test('raised alert › is listed, notified and recorded once', () => {
    expect(raised.state.active).toMatchObject([{ id: 'memory:main', since: now.toISOString(), acknowledgedAt: null }]);
    expect(raised.state.notices).toMatchObject([{ title: 'memory of main' }]);
    expect(raised.events).toMatchObject([{ kind: 'alert', instance: 'main' }]);
    const again = applyVerdict(raised.state, verdict({ raise: [finding('memory')] }), [], now, 'now');
    expect(again.state).toBe(raised.state);
    expect(again.events).toEqual([]);
  });

  test('quiet hours › alert is listed without a notification', () => {
    const quiet = applyVerdict(empty, verdict({ raise: [finding('memory')] }), [], now, 'later');
    expect(quiet.state.active).toHaveLength(1);
    expect(quiet.state.notices).toEqual([]);
  });

  test('end of quiet hours › one notification sums up all alerts', () => {
    const night = [finding('memory'), finding('eviction'), finding('persistence')];
    const quiet = applyVerdict(empty, verdict({ raise: night }), [], now, 'later');
    const flapped = { end: ['eviction:main', 'persistence:main'] };
    const later = applyVerdict(quiet.state, verdict(flapped), [], now, 'later');
    const again = applyVerdict(later.state, verdict({ raise: [finding('eviction')] }), [], now, 'later');
    const over = applyVerdict(again.state, verdict({ end: ['eviction:main'] }), [], now, 'later');
    const morning = applyVerdict(over.state, verdict({}), [], now, 'now');
    const title = 'During quiet hours: 3 alerts, 1 still active';
    const detail = 'Still active: memory of main. Resolved: eviction of main; persistence of main.';
    expect(morning.state.notices).toMatchObject([{ title, detail, level: 'warn' }]);
    expect(morning.events).toMatchObject([{ kind: 'quiet-over', title }]);
    expect(applyVerdict(morning.state, verdict({}), [], now, 'now').state).toBe(morning.state);
    // No summary of acknowledged alerts, and none with notifications off.
    const active = quiet.state.active.map((one) => ({ ...one, acknowledgedAt: now.toISOString() }));
    expect(applyVerdict({ ...quiet.state, active }, verdict({}), [], now, 'now').state.notices).toEqual([]);
    expect(applyVerdict(quiet.state, verdict({}), [], now, 'never').state).toMatchObject({ notices: [], quiet: [] });
  });

  test('resolved alert › is removed and recorded', () => {
    const over = applyVerdict(raised.state, verdict({ end: ['memory:main'] }), [], now, 'now');
    expect(over.state.active).toEqual([]);
    expect(over.events).toMatchObject([{ kind: 'alert-over', title: 'Resolved: memory of main' }]);
  });

  test('expired snooze or worse level › notifies again or clears the acknowledgement', () => {
    const [alert] = raised.state.active;
    if (!alert) throw new Error('no active alert');
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

  test('missed run › is reported once, and not on the first evaluation', () => {
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

test('quiet hours › span midnight › notifications wait until they end', () => {
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

test('lookup window › shorter history than the window › returns null, else the sums', () => {
  const lookups = createLookupWindow();
  const minute = 60_000;
  for (let second = 0; second <= 20 * 60; second += 5) lookups.add('main', 1, second < 600 ? 9 : 0, second * 1000);
  expect(lookups.of('main', 30, 20 * minute)).toBeNull();
  expect(lookups.of('acme', 1, 20 * minute)).toBeNull();
  expect(lookups.of('main', 5, 20 * minute)).toMatchObject({ misses: 0 });
  const all = lookups.of('main', 20, 20 * minute);
  expect(all).toEqual({ hits: 241, misses: 1080 });
});
