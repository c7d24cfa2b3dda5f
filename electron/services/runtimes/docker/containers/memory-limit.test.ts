import { describe, expect, test } from 'vitest';
import { automaticLimit, limitOf, limitUpdate, reportedLimit } from './memory-limit.ts';

const MB = 1024 * 1024;

describe('container memory limit', () => {
  test.each([
    ['no maxmemory › no limit', 0, 0, null],
    ['a small maxmemory › 64 MB more, for Redis and its buffers', 8 * MB, 0, 72 * MB],
    ['a usual maxmemory › twice as much, because a save may copy all of it', 2048 * MB, 0, 4096 * MB],
    ['more data than maxmemory › twice the data, because Redis loads it all', 8 * MB, 300 * MB, 600 * MB],
    ['no maxmemory, 300 MB of data › no limit', 0, 300 * MB, null],
  ])('automatic › %s', (_, maxmemory, held, expected) => {
    expect(automaticLimit(maxmemory, held)).toBe(expected);
  });

  test.each([
    [null, 128 * MB],
    [0, null],
    [10 * MB, 10 * MB],
  ])('chosen %s › %s', (choice, expected) => {
    expect(limitOf(choice, 64 * MB)).toBe(expected);
  });

  test('limit removed from a container › reads as none', () => {
    expect(reportedLimit(limitUpdate(null).Memory)).toBeNull();
    expect(reportedLimit(0)).toBeNull();
    expect(reportedLimit(limitUpdate(64 * MB).Memory)).toBe(64 * MB);
  });
});
