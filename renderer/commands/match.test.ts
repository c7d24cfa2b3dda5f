import { expect, test } from 'vitest';
import { matchTitle } from './match.ts';

// cspell:ignore stanbul İstanbul مفتاح

/** The highlighted parts of the title. */
function hits(query: string, title: string, also?: string): readonly string[] | null {
  return matchTitle(query, title, also)?.ranges.map(([from, to]) => title.slice(from, to)) ?? null;
}

test('matchTitle › title with spaces › matches a query without them', () => {
  expect(hits('backup', 'Back up e-commerce-store')).toEqual(['Back up']);
});

test('matchTitle › several words › all must match, in any order', () => {
  expect(hits('main stop', 'Stop main')).toEqual(['Stop', 'main']);
  expect(hits('main start', 'Stop main')).toBeNull();
});

test('matchTitle › word among the additional words › matches without a highlight', () => {
  expect(hits('theme', 'Use dark colours', 'colour theme')).toEqual([]);
  expect(hits('dark theme', 'Use dark colours', 'colour theme')).toEqual(['dark']);
});

test('matchTitle › letters in order › match if they are close together', () => {
  expect(hits('rstr', 'Restart main')).not.toBeNull();
  expect(hits('go', 'Use light colours')).toBeNull();
  expect(hits('sni', 'Stop everything that runs now in this home')).toBeNull();
});

test('matchTitle › position of the match › start of title before start of word before middle', () => {
  const score = (title: string) => matchTitle('re', title)?.score ?? 0;
  expect(score('Restart main')).toBeGreaterThan(score('Do restart'));
  expect(score('Do restart')).toBeGreaterThan(score('Score'));
});

test('matchTitle › empty query › matches everything', () => expect(hits(' ', 'Stop main')).toEqual([]));

test('matchTitle › characters of two code units, or that change their length in lower case › the right letters are marked', () => {
  expect(hits('deploy', '🚀 Deploy now')).toEqual(['Deploy']);
  expect(hits('now', '🚀🚀 Deploy now')).toEqual(['now']);
  expect(hits('stanbul', 'İstanbul')).toEqual(['stanbul']);
  expect(hits('🚀', 'Deploy 🚀')).toEqual(['🚀']);
});

test('matchTitle › signs of a regular expression › are plain characters', () => {
  expect(hits('a.b', 'a.b')).toEqual(['a.b']);
  expect(hits('.*', 'Stop main')).toBeNull();
  expect(hits('(', 'Stop (main)')).toEqual(['(']);
});

test('matchTitle › the same word twice, or words that overlap › one mark', () => {
  expect(hits('main main', 'Stop main')).toEqual(['main']);
  expect(hits('mai ain', 'Stop main')).toEqual(['main']);
});

test('matchTitle › right-to-left title › is found', () => {
  expect(hits('مفتاح', 'فتح مفتاح')).toEqual(['مفتاح']);
});

test('matchTitle › a title without letters, or a long query › no match and no exception', () => {
  expect(hits('stop', '')).toBeNull();
  expect(hits('x'.repeat(5000), 'Stop main')).toBeNull();
});
