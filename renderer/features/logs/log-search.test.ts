import { expect, it } from 'vitest';
import type { LogEntry } from './log-entry.ts';
import { markedParts, matchesIn, matchFrom } from './log-search.ts';

const entries = ['DB saved', 'note', 'db loaded', 'other'].map(
  (text, number): LogEntry => ({ kind: 'line', number, line: { at: null, source: 'file', level: null, text } }),
);

it('matchesIn and matchFrom › any case › found from an index on, wrapping around', () => {
  const matches = matchesIn(entries, 'Db');
  expect(matches).toEqual([0, 2]);
  expect([matchFrom(matches, -1, 1), matchFrom(matches, 0, 1), matchFrom(matches, 2, 1)]).toEqual([0, 2, 0]);
  expect([matchFrom(matches, 4, -1), matchFrom(matches, 2, -1), matchFrom(matches, 0, -1)]).toEqual([2, 0, 2]);
  expect(matchFrom([], 0, 1)).toBeNull();
  expect(matchesIn(entries, '')).toEqual([]);
});

it('markedParts › several texts › only matches are marked', () => {
  const shown = (text: string, ...wanted: string[]) =>
    markedParts(text, wanted)
      .map(({ text: part, marked }) => (marked ? `[${part}]` : part))
      .join('');
  expect(shown('Saved the DB: db0', 'db')).toBe('Saved the [DB]: [db]0');
  expect(shown('aaa', 'aa', 'a')).toBe('[aa][a]');
  expect(shown('nothing', '', 'x')).toBe('nothing');
  expect(shown('İ is long', 'is')).toBe('İ is long');
});
