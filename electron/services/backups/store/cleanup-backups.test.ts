import { expect, test } from 'vitest';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { planCleanup } from './cleanup-backups.ts';

const now = new Date('2026-11-19T12:00:00Z');
const aged = (days: number, change = {}) =>
  someBackup(`d${days}`, new Date(now.getTime() - days * 86_400_000).toISOString(), change);
const names = (backups: readonly { readonly name: string }[]) => backups.map(({ name }) => name);

test('planCleanup › a limit of days › deletes only older backups', () => {
  const all = [aged(0), aged(29), aged(30), aged(31), aged(400)];
  const { remove, keep } = planCleanup(all, { days: 30 }, now);
  expect(names(remove)).toEqual(['d31', 'd400']);
  expect(names(keep)).toEqual(['d0', 'd29', 'd30']);
});

test('planCleanup › any limit › keeps pinned backups and the newest verified one', () => {
  const all = [
    aged(1),
    aged(40, { proof: goodVerification }),
    aged(50, { proof: goodVerification }),
    aged(60, { pinned: true }),
  ];
  for (const limits of [{ days: 0 }, { count: 0 }, { bytes: 0 }]) {
    expect(names(planCleanup(all, limits, now).keep)).toEqual(['d40', 'd60']);
  }
});

test('planCleanup › any limit › keeps the backup that Undo restores', () => {
  const all = [aged(1, { proof: goodVerification }), aged(2), aged(3)];
  for (const limits of [{ days: 0 }, { count: 0 }, { bytes: 0 }]) {
    expect(names(planCleanup(all, limits, now, 'd3').keep)).toEqual(['d1', 'd3']);
  }
});

test('planCleanup › any limit › keeps a backup dated in the future, and the newest of the others', () => {
  const all = [aged(1, { proof: goodVerification }), aged(2), aged(-400, { proof: goodVerification })];
  for (const limits of [{ days: 0 }, { count: 0 }, { bytes: 0 }]) {
    expect(names(planCleanup(all, limits, now).keep)).toEqual(['d1', 'd-400']);
  }
});

test('planCleanup › no verified backup › keeps the newest undamaged one', () => {
  const all = [aged(31, { damaged: true }), aged(40), aged(50)];
  expect(names(planCleanup(all, { days: 30 }, now).keep)).toEqual(['d40']);
});

test('planCleanup › a limit of number or size › deletes the oldest first', () => {
  const all = [aged(1), aged(2), aged(3), aged(4)];
  expect(names(planCleanup(all, { count: 2 }, now).remove)).toEqual(['d3', 'd4']);
  expect(names(planCleanup(all, { bytes: 250 }, now).keep)).toEqual(['d1', 'd2']);
  expect(names(planCleanup(all, { days: 3.5, bytes: 400 }, now).remove)).toEqual(['d4']);
});
