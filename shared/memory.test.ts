import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doubtfulMemory, memoryText, parseMemory } from './memory.ts';

describe('sizes as Redis reads them', () => {
  test.each([
    ['0', 0],
    ['1', 1],
    ['1b', 1],
    ['1k', 1000],
    ['1kb', 1024],
    ['1m', 1_000_000],
    ['1MB', 1_048_576],
    ['2Gb', 2_147_483_648],
    [' 512mb ', 536_870_912],
    ['007mb', 7_340_032],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('size › %j › %i bytes', (text, bytes) => expect(parseMemory(text)).toBe(bytes));

  test.each([
    '',
    ' ',
    'mb',
    '-1',
    '+1',
    '1.5gb',
    '1,5gb',
    '1 gb',
    '1tb',
    '1gib',
    '1e3',
    '0x10',
    '١mb',
    '1constructor',
    '1__proto__',
    '9007199254740992',
    '99999999999gb',
    'NaN',
    '1gb\n2gb',
  ])('size › %j, which Redis refuses or no number can hold › null', (text) => expect(parseMemory(text)).toBeNull());

  test('size › shown and read again › the same bytes', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        expect(parseMemory(memoryText(String(bytes)))).toBe(bytes);
      }),
    );
  });

  test.each([
    ['1024', '1kb'],
    ['1023', '1023'],
    ['1025', '1025'],
    ['1073741824', '1gb'],
    ['1073741823', '1073741823'],
    ['0', '0'],
    ['nonsense', 'nonsense'],
    ['', ''],
  ])('size › %j is shown › %j, in the largest unit that keeps it whole', (value, text) => {
    expect(memoryText(value)).toBe(text);
  });
});

describe('limits that lack a unit', () => {
  test.each([
    ['1', '1 means 1 byte. Did you mean 1gb?'],
    ['99', '99 means 99 bytes. Did you mean 99gb?'],
    ['100', '100 means 100 bytes. Did you mean 100mb?'],
    [' 512 ', '512 means 512 bytes. Did you mean 512mb?'],
  ])('doubtful limit › %j › asks', (value, question) => expect(doubtfulMemory(value)).toBe(question));

  test.each(['0', '', '1mb', '1048576', '-5', '1.5', 'x'])('doubtful limit › %j › does not ask', (value) => {
    expect(doubtfulMemory(value)).toBeNull();
  });

  test('doubtful limit › any plain number › asks below one megabyte only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000_000 }), (bytes) => {
        expect(doubtfulMemory(String(bytes)) !== null).toBe(bytes > 0 && bytes < 1_048_576);
      }),
    );
  });
});
