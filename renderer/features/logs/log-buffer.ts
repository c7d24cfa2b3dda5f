import type { LogLine } from '../../../shared/contract/logs.ts';
import { counted } from '../../../shared/format/count.ts';
import type { LogEntry } from './log-entry.ts';

/** How many lines are kept; older ones go. */
export const MOST_KEPT = 10_000;

/** What a view holds of a log: bounded, whatever comes. */
export interface LogBuffer {
  readonly shown: readonly LogEntry[];
  /** What came while somebody reads further up: the list stands still until it is wanted. */
  readonly waiting: readonly LogEntry[];
  /** How many lines came since then, also those that are no longer kept. */
  readonly missed: number;
  /** Of the next entry: an entry keeps its number. */
  readonly next: number;
}

export const emptyBuffer: LogBuffer = { shown: [], waiting: [], missed: 0, next: 0 };

interface Batch {
  readonly items: readonly LogLine[];
  readonly dropped: number;
  readonly notes: readonly string[];
}

/** With what came. @param following whether it is shown at once */
export function received(buffer: LogBuffer, batch: Batch, following: boolean): LogBuffer {
  const { entries, next } = entriesOf(batch, buffer.next);
  if (following) return { shown: newest(buffer.shown, entries), waiting: [], missed: 0, next };
  const missed = buffer.missed + batch.items.length + batch.dropped;
  return { shown: buffer.shown, waiting: newest(buffer.waiting, entries), missed, next };
}

/** With what waited, at the end of what is shown. */
export function caughtUp(buffer: LogBuffer): LogBuffer {
  if (buffer.waiting.length === 0) return { ...buffer, missed: 0 };
  return { ...buffer, shown: newest(buffer.shown, buffer.waiting), waiting: [], missed: 0 };
}

function newest(before: readonly LogEntry[], more: readonly LogEntry[]): readonly LogEntry[] {
  if (more.length >= MOST_KEPT) return more.slice(-MOST_KEPT);
  return [...before.slice(Math.max(0, before.length + more.length - MOST_KEPT)), ...more];
}

function entriesOf({ items, dropped, notes }: Batch, from: number): { entries: LogEntry[]; next: number } {
  let next = from;
  const told =
    dropped > 0
      ? [...notes, `${counted(dropped, 'line was', 'lines were')} left out here: too many came at the same time`]
      : notes;
  const entries: LogEntry[] = [];
  for (const text of told) entries.push({ kind: 'note', number: next++, text });
  for (const line of items) entries.push({ kind: 'line', number: next++, line });
  return { entries, next };
}
