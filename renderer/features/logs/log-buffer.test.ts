import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../shared/contract/logs.ts';
import { caughtUp, emptyBuffer, MOST_KEPT, received } from './log-buffer.ts';
import { copiedText, everything, filterOf, type LogEntry, terminalFlags } from './log-entry.ts';

const line = (text: string): LogLine => ({ at: null, source: 'file', level: 'notice', text });
const batch = (count: number, from = 0) => ({
  items: Array.from({ length: count }, (_, index) => line(`line ${from + index}`)),
  dropped: 0,
  notes: [],
});
const texts = (entries: readonly LogEntry[]) =>
  entries.map((each) => (each.kind === 'line' ? each.line.text : each.text));

describe('what a view holds of a log', () => {
  it('is bounded, and keeps the newest', () => {
    let buffer = received(emptyBuffer, batch(MOST_KEPT), true);
    buffer = received(buffer, batch(10, MOST_KEPT), true);
    expect(buffer.shown).toHaveLength(MOST_KEPT);
    expect(texts(buffer.shown).at(0)).toBe('line 10');
    expect(texts(buffer.shown).at(-1)).toBe(`line ${MOST_KEPT + 9}`);
    expect(new Set(buffer.shown.map(({ number }) => number)).size).toBe(MOST_KEPT);
    expect(received(buffer, batch(3 * MOST_KEPT), true).shown).toHaveLength(MOST_KEPT);
  });

  it('stands still while somebody reads, and counts what came', () => {
    let buffer = received(emptyBuffer, batch(2), true);
    const { shown } = buffer;
    buffer = received(buffer, { ...batch(3, 2), dropped: 7 }, false);
    expect(buffer.shown).toBe(shown);
    expect(buffer.missed).toBe(10);
    buffer = caughtUp(buffer);
    expect(buffer.missed).toBe(0);
    expect(texts(buffer.shown)).toEqual([
      'line 0',
      'line 1',
      '7 lines were left out here: too many came at the same time',
      'line 2',
      'line 3',
      'line 4',
    ]);
  });
});

describe('a choice of lines', () => {
  it('is a filter only where something is left out', () => {
    expect(filterOf(everything)).toBeUndefined();
    expect(filterOf({ ...everything, text: 'a', isExpression: true })).toEqual({ regex: 'a' });
    expect(filterOf({ levels: ['none'], text: 'a', isExpression: false })).toEqual({ levels: ['none'], text: 'a' });
  });

  it('has the flags of the terminal that choose the same', () => {
    expect(terminalFlags(everything)).toEqual({ level: null, filter: null, regex: null });
    expect(terminalFlags({ levels: ['warning', 'notice', 'none'], text: 'x', isExpression: false })).toEqual({
      level: 'notice',
      filter: 'x',
      regex: null,
    });
    expect(terminalFlags({ levels: ['warning', 'debug'], text: '', isExpression: true }).level).toBeNull();
  });

  it('is copied as the terminal prints it', () => {
    const at = new Date(2026, 10, 22, 9, 8, 7, 6).toISOString();
    expect(copiedText({ kind: 'line', number: 1, line: { ...line('Ready'), at } })).toBe(
      '2026-11-22 09:08:07.006  notice   Ready',
    );
  });
});
