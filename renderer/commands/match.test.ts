import { expect, test } from 'vitest';
import { matchTitle } from './match.ts';

/** What would be drawn as found. */
function hits(query: string, title: string, also?: string): readonly string[] | null {
  return matchTitle(query, title, also)?.ranges.map(([from, to]) => title.slice(from, to)) ?? null;
}

test('spaces of the title do not count', () => {
  expect(hits('backup', 'Back up e-commerce-store')).toEqual(['Back up']);
});

test('every word must be found, in any order', () => {
  expect(hits('main stop', 'Stop main')).toEqual(['Stop', 'main']);
  expect(hits('main start', 'Stop main')).toBeNull();
});

test('words of what goes with it are found too', () => {
  expect(hits('theme', 'Use dark colours', 'colour theme')).toEqual([]);
  expect(hits('dark theme', 'Use dark colours', 'colour theme')).toEqual(['dark']);
});

test('letters in order are found when they lie close together', () => {
  expect(hits('rstr', 'Restart main')).not.toBeNull();
  expect(hits('go', 'Use light colours')).toBeNull();
  expect(hits('sni', 'Stop everything that runs now in this home')).toBeNull();
});

test('the beginning is better than a word, a word better than its middle', () => {
  const score = (title: string) => matchTitle('re', title)?.score ?? 0;
  expect(score('Restart main')).toBeGreaterThan(score('Do restart'));
  expect(score('Do restart')).toBeGreaterThan(score('Score'));
});

test('an empty query finds everything', () => expect(hits(' ', 'Stop main')).toEqual([]));
