import { expect, it } from 'vitest';
import { changeWords } from './model/compare.ts';
import { figureWords, labelled } from './model/figure-words.ts';
import { styleOfInstance } from './model/line-style.ts';
import { stepWords } from './model/time-window.ts';

it('changeWords › two values › describes the change', () => {
  expect(changeWords({ before: 200, after: 100 })).toBe('−50 %');
  expect(changeWords({ before: 100, after: 104.4 })).toBe('+4.4 %');
  expect(changeWords({ before: 1, after: 12 })).toBe('× 12');
  expect(changeWords({ before: 5, after: 5 })).toBe('no change');
  expect(changeWords({ before: 0, after: 5 })).toBe('new');
  expect(changeWords({ before: 5, after: 0 })).toBe('gone');
  expect(changeWords({ before: Number.NaN, after: 5 })).toBe('');
});

it('figureWords › any unit › formats value and unit, and a dash if unknown', () => {
  expect(figureWords('bytes', 243 * 1024 * 1024)).toBe('243 MB');
  expect(figureWords('perSecond', 235)).toBe('235/s');
  expect(figureWords('share', 0.925)).toBe('92.5 %');
  expect(figureWords('ms', 0.1834)).toBe('0.18 ms');
  expect(figureWords('count', 4774)).toBe('4,774');
  expect(figureWords('count', Number.NaN)).toBe('—');
  expect(labelled('perSecond', 491, 'ops')).toBe('491 ops/s');
  expect(labelled('bytesPerSecond', 2048, 'in')).toBe('2 KB/s in');
});

it('stepWords › any step › names the resolution', () => {
  expect(stepWords(60_000)).toBe('1 min resolution');
  expect(stepWords(24_000)).toBe('24 s resolution');
  expect(stepWords(3_600_000)).toBe('1 h resolution');
  expect(stepWords(96_500)).toBe('1.6 min resolution');
});

it('styleOfInstance › twenty consecutive ports › get twenty stable styles', () => {
  const styles = Array.from({ length: 20 }, (_, index) => JSON.stringify(styleOfInstance('any', 6380 + index)));
  expect(new Set(styles).size).toBe(20);
  expect(styleOfInstance('acme', 6381)).toEqual(styleOfInstance('renamed', 6381));
  expect(styleOfInstance('acme', null)).toEqual(styleOfInstance('acme', null));
});
