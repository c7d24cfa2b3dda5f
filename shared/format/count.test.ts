import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counted, formatCount, plural } from './count.ts';

test('formatCount › large numbers › a comma before every three digits', () => {
  expect(formatCount(0)).toBe('0');
  expect(formatCount(999)).toBe('999');
  expect(formatCount(1000)).toBe('1,000');
  expect(formatCount(1_234_567.4)).toBe('1,234,567');
  fc.assert(fc.property(fc.maxSafeNat(), (value) => Number(formatCount(value).replaceAll(',', '')) === value));
});

test('counted › one and several › singular and plural', () => {
  expect(counted(1, 'key')).toBe('1 key');
  expect(counted(0, 'key')).toBe('0 keys');
  expect(counted(1200, 'entry', 'entries')).toBe('1,200 entries');
  expect([plural(1, 'port'), plural(0, 'port')]).toEqual(['port', 'ports']);
});
