import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globMatcher } from './match-glob.ts';
import { regexMatcher, textSearch } from './match-text.ts';
import { createTimeLimit } from './time-limit.ts';

const glob = (pattern: string, key: string) => matches(globMatcher(Buffer.from(pattern)), key);

function matches(matcher: ReturnType<typeof globMatcher>, key: string): boolean {
  // Inside a larger memory, as in the index.
  const bytes = Buffer.from(`<${key}>`);
  return matcher(bytes, 1, bytes.length - 1);
}

describe('glob, as KEYS reads it', () => {
  test.each([
    ['*', '', true],
    ['u?er', 'user', true],
    ['u?ser', 'user', false],
    ['us*er', 'us:1:er', true],
    ['u[rs]er', 'user', true],
    ['u[ab]er', 'user', false],
    ['u[^s]er', 'user', false],
    ['u[^a]er', 'user', true],
    ['u[r-t]er', 'user', true],
    ['u[t-r]er', 'user', true],
    ['u[a-c]er', 'user', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'a:b', false],
    ['[\\]]', ']', true],
    ['a*b*c', 'a1b2b3c', true],
    ['a*b*c', 'a1b2b3', false],
    ['', '', true],
    ['', 'a', false],
    ['user:*', 'User:1', false],
    ['[abc', 'b', true],
    ['a\\', 'a\\', true],
    ['€?', '€1', true],
    ['a??b', 'aéb', true],
  ])('%j and %j › %s', (pattern, key, expected) => {
    expect(glob(pattern, key)).toBe(expected);
  });

  test('many stars › time in proportion to the key and the pattern', () => {
    const begun = process.cpuUsage();
    expect(glob(`${'a*'.repeat(50)}b`, 'a'.repeat(5000))).toBe(false);
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(2000);
  });

  test('stars and characters › the same result as a regular expression', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 8 }).map((parts) => parts.join(''));
    const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, text, (given, key) => {
        const expression = new RegExp(`^${given.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
        expect(glob(given, key)).toBe(expression.test(key));
      }),
    );
  });
});

test.each([
  ['PROFILE', 'user:1:Profile', true],
  ['1:p', 'user:1:profile', true],
  ['', 'anything', true],
  ['profiles', 'user:1:profile', false],
  ['CAFÉ', 'place:café', true],
])('contains %j in %j › %s', (text, key, expected) => {
  expect(matches(textSearch(text).matches, key)).toBe(expected);
});

test('regular expression › characters, anchors; an invalid one › BAD_VALUE', () => {
  expect(matches(regexMatcher('^user:\\d+$'), 'user:12')).toBe(true);
  expect(matches(regexMatcher('^caf.$'), 'café')).toBe(true);
  expect(() => regexMatcher('(')).toThrow(expect.objectContaining({ code: 'BAD_VALUE' }));
});

test('time limit › an expression that never ends › BAD_VALUE in time', () => {
  const limit = createTimeLimit(100);
  const endless = regexMatcher('^(a+)+$');
  const begun = process.cpuUsage();
  expect(() => limit.run(() => matches(endless, `${'a'.repeat(60)}b`))).toThrow(
    expect.objectContaining({ code: 'BAD_VALUE' }),
  );
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(3000);
});
