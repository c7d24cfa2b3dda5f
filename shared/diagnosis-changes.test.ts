import { expect, test } from 'vitest';
import type { Check } from './contract/diagnostics.ts';
import { diagnosisChanges } from './diagnosis-changes.ts';

const check = (id: string, level: Check['level']): Check => ({ id, title: id, level, detail: 'Detail.', fix: null });

test('changes between two runs › new, solved and changed findings; passed checks are none', () => {
  const earlier = { checks: [check('a', 'fail'), check('b', 'warn'), check('c', 'ok'), check('gone', 'info')] };
  const later = { checks: [check('a', 'warn'), check('b', 'ok'), check('c', 'fail'), check('same', 'ok')] };
  const { appeared, solved, moved } = diagnosisChanges(earlier, later);
  expect(appeared.map(({ id }) => id)).toEqual(['c']);
  expect(solved.map(({ id }) => id)).toEqual(['b', 'gone']);
  expect(moved).toMatchObject([{ from: 'fail', check: { id: 'a', level: 'warn' } }]);
});

test('changes between two runs › the same findings › none, even if a figure in a sentence differs', () => {
  const one = { checks: [check('a', 'warn')] };
  const other = { checks: [{ ...check('a', 'warn'), detail: 'Other figures.' }] };
  expect(diagnosisChanges(one, other)).toEqual({ appeared: [], solved: [], moved: [] });
});
