import { expect, test } from 'vitest';
import { expiryAt, expiryDraft } from './expiry-draft.ts';

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
