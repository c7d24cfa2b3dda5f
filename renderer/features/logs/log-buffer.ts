import type { LogLine } from '../../../shared/contract/logs.ts';
import { counted } from '../../lib/counted.ts';
import type { LogEntry } from './log-entry.ts';
import * as logsWords from './words.ts';

/** The buffer drops older lines. */
export const MAX_LINES = 10_000;

/** The lines of an open log, limited to MAX_LINES. */
export interface LogBuffer {
  readonly shown: readonly LogEntry[];
  /** New lines that are not shown yet, because the user scrolled up. */
  readonly waiting: readonly LogEntry[];
  /** The number of new lines since then, including dropped ones. */
  readonly missed: number;
  /** The number of the next entry; an entry keeps its number. */
  readonly next: number;
}

export const emptyBuffer: LogBuffer = { shown: [], waiting: [], missed: 0, next: 0 };

interface Batch {
  readonly items: readonly LogLine[];
  readonly dropped: number;
  readonly notes: readonly string[];
}

/** Adds new lines. @param following shows them immediately */
export function received(buffer: LogBuffer, batch: Batch, following: boolean): LogBuffer {
  const { entries, next } = entriesOf(batch, buffer.next);
  if (following) return { shown: newest(buffer.shown, entries), waiting: [], missed: 0, next };
  const missed = buffer.missed + batch.items.length + batch.dropped;
  return { shown: buffer.shown, waiting: newest(buffer.waiting, entries), missed, next };
}

/** Appends the waiting lines to the shown ones. */
export function caughtUp(buffer: LogBuffer): LogBuffer {
  if (buffer.waiting.length === 0) return { ...buffer, missed: 0 };
  return { ...buffer, shown: newest(buffer.shown, buffer.waiting), waiting: [], missed: 0 };
}

function newest(before: readonly LogEntry[], more: readonly LogEntry[]): readonly LogEntry[] {
  if (more.length >= MAX_LINES) return more.slice(-MAX_LINES);
  return [...before.slice(Math.max(0, before.length + more.length - MAX_LINES)), ...more];
}

function entriesOf({ items, dropped, notes }: Batch, from: number): { entries: LogEntry[]; next: number } {
  let next = from;
  const allNotes =
    dropped > 0 ? [...notes, logsWords.linesDropped(counted(dropped, logsWords.lineWas, logsWords.linesWere))] : notes;
  const entries: LogEntry[] = [];
  for (const text of allNotes) entries.push({ kind: 'note', number: next++, text });
  for (const line of items) entries.push({ kind: 'line', number: next++, line });
  return { entries, next };
}
