import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../test/support/run-program.ts';
import { shortDuration, splitMicroseconds } from './duration.ts';
import { quoted } from './shell-word.ts';

describe('durations', () => {
  test.each([
    [0, '0 s'],
    [499, '0 s'],
    [500, '1 s'],
    [59_499, '59 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [86_399_999, '23 h'],
    [86_400_000, '1 d'],
    [-5000, '0 s'],
    [400 * 86_400_000, '400 d'],
  ])('duration › %i ms › %s', (ms, text) => expect(shortDuration(ms)).toBe(text));

  test('duration › a longer time › never reads as a shorter one', () => {
    const seconds = { s: 1, min: 60, h: 3600, d: 86_400 } as const;
    const inSeconds = (text: string) => {
      const [count, unit] = text.split(' ');
      return Number(count) * seconds[unit as keyof typeof seconds];
    };
    const time = fc.integer({ min: 0, max: 10 * 86_400_000 });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(inSeconds(shortDuration(less))).toBeLessThanOrEqual(inSeconds(shortDuration(more)));
      }),
    );
  });
});

describe('microseconds', () => {
  test.each([
    [0, '0.00 ms'],
    [124, '0.12 ms'],
    [9_994, '9.99 ms'],
    [10_000, '10.0 ms'],
    [99_949, '99.9 ms'],
    [100_000, '100 ms'],
    [999_999, '1000 ms'],
    [1_000_000, '1.0 s'],
    [61_250_000, '61.3 s'],
  ])('microseconds › %i › %s', (usec, text) => {
    const { value, digits, unit } = splitMicroseconds(usec);
    expect(`${value.toFixed(digits)} ${unit}`).toBe(text);
  });
});

describe('words for a shell', () => {
  test.each(['plain', '/a/b.rdb', 'user@host', 'a=b', '7-zip', '%20', 'a:b,c+d'])(
    'word › %j › needs no quotes',
    (word) => {
      expect(quoted(word)).toBe(word);
    },
  );

  test.each([
    '',
    ' ',
    '~',
    '~/x',
    '=ls',
    '$HOME',
    '`id`',
    'a b',
    "it's",
    '"',
    '\\',
    '*',
    '?',
    '!',
    '#',
    'a;b',
    'a\nb',
    'ä',
    '{a,b}',
  ])('word › %j › is quoted', (word) => expect(quoted(word)).toMatch(/^'/));

  test('word › any words › a real shell reads each unchanged', async () => {
    const word = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'ab \'"\\$`~=*?!#;&|<>(){}[]\n\t-') }),
      fc.string({ unit: 'grapheme' }),
    );
    const words = fc.sample(word, { numRuns: 200, seed: 7 }).filter((one) => !/[\0\ud800-\udfff]/u.test(one));
    const line = words.map(quoted).join(' ');
    const { stdout } = await runProgram('sh', ['-c', `printf '%s\\0' ${line}`]);
    expect(stdout.split('\0').slice(0, -1)).toEqual(words);
  });
});
