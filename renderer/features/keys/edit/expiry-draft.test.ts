import { expect, test } from 'vitest';
import * as editWords from '../words/edit.ts';
import { expiryAt, expiryDraft, expiryWords } from './expiry-draft.ts';

const NOW = Date.parse('2026-11-19T14:32:00Z');

test('expiryAt › never, after a time and at a time › is a time in UTC or null', () => {
  const draft = expiryDraft(null, NOW);
  expect(expiryAt(draft, NOW)).toBeNull();
  expect(expiryAt({ ...draft, kind: 'in', amount: 2, unit: 'minutes' }, NOW)).toBe('2026-11-19T14:34:00.000Z');
  expect(expiryAt({ ...draft, kind: 'at' }, NOW)).toBe('2026-11-19T15:32:00.000Z');
});

test('expiryAt › the current expiry of a key › stays the same to the second', () => {
  const at = '2026-11-20T01:02:03.000Z';
  expect(expiryAt(expiryDraft(at, NOW), NOW)).toBe(at);
});

test('expiryAt › a time that has passed, or none › is refused', () => {
  const draft = expiryDraft(null, NOW);
  expect(() => expiryAt({ ...draft, kind: 'at', at: '2020-01-01T00:00' }, NOW)).toThrow('has passed');
  expect(() => expiryAt({ ...draft, kind: 'at', at: '' }, NOW)).toThrow('Enter the time');
  expect(() => expiryAt({ ...draft, kind: 'in', amount: 0 }, NOW)).toThrow('Enter the time');
});

test('expiryAt › an amount that no date can hold › one sentence, not an error of the browser', () => {
  const draft = { ...expiryDraft(null, NOW), kind: 'in' as const };
  for (const amount of [1e9, 1e20, 1e300]) {
    expect(() => expiryAt({ ...draft, amount, unit: 'days' }, NOW)).toThrow(editWords.thisTimeIsTooFarAway);
    expect(expiryWords({ ...draft, amount, unit: 'days' }, 'key', NOW, String)).toBe(editWords.thisTimeIsTooFarAway);
  }
});

test('expiryAt › a year that the contract cannot carry › is refused', () => {
  const draft = { ...expiryDraft(null, NOW), kind: 'at' as const };
  expect(() => expiryAt({ ...draft, at: '+012026-01-01T00:00' }, NOW)).toThrow(editWords.thisTimeIsTooFarAway);
  expect(expiryAt({ ...draft, at: '9999-12-30T00:00' }, NOW)).toContain('9999-12');
});

test('expiryAt › this very moment › has passed, because the server would delete it', () => {
  const draft = {
    ...expiryDraft(null, NOW),
    kind: 'at' as const,
    at: expiryDraft(new Date(NOW).toISOString(), NOW).at,
  };
  expect(() => expiryAt(draft, NOW)).toThrow('has passed');
  expect(expiryAt(draft, NOW - 1)).toBe('2026-11-19T14:32:00.000Z');
});

test('expiryAt › an empty or fractional amount › refused; an unknown unit counts seconds', () => {
  const draft = { ...expiryDraft(null, NOW), kind: 'in' as const };
  expect(() => expiryAt({ ...draft, amount: Number.NaN }, NOW)).toThrow('Enter the time');
  expect(() => expiryAt({ ...draft, amount: 0.5 }, NOW)).toThrow('Enter the time');
  expect(expiryAt({ ...draft, amount: 5, unit: 'fortnights' }, NOW)).toBe('2026-11-19T14:32:05.000Z');
});

test('expiryWords › never › says how long the key or the field is kept', () => {
  const draft = expiryDraft(null, NOW);
  expect(expiryWords(draft, 'field', NOW, String)).toBe(editWords.staysUntilDeleted.field);
  expect(expiryWords({ ...draft, kind: 'in' }, 'key', NOW, () => 'soon')).toBe(editWords.expiresAt('soon'));
});
