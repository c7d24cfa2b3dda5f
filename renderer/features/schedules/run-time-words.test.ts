import { expect, test } from 'vitest';
import { runTimeWords } from './run-time-words.ts';

const now = new Date(2026, 10, 19, 14, 32).getTime();
const at = (...parts: readonly [number, number, number, number, number]) => new Date(...parts).toISOString();

test.each([
  [at(2026, 10, 19, 21, 0), 'today 21:00'],
  [at(2026, 10, 20, 9, 5), 'tomorrow 09:05'],
  [at(2026, 10, 18, 9, 0), 'yesterday 09:00'],
  [at(2026, 10, 23, 3, 30), 'Mon 23 Nov 03:30'],
  [at(2027, 2, 1, 4, 0), '1 Mar 2027'],
])('runTimeWords › %s › is written as people say it', (time, words) => expect(runTimeWords(time, now)).toBe(words));
