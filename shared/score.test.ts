import { expect, test } from 'vitest';
import { isScore } from './score.ts';

test.each(['0', '-1.5', '+1', '.5', '5.', '1e3', '1E-3', ' 2 ', 'inf', '-inf', '+INF', 'Infinity', '0x10'])(
  'isScore › %s, as Redis reads it › yes',
  (text) => expect(isScore(text)).toBe(true),
);

test.each(['', ' ', 'nan', 'x', '0b11', '-0O7', '1_000', '1,5', '1e400', 'infinite', '--1', '1 2'])(
  'isScore › %j, which Redis refuses › no',
  (text) => expect(isScore(text)).toBe(false),
);
