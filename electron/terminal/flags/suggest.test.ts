import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from './suggest.ts';

const words = ['install', 'uninstall', 'start', 'stop', 'restart', 'status', 'serve', 'list-backups'];

describe('nearest', () => {
  test.each([
    ['instal', 'install'],
    ['isntall', 'install'],
    ['STATUS', 'status'],
    ['sttaus', 'status'],
    ['list_backups', 'list-backups'],
    ['unin', 'uninstall'],
    ['restrat', 'restart'],
  ])('%s › suggests %s', (typed, meant) => {
    expect(nearest(typed, words)).toBe(meant);
  });

  test.each(['x', 'frobnicate', '', '../../etc/passwd', '🦄🦄🦄'])('"%s" › no suggestion', (typed) => {
    expect(nearest(typed, words)).toBeNull();
  });
});

describe('editDistance', () => {
  const word = fc.string({ maxLength: 12 });

  test('same word › 0', () => {
    fc.assert(fc.property(word, word, (a, b) => (editDistance(a, b) === 0) === (a === b)));
  });

  test('swapped words › the same', () => {
    fc.assert(fc.property(word, word, (a, b) => editDistance(a, b) === editDistance(b, a)));
  });

  test('insertion, deletion, swapped neighbours › 1 each', () => {
    const text = fc.string({ minLength: 2, maxLength: 12, unit: fc.constantFrom(...'abcd') });
    fc.assert(
      fc.property(text, fc.nat(), (a, at) => {
        const index = at % (a.length - 1);
        const without = a.slice(0, index) + a.slice(index + 1);
        const swapped = a.slice(0, index) + a[index + 1] + a[index] + a.slice(index + 2);
        expect(editDistance(a, without)).toBe(1);
        expect(editDistance(without, a)).toBe(1);
        expect(editDistance(a, swapped)).toBe(a === swapped ? 0 : 1);
      }),
    );
  });
});
