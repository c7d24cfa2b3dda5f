import { expect, test } from 'vitest';
import { cpuOfHour, fullIn } from './machine-columns.ts';

const figures = (growthBytes: number | null, fullInDays: number | null) => ({
  ...{ name: 'build-01', usedBytes: 1, cpuPercent: 1, cpu: [], growthBytes, fullInDays },
});

test('memory full in › unknown history, soon, later, over a year and never', () => {
  expect(fullIn(undefined)).toBeNull();
  expect(fullIn(figures(null, null))).toBeNull();
  expect(fullIn(figures(5, 34.9))).toEqual({ text: '34 d', isSoon: true });
  expect(fullIn(figures(5, 118))).toEqual({ text: '118 d', isSoon: false });
  expect(fullIn(figures(5, 400))?.text).toBe('over 1 y');
  expect(fullIn(figures(-5, null))?.text).toBe('over 1 y');
});

test('processor time of an hour › less than a percent, several cores and unknown', () => {
  expect(cpuOfHour({ ...figures(null, null), cpuPercent: 0.31 })).toBe('0.3 %');
  expect(cpuOfHour({ ...figures(null, null), cpuPercent: 250 })).toBe('250.0 %');
  expect(cpuOfHour(undefined)).toBe('—');
});
