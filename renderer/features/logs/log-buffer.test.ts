import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../shared/contract/logs.ts';
import { caughtUp, emptyBuffer, MAX_LINES, received } from './log-buffer.ts';
import { copiedText, everything, filterOf, type LogEntry, terminalFlags } from './log-entry.ts';

const line = (text: string): LogLine => ({ at: null, source: 'file', level: 'notice', text });
const batch = (count: number, from = 0) => ({
  items: Array.from({ length: count }, (_, index) => line(`line ${from + index}`)),
  dropped: 0,
  notes: [],
});
const texts = (entries: readonly LogEntry[]) =>
  entries.map((entry) => (entry.kind === 'line' ? entry.line.text : entry.text));

describe('log buffer', () => {
  it('log buffer › more lines than the maximum › keeps the newest', () => {
    let buffer = received(emptyBuffer, batch(MAX_LINES), true);
    buffer = received(buffer, batch(10, MAX_LINES), true);
    expect(buffer.shown).toHaveLength(MAX_LINES);
    expect(texts(buffer.shown).at(0)).toBe('line 10');
    expect(texts(buffer.shown).at(-1)).toBe(`line ${MAX_LINES + 9}`);
    expect(new Set(buffer.shown.map(({ number }) => number)).size).toBe(MAX_LINES);
    expect(received(buffer, batch(3 * MAX_LINES), true).shown).toHaveLength(MAX_LINES);
  });

  it('log buffer › not following › keeps the shown lines and counts new ones', () => {
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
      '7 lines were dropped here: too many at the same time',
      'line 2',
      'line 3',
      'line 4',
    ]);
  });
});

describe('log choice', () => {
  it('filterOf › every line chosen › no filter', () => {
    expect(filterOf(everything)).toBeUndefined();
    expect(filterOf({ ...everything, text: 'a', isExpression: true })).toEqual({ regex: 'a' });
    expect(filterOf({ levels: ['none'], text: 'a', isExpression: false })).toEqual({ levels: ['none'], text: 'a' });
  });

  it('terminalFlags › levels and text › the equivalent CLI flags', () => {
    expect(terminalFlags(everything)).toEqual({ level: null, filter: null, regex: null });
    expect(terminalFlags({ levels: ['warning', 'notice', 'none'], text: 'x', isExpression: false })).toEqual({
      level: 'notice',
      filter: 'x',
      regex: null,
    });
    expect(terminalFlags({ levels: ['warning', 'debug'], text: '', isExpression: true }).level).toBeNull();
  });

  it('copiedText › line › the format of the CLI', () => {
    const at = new Date(2026, 10, 22, 9, 8, 7, 6).toISOString();
    expect(copiedText({ kind: 'line', number: 1, line: { ...line('Ready'), at } })).toBe(
      '2026-11-22 09:08:07.006  notice   Ready',
    );
  });
});
