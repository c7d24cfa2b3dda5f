import { expect, test } from 'vitest';
import { keptWords } from './kept-words.ts';

const now = Date.parse('2026-11-19T12:00:00Z');
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString();

test.each([
  [[], 'Only the newest verified backup is kept.'],
  [[ago(0.25)], '1 kept: the last one, at most 6 h old.'],
  [[ago(0), ago(1)], '2 kept, the oldest a day old.'],
  [[ago(0), ago(9)], '2 kept, the oldest 9 days old.'],
  [[ago(0), ago(1), ago(28)], '3 kept, the oldest about 4 weeks old.'],
  [[ago(0), ago(183)], '2 kept, the oldest about 6 months old.'],
  [[ago(0), ago(1095)], '2 kept, the oldest about 3 years old.'],
])('keptWords › %j › is described', (kept, words) => expect(keptWords(kept, now)).toBe(words));
