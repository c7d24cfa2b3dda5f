import { expect, it } from 'vitest';
import type { LogFilter } from '../../../shared/contract/logs.ts';
import { createSieve } from './log-filter.ts';
import { createLineReader } from './source-line.ts';

const read = createLineReader('file', 0);
const lines = [
  '1:M 22 Nov 2026 09:00:00.000 # Memory is FULL',
  '1:M 22 Nov 2026 09:00:01.000 * DB saved on disk',
  '1:M 22 Nov 2026 09:00:02.000 - Accepted 127.0.0.1:5555',
  'a crash report (a+b)',
].map((line) => read(line));

const matching = (filter: LogFilter | undefined) => createSieve(filter)(lines).map(({ line }) => line.text);

it.each<[string, LogFilter | undefined, number[]]>([
  ['nothing', undefined, [0, 1, 2, 3]],
  ['levels', { levels: ['warning', 'none'] }, [0, 3]],
  ['no level at all', { levels: [] }, []],
  ['a text, ignoring case', { text: 'full' }, [0]],
  ['a text with regex characters', { text: '(a+b)' }, [3]],
  ['a regular expression', { regex: '^(accepted|db) ' }, [1, 2]],
  ['all together', { levels: ['notice', 'verbose'], text: 'd', regex: '\\d{4}$' }, [2]],
])('log filter › %s › keeps only matching lines', (_, filter, expected) => {
  expect(matching(filter)).toEqual(expected.map((index) => lines[index]?.line.text));
});

it('log filter › invalid regular expression › is rejected with the reason', () => {
  expect(() => createSieve({ regex: '(a' })).toThrow(/^Invalid regular expression \(a: Unterminated group\./);
});

it('log filter › catastrophic backtracking › is aborted', () => {
  const evil = [read(`${'a'.repeat(60)}!`)];
  expect(() => createSieve({ regex: '^(a+)+$' })(evil)).toThrow(/takes too long/);
});
