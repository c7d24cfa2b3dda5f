import { describe, expect, test } from 'vitest';
import { summary } from './report.ts';
import { failedSuite, skippedSuite } from './suite.ts';

const passed = (count: number) => ({ passed: count, failed: [], skipped: [] });
const lastLine = (text: string) => text.split('\n').at(-1);

describe('the end of a run', () => {
  test('report › several suites › one line with the sums', () => {
    const { text, exitCode } = summary([passed(2), passed(40), skippedSuite('desktop', 'no Electron program')]);
    expect(lastLine(text)).toBe('42 passed, 0 failed, 1 skipped');
    expect(exitCode).toBe(0);
  });

  test('report › failures › named, and the run fails', () => {
    const { text, exitCode } = summary([passed(9), failedSuite('lint (exit code 1)')]);
    expect(text).toContain('failed: lint (exit code 1)');
    expect(lastLine(text)).toBe('9 passed, 1 failed, 0 skipped');
    expect(exitCode).toBe(1);
  });

  test('report › skipped tests › counted once for each reason', () => {
    const skips = ['a', 'b', 'c', 'd', 'e'].map((name) => skippedSuite(name, 'no Docker engine'));
    const { text } = summary([passed(1), ...skips]);
    expect(text).toContain('skipped: 5 × no Docker engine\n    a\n    b\n    c\n    and 2 more');
  });

  test('report › no test ran › no success', () => {
    expect(summary([skippedSuite('all', 'nothing is here')]).exitCode).toBe(1);
    expect(summary([]).exitCode).toBe(1);
  });
});
