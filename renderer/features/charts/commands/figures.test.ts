import { describe, expect, test } from 'vitest';
import type { CommandFigures } from '../../../../shared/contract/command-stats.ts';
import { errorsInAll, errorsPerSecond, microseconds, short } from './figures.ts';

const command: CommandFigures = {
  ...{ command: 'get', calls: 10, usec: 100, usecPerCall: 10, timeShare: 0.5, rejected: 1, failed: 2 },
  ...{ p50Usec: 1, p99Usec: 2, p999Usec: 3, recent: null },
};
const recent = { callsPerSecond: 1, usecPerCall: 1, timeShare: 1, rejectedPerSecond: 0.5, failedPerSecond: 0.25 };

describe('short', () => {
  test.each([
    [0, '0'],
    [1e-9, '< 0.1'],
    [0.049, '< 0.1'],
    [0.05, '0.1'],
    [9.96, '10.0'],
    [99.94, '99.9'],
    // One decimal would give 100.0.
    [99.95, '100'],
    [1234.5, '1,235'],
  ])('rate › %d › %s', (value, text) => expect(short(value)).toBe(text));

  test('rate › unknown › a dash, never 0', () => {
    expect([short(null), short(undefined)]).toEqual(['—', '—']);
  });
});

describe('microseconds', () => {
  test.each([
    [0, '< 1'],
    [0.99, '< 1'],
    [1, '1'],
    [1_234_567.8, '1,234,568'],
  ])('percentile › %d › %s', (value, text) => expect(microseconds(value)).toBe(text));

  test('percentile › not recorded › a dash', () => expect(microseconds(null)).toBe('—'));
});

describe('errors', () => {
  test('errors › rejected and failed › their sum', () => {
    expect(errorsInAll(command)).toBe(3);
    expect(errorsPerSecond({ ...command, recent })).toBe(0.75);
  });

  test('errors › an old server that does not count one of them › unknown, not the other alone', () => {
    expect(errorsInAll({ ...command, rejected: null })).toBeNull();
    expect(errorsPerSecond({ ...command, recent: { ...recent, failedPerSecond: null } })).toBeNull();
  });

  test('errors › before the second sample › no rate', () => expect(errorsPerSecond(command)).toBeNull());
});
