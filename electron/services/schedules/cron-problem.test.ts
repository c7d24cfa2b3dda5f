import { expect, test } from 'vitest';
import { cronProblem } from './cron-problem.ts';

const now = new Date('2026-11-19T12:00:00');

test.each(['* * * * *', '*/15 8-18 * * MON-FRI', '0 3 1,15 * *', ' 0  4 * JAN 7 ', '0 0 29 2 *'])(
  'cronProblem › the valid expression "%s" › has no problem',
  (text) => expect(cronProblem(text, now)).toBeNull(),
);

test.each([
  ['', 'this one has none'],
  ['0', 'this one has 1'],
  ['0 3 * *', 'this one has 4'],
  ['0 3 * * * *', 'this one has 6'],
  ['61 * * * *', 'The minute is “61”: use 0 to 59'],
  ['0 25 * * *', 'The hour is “25”: use 0 to 23'],
  ['0 3 32 * *', 'The day of the month is “32”: use 1 to 31'],
  ['0 3 * FOO *', 'The month is “FOO”: use 1 to 12'],
  ['0 3 * * 9', 'The day of the week is “9”: use 0 to 7'],
  ['*/0 * * * *', 'The minute is “*/0”'],
  ['now and then or so', 'The minute is “now”'],
  ['0 0 31 2 *', 'never matches'],
])('cronProblem › the invalid expression %j › the problem is named', (text, words) =>
  expect(cronProblem(text, now)).toContain(words),
);
