import { afterEach, describe, expect, test } from 'vitest';
import { type ActivityEvent, activityFilter, activityKind } from '../../../shared/contract/activity.ts';
import { asked, clientWords, isFiltering, kindWords, noFilter, outcomeWords } from './activity-filter.ts';
import { clientOf, dayOf, endOf, outcomeOf } from './activity-words.ts';
import { activityPlace, eventStyle, placeOf } from './event-style.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const event = (change: Partial<ActivityEvent> = {}): ActivityEvent => ({
  ...{ id: 'e1', at: '2026-11-19T12:00:00.000Z', finishedAt: null, instance: 'main', kind: 'backup' },
  ...{ title: '', detail: null, backup: null, face: null, outcome: null, level: 'info' },
  ...change,
});

describe('activity filter', () => {
  const groups = Object.keys(kindWords) as (keyof typeof kindWords)[];

  test('groups › all together › every kind once, so that no event is out of reach of the filter', () => {
    const kinds = groups.flatMap((group) => asked(null, { ...noFilter, group }).kinds ?? []);
    expect([...kinds].sort()).toEqual([...activityKind.options].sort());
  });

  test('asked › every choice › is what the core accepts', () => {
    for (const group of groups) {
      const filter = asked('main', { text: ' a ', group, client: 'seen', outcome: 'failed' });
      expect(activityFilter.safeParse(filter).success).toBe(true);
    }
  });

  test('asked › nothing chosen › no restriction', () => expect(asked(null, noFilter)).toEqual({}));

  test('asked › text › without the spaces around it; only spaces are no search', () => {
    expect(asked(null, { ...noFilter, text: ' two  words ' })).toEqual({ search: 'two  words' });
    expect(asked(null, { ...noFilter, text: '   ' })).toEqual({});
    expect(isFiltering({ ...noFilter, text: '   ' })).toBe(false);
  });

  test('isFiltering › any choice › true', () => {
    expect(isFiltering(noFilter)).toBe(false);
    for (const change of [{ text: 'x' }, { group: 'keys' }, { client: 'seen' }, { outcome: 'failed' }] as const) {
      expect(isFiltering({ ...noFilter, ...change })).toBe(true);
    }
  });

  test('words › of clients and outcomes › differ', () => {
    for (const words of [clientWords, outcomeWords, kindWords]) {
      expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
    }
  });
});

describe('eventStyle', () => {
  test.each(activityKind.options)('look › %s › words for people, not the name of the kind', (kind) => {
    const { word, icon } = eventStyle({ kind, outcome: 'succeeded' });
    expect(word).toMatch(/^[A-Z]/);
    expect(word).not.toMatch(/-/);
    expect(icon).toBeDefined();
  });

  test('look › failed and cancelled › say so', () => {
    const done = eventStyle({ kind: 'backup', outcome: 'succeeded' });
    const failed = eventStyle({ kind: 'backup', outcome: 'failed' });
    expect(failed.word).toContain('failed');
    // Colour alone does not tell them apart.
    expect(failed.icon).not.toBe(done.icon);
    expect(eventStyle({ kind: 'restore', outcome: 'cancelled' }).word).toContain('cancelled');
  });
});

describe('placeOf', () => {
  test('place › an event of no instance › the list of instances', () => {
    expect(placeOf(event({ instance: null, kind: 'engine-lost' })).to).toBe('/');
  });

  test('place › a destroyed tenant › the list of tenants, as its page is gone', () => {
    expect(placeOf(event({ kind: 'destroy-client', instance: 'acme' })).to).toBe('/tenants');
  });

  test.each([
    ['config', '/settings/acme'],
    ['backup', '/backups/acme'],
    ['delete-backup', '/backups/acme'],
    ['schedule-missed', '/backups/acme'],
    ['change-keys', '/keys/acme'],
    ['undo-keys', '/keys/acme'],
    ['restore-keys', '/keys/acme'],
    ['crashed', '/instances/acme'],
  ] as const)('place › %s › %s', (kind, to) => expect(placeOf(event({ kind, instance: 'acme' })).to).toBe(to));

  test('activityPlace › an event of one instance or of all › its list with the event open', () => {
    expect(activityPlace(event())).toEqual({ to: '/activity/main', search: { event: 'e1' } });
    expect(activityPlace(event({ instance: null })).to).toBe('/activity');
  });
});

describe('event words', () => {
  test('outcome › a duration › only where there was one', () => {
    expect(outcomeOf(event())).toBeNull();
    expect(outcomeOf(event({ outcome: 'succeeded', finishedAt: '2026-11-19T12:00:01.200Z' }))).toBe('done in 1.2 s');
    expect(outcomeOf(event({ outcome: 'failed' }))).toBe('failed');
    expect(outcomeOf(event({ outcome: 'cancelled', finishedAt: '2026-11-19T11:59:59.000Z' }))).toBe('cancelled');
  });

  test('endOf › a long operation › where it ended; without an end, where it began', () => {
    expect(endOf(event({ finishedAt: '2026-11-19T13:00:00.000Z' }))).toBe('2026-11-19T13:00:00.000Z');
    expect(endOf(event())).toBe('2026-11-19T12:00:00.000Z');
  });

  test('clientOf › an observed event › nobody', () => {
    expect(clientOf(event())).toBeNull();
    expect(clientOf(event({ face: 'terminal' }))).toBe('terminal');
  });
});

describe('dayOf', () => {
  const day = (at: string, now: string) => dayOf(new Date(at).toISOString(), new Date(now).getTime());

  test('day › today, yesterday, earlier › by the local calendar', () => {
    expect(day('2026-11-22T00:00:00', '2026-11-22T23:59:59')).toBe('Today, 22 Nov 2026');
    expect(day('2026-11-21T23:59:59', '2026-11-22T00:00:00')).toBe('Yesterday, 21 Nov 2026');
    expect(day('2026-11-15T12:00:00', '2026-11-22T12:00:00')).toBe('Sun 15 Nov 2026');
    expect(day('2025-12-31T23:00:00', '2026-01-01T01:00:00')).toBe('Yesterday, 31 Dec 2025');
  });

  test('day › the evening of a day of 25 hours › yesterday is still the day before', () => {
    process.env.TZ = 'Europe/Berlin';
    expect(day('2026-10-24T12:00:00', '2026-10-25T23:30:00')).toBe('Yesterday, 24 Oct 2026');
    expect(day('2026-10-25T00:10:00', '2026-10-25T23:30:00')).toBe('Today, 25 Oct 2026');
  });

  test('day › just after a day of 23 hours › yesterday is that day', () => {
    process.env.TZ = 'Europe/Berlin';
    expect(day('2026-03-29T12:00:00', '2026-03-30T00:30:00')).toBe('Yesterday, 29 Mar 2026');
    expect(day('2026-03-28T23:45:00', '2026-03-30T00:30:00')).toBe('Sat 28 Mar 2026');
  });
});
