import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronProblem } from './cron-problem.ts';
import { lastDue, nextRun, nextRuns, pastRuns } from './next-run.ts';

const noon = new Date('2026-11-19T12:00:00');

describe('cron expression', () => {
  test.each([
    ['', 'has none'],
    ['* * * *', 'has 4'],
    ['0 0 3 * * *', 'has 6'],
    ['@daily', 'has 1'],
  ])('"%s" › another number of fields › %s', (text, words) => {
    expect(cronProblem(text, noon)).toContain(words);
  });

  test.each([
    ['60 * * * *', 'minute'],
    ['* 24 * * *', 'hour'],
    ['* * 0 * *', 'day of the month'],
    ['* * 32 * *', 'day of the month'],
    ['* * * 13 *', 'month'],
    ['* * * 0 *', 'month'],
    ['* * * * 8', 'day of the week'],
    ['*/0 * * * *', 'minute'],
    ['5-1 * * * *', 'minute'],
    ['1,, * * * *', 'minute'],
    ['x * * * *', 'minute'],
    ['1.5 * * * *', 'minute'],
    ['* * * FOO *', 'month'],
    ['* * * * MONDAY-', 'day of the week'],
  ])('"%s" › one invalid field › is named', (text, field) => {
    const problem = cronProblem(text, noon);
    expect(problem).toMatch(new RegExp(`^The ${field} is `));
    expect(problem).toContain(`“${text.split(' ').find((part) => part !== '*')}”`);
  });

  test.each(['0 0 31 2 *', '0 0 30 2 *', '0 0 31 4,6,9,11 *'])(
    '"%s" › a day that no month has › never matches',
    (text) => {
      expect(cronProblem(text, noon)).toContain('never matches');
    },
  );

  test.each(['0 0 29 2 *', '*/15 9-17 * * MON-FRI', '0 4 1,15 JAN,jul *', '  5  4 * * 7 ', '0 0 * * 0', '\t1 2 3 4 5'])(
    '"%s" › valid › has no problem',
    (text) => {
      expect(cronProblem(text, noon)).toBeNull();
    },
  );

  test('any text › valid or not › a sentence, never an exception, and no problem means a next run', () => {
    const field = fc.oneof(
      fc.constantFrom('*', '0', '59', '*/5', '1-5', '1,2', 'L', '?', '5#2', 'MON', '-', ',', '/', '**', '9999999999'),
      fc.string({ maxLength: 4 }),
    );
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.tuple(field, field, field, field, field).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (expression) => {
        const problem = cronProblem(expression, noon);
        if (problem === null) expect(nextRun({ kind: 'cron', text: expression }, noon)).toBeInstanceOf(Date);
        else expect(problem).toMatch(/^[A-Z].*\.$/s);
      }),
      { numRuns: 500 },
    );
  });
});

describe('run times', () => {
  const times = fc.oneof(
    fc.record({ kind: fc.constant('hours' as const), every: fc.integer({ min: 1, max: 720 }) }),
    fc.record({ kind: fc.constant('daily' as const), at: fc.constantFrom('00:00', '02:30', '09:05', '23:59') }),
    fc.record({
      kind: fc.constant('weekly' as const),
      day: fc.integer({ min: 0, max: 6 }),
      at: fc.constantFrom('00:00', '02:30', '23:59'),
    }),
    fc.record({ kind: fc.constant('cron' as const), text: fc.constantFrom('*/7 * * * *', '0 4 1 * *', '30 2 * * 0') }),
  );
  const moments = fc.date({
    min: new Date('2024-01-01T00:00:00Z'),
    max: new Date('2030-01-01T00:00:00Z'),
    noInvalidDate: true,
  });

  test('next runs › of any schedule › are later than the moment, ascending, and each follows the one before it', () => {
    fc.assert(
      fc.property(times, moments, (when, after) => {
        const runs = nextRuns(when, after, 4);
        expect(runs).toHaveLength(4);
        let before = after;
        for (const run of runs) {
          expect(run.getTime()).toBeGreaterThan(before.getTime());
          before = run;
        }
        expect(nextRuns(when, runs[0] as Date, 3)).toEqual(runs.slice(1));
      }),
      { numRuns: 60 },
    );
  });

  test('last due run › of any schedule and pause › is the last of the runs that a poll each run would have made', () => {
    fc.assert(
      fc.property(times, moments, fc.integer({ min: 0, max: 40 * 24 * 60 }), (when, since, minutes) => {
        const now = new Date(since.getTime() + minutes * 60_000);
        let expected: Date | null = null;
        for (let next = nextRun(when, since); next && next <= now; next = nextRun(when, next)) expected = next;
        expect(lastDue(when, since, now)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test('past runs › of any schedule › are newest first, without repeats, and not after the moment', () => {
    fc.assert(
      fc.property(times, moments, (when, before) => {
        const past = pastRuns(when, before).map((at) => at.getTime());
        expect(past.length).toBeGreaterThan(10);
        expect(past[0]).toBeLessThanOrEqual(before.getTime());
        expect(past.every((at, index) => index === 0 || at < (past[index - 1] as number))).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  test('next runs › a schedule that ends › are fewer than asked for', () => {
    expect(nextRuns({ kind: 'cron', text: '0 0 31 2 *' }, noon, 3)).toEqual([]);
    expect(nextRuns({ kind: 'daily', at: '09:00' }, noon, 0)).toEqual([]);
  });
});
