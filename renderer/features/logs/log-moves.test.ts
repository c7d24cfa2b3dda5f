import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../../shared/contract/logs.ts';
import { logLevels } from '../../../shared/contract/names.ts';
import { caughtUp, emptyBuffer, MAX_LINES, received } from './log-buffer.ts';
import { allLevels, copiedText, everything, exactClock, filterOf, levelWords, terminalFlags } from './log-entry.ts';
import { markedParts, matchesIn } from './log-search.ts';
import { moveBy } from './move-by.ts';

// cspell:ignore abcabc verl ŁÓDŹ

const line = (text: string, change: Partial<LogLine> = {}): LogLine => ({
  ...{ at: null, source: 'file', level: null, text },
  ...change,
});

describe('moveBy', () => {
  test.each([
    ['ArrowUp', 5, 4],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 5, 6],
    ['ArrowDown', 9, 9],
    ['PageUp', 5, 2],
    ['PageUp', 1, 0],
    ['PageDown', 5, 8],
    ['PageDown', 8, 9],
    ['Home', 5, 0],
    ['End', 5, 9],
  ])('move › %s from line %d of ten › line %d', (key, at, to) => expect(moveBy(key, at, 10, 3)).toBe(to));

  test('move › nothing chosen yet › begins at the newest line', () => {
    expect(moveBy('ArrowUp', -1, 10, 3)).toBe(9);
    expect(moveBy('ArrowDown', -1, 10, 3)).toBe(9);
    expect(moveBy('PageUp', -1, 10, 3)).toBe(7);
  });

  test('move › an empty log, or another key › nothing', () => {
    expect(moveBy('ArrowUp', -1, 0, 3)).toBeNull();
    expect(moveBy('Enter', 0, 10, 3)).toBeNull();
    expect(moveBy('a', 0, 10, 3)).toBeNull();
  });
});

describe('log buffer', () => {
  const batch = (texts: readonly string[], more: { dropped?: number; notes?: string[] } = {}) => ({
    ...{ items: texts.map((text) => line(text)), dropped: 0, notes: [] },
    ...more,
  });

  test('buffer › notes › stand before the lines of their batch', () => {
    const { shown } = received(emptyBuffer, batch(['a'], { notes: ['The file was rotated.'] }), true);
    expect(shown.map(({ kind }) => kind)).toEqual(['note', 'line']);
  });

  test('buffer › lines while scrolled up › wait with a limit, and all are counted', () => {
    let buffer = received(emptyBuffer, batch(['first']), true);
    const many = Array.from({ length: MAX_LINES + 5 }, (_, index) => `line ${index}`);
    buffer = received(buffer, batch(many), false);
    buffer = received(buffer, batch(['last'], { dropped: 3 }), false);
    expect(buffer.shown).toHaveLength(1);
    expect(buffer.waiting.length).toBeLessThanOrEqual(MAX_LINES);
    expect(buffer.missed).toBe(MAX_LINES + 5 + 1 + 3);
    const caught = caughtUp(buffer);
    expect([caught.waiting.length, caught.missed]).toEqual([0, 0]);
    expect(caught.shown.length).toBeLessThanOrEqual(MAX_LINES);
  });

  test('buffer › numbers › rise without a hole through notes, waiting and catching up', () => {
    let buffer = received(emptyBuffer, batch(['a', 'b'], { notes: ['n'] }), true);
    buffer = received(buffer, batch(['c'], { dropped: 1 }), false);
    buffer = caughtUp(buffer);
    expect(buffer.shown.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
    expect(buffer.next).toBe(5);
  });

  test('buffer › an empty batch › changes nothing that is shown', () => {
    const buffer = received(emptyBuffer, batch(['a']), true);
    expect(received(buffer, batch([]), true).shown).toEqual(buffer.shown);
    expect(received(buffer, batch([]), false).missed).toBe(0);
  });
});

describe('log choice', () => {
  test('levels › all of Redis and lines without one › have words of their own', () => {
    expect(allLevels).toEqual([...logLevels, 'none']);
    expect(new Set(allLevels.map((level) => levelWords[level])).size).toBe(allLevels.length);
  });

  test('filterOf › no level chosen › an empty list, not every line', () => {
    expect(filterOf({ ...everything, levels: [] })).toEqual({ levels: [] });
  });

  test('terminalFlags › any set of levels that the CLI cannot name › no level', () => {
    const level = (levels: typeof allLevels) => terminalFlags({ ...everything, levels }).level;
    expect(level(['warning', 'none'])).toBe('warning');
    // Without the lines that have no level, the CLI would show more.
    expect(level(['warning'])).toBeNull();
    expect(level(['notice', 'none'])).toBeNull();
    expect(level([])).toBeNull();
    expect(level(allLevels)).toBeNull();
  });
});

describe('copiedText', () => {
  test('copy › a line without a time, as of a crash report › aligned with the others', () => {
    const plain = copiedText({ kind: 'line', number: 0, line: line('------ STACK TRACE') });
    const timed = copiedText({
      kind: 'line',
      number: 1,
      line: line('x', { at: '2026-11-19T12:00:00.000Z', level: 'debug' }),
    });
    expect(plain.indexOf('------')).toBe(timed.indexOf('x'));
  });

  test('copy › a note › is marked, unlike a line', () => {
    expect(copiedText({ kind: 'note', number: 0, text: 'rotated' })).toBe('-- rotated');
  });

  test('exactClock › small numbers › padded', () => {
    expect(exactClock(new Date(2026, 0, 1, 1, 2, 3, 4))).toBe('01:02:03.004');
  });
});

describe('log search', () => {
  test('search › notes › are no matches, as they are not in the log', () => {
    const entries = [
      { kind: 'note' as const, number: 0, text: 'saved' },
      { kind: 'line' as const, number: 1, line: line('saved') },
    ];
    expect(matchesIn(entries, 'saved')).toEqual([1]);
  });

  test('search › signs of a regular expression › are plain characters', () => {
    expect(matchesIn([{ kind: 'line', number: 0, line: line('a.b') }], 'a.b')).toEqual([0]);
    expect(matchesIn([{ kind: 'line', number: 0, line: line('axb') }], 'a.b')).toEqual([]);
  });

  test.each([
    ['abcabc', ['abc'], '[abc][abc]'],
    ['aXbX', ['x'], 'a[X]b[X]'],
    ['overlap', ['over', 'verl'], '[over]lap'],
    ['', ['x'], ''],
    ['ŁÓDŹ', ['ł'], '[Ł]ÓDŹ'],
  ])('markedParts › %j for %j › %s', (text, wanted, marked) => {
    const parts = markedParts(text, wanted);
    expect(parts.map((part) => (part.marked ? `[${part.text}]` : part.text)).join('')).toBe(marked);
    expect(parts.map(({ text: part }) => part).join('')).toBe(text);
    for (const { at, text: part } of parts) expect(text.slice(at, at + part.length)).toBe(part);
  });
});
