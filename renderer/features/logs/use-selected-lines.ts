import { useState } from 'react';
import type { LogEntry } from './log-entry.ts';

/** The selected range of lines. */
export interface SelectedLines {
  /** The number of the entry with the keyboard cursor; null: none. */
  readonly active: number | null;
  readonly has: (number: number) => boolean;
  readonly count: number;
  readonly entries: () => readonly LogEntry[];
  /** @param extend extends the selection from its anchor to this entry */
  readonly select: (number: number, extend: boolean) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

interface Range {
  readonly anchor: number;
  readonly head: number;
}

export function useSelectedLines(entries: readonly LogEntry[]): SelectedLines {
  const [range, setRange] = useState<Range | null>(null);
  const from = range === null ? 0 : Math.min(range.anchor, range.head);
  const to = range === null ? -1 : Math.max(range.anchor, range.head);
  const has = (number: number) => number >= from && number <= to;
  // Numbers are contiguous in the shown lines; some selected lines may have been dropped.
  const [first, last] = [entries[0]?.number ?? 0, entries.at(-1)?.number ?? -1];
  return {
    // A line that is no longer shown cannot have the cursor.
    active: range !== null && range.head >= first && range.head <= last ? range.head : null,
    has,
    count: Math.max(0, Math.min(to, last) - Math.max(from, first) + 1),
    entries: () => entries.filter(({ number }) => has(number)),
    select: (number, extend) => setRange({ anchor: extend && range ? range.anchor : number, head: number }),
    selectAll: () => entries.length > 0 && setRange({ anchor: first, head: last }),
    clear: () => setRange(null),
  };
}
