import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { Retention } from '../../../shared/contract/schedule.ts';
import { goodVerification, someBackup } from '../../../test/support/some-backup.ts';
import { expired } from './retention.ts';

const hour = 3_600_000;
const now = new Date('2027-01-01T00:00:00Z');
const namesOf = (backups: readonly { readonly name: string }[]) => new Set(backups.map(({ name }) => name));
const expiredOf = (all: readonly Backup[], keep: Retention) => expired(all, namesOf(all), keep, now);

test('retention › hourly and manual backups › keeps the last, daily, weekly and monthly ones and ignores manual ones', () => {
  const newest = new Date('2026-11-19T12:00:00').getTime();
  const hourly = Array.from({ length: 24 * 40 }, (_, index) =>
    someBackup(`s${index}`, new Date(newest - index * hour).toISOString(), { reason: 'scheduled' }),
  );
  const manual = someBackup('manual', new Date(newest - 39 * 24 * hour).toISOString());
  const gone = new Set(
    expiredOf([...hourly, manual], { last: 3, daily: 2, weekly: 2, monthly: 2 }).map(({ name }) => name),
  );
  const kept = hourly.filter(({ name }) => !gone.has(name)).map(({ createdAt }) => new Date(createdAt).getTime());
  const local = (text: string) => new Date(text).getTime();
  expect(kept).toEqual([
    newest,
    newest - hour,
    newest - 2 * hour,
    // The newest of yesterday, of last week, which ends on Sunday, and of October.
    local('2026-11-18T23:00:00'),
    local('2026-11-15T23:00:00'),
    local('2026-10-31T23:00:00'),
  ]);
  expect(gone.has('manual')).toBe(false);
});

test('retention › a pinned and a verified backup › keeps both', () => {
  const day = (number: number, change = {}) =>
    someBackup(`d${number}`, new Date(Date.UTC(2026, 10, 19 - number)).toISOString(), {
      reason: 'scheduled',
      ...change,
    });
  const all = [
    day(0),
    day(1),
    day(2, { proof: goodVerification }),
    day(3, { proof: goodVerification }),
    day(4, { pinned: true }),
  ];
  const names = expiredOf(all, { last: 1, daily: 0, weekly: 0, monthly: 0 }).map(({ name }) => name);
  expect(names).toEqual(['d1', 'd3']);
});

test('retention › two schedules on one instance › each deletes only its own backups', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day)).toISOString();
  const all = [19, 18, 17, 16].map((day) => someBackup(`d${day}`, at(day), { reason: 'scheduled' }));
  const own = new Set(['d18', 'd16']);
  expect(expired(all, own, { last: 1, daily: 0, weekly: 0, monthly: 0 }, now).map(({ name }) => name)).toEqual(['d16']);
});

test('retention › any backups and any rule › keeps a minimum, and a second clean-up deletes nothing', () => {
  const start = Date.UTC(2026, 0, 1);
  const rule = fc.record({ last: fc.nat(4), daily: fc.nat(4), weekly: fc.nat(3), monthly: fc.nat(3) });
  const all = fc.array(fc.record({ minutes: fc.nat(400_000), pinned: fc.boolean(), verified: fc.boolean() }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(all, rule, (made, keep) => {
      const backups = made
        .map(({ minutes, pinned, verified }, index) =>
          someBackup(`b${index}`, new Date(start + minutes * 60_000).toISOString(), {
            reason: 'scheduled',
            pinned,
            proof: verified ? goodVerification : null,
          }),
        )
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
      const gone = new Set(expiredOf(backups, keep));
      const kept = backups.filter((backup) => !gone.has(backup));
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(keep.last, backups.length));
      expect(backups.slice(0, keep.last).every((backup) => !gone.has(backup))).toBe(true);
      expect([...gone].some(({ pinned }) => pinned)).toBe(false);
      const verified = backups.find(({ proof }) => proof !== null);
      if (verified) expect(gone.has(verified)).toBe(false);
      const free = kept.filter((backup) => !backup.pinned && backup !== verified);
      expect(free.length).toBeLessThanOrEqual(keep.last + keep.daily + keep.weekly + keep.monthly);
      expect(expiredOf(kept, keep)).toEqual([]);
    }),
  );
});

test('retention › the newest verified backup is damaged or manual › a damaged one does not count, a manual one does', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day)).toISOString();
  const verified = { reason: 'scheduled', proof: goodVerification } as const;
  const keep = { last: 1, daily: 0, weekly: 0, monthly: 0 };
  const damaged = [
    someBackup('new', at(9), { reason: 'scheduled' }),
    someBackup('damaged', at(8), { ...verified, damaged: true }),
    someBackup('good', at(7), verified),
  ];
  expect(expiredOf(damaged, keep).map(({ name }) => name)).toEqual(['damaged']);
  const manual = [
    someBackup('new', at(9), { reason: 'scheduled' }),
    someBackup('manual', at(8), { proof: goodVerification }),
    someBackup('good', at(7), verified),
  ];
  expect(expiredOf(manual, keep).map(({ name }) => name)).toEqual(['good']);
});

test('retention › a backup taken while the clock was ahead › is kept, and newer ones are not deleted for it', () => {
  const verified = { reason: 'scheduled', proof: goodVerification } as const;
  const all = [
    someBackup('ahead', '2031-03-01T10:00:00.000Z', verified),
    someBackup('today', '2026-11-19T10:00:00.000Z', verified),
    someBackup('yesterday', '2026-11-18T10:00:00.000Z', verified),
  ];
  const keep = { last: 1, daily: 1, weekly: 0, monthly: 0 };
  expect(expiredOf(all, keep).map(({ name }) => name)).toEqual(['yesterday']);
});
