import type { LogEntry } from './log-entry.ts';

/** The indexes of lines that contain a text, ignoring case. */
export function matchesIn(entries: readonly LogEntry[], wanted: string): readonly number[] {
  if (wanted === '') return [];
  const small = wanted.toLowerCase();
  return entries.flatMap((entry, index) =>
    entry.kind === 'line' && entry.line.text.toLowerCase().includes(small) ? [index] : [],
  );
}

/** The next match in a direction, wrapping around; null without matches. */
export function matchFrom(matches: readonly number[], at: number, direction: 1 | -1): number | null {
  if (matches.length === 0) return null;
  const found = direction === 1 ? matches.find((match) => match > at) : matches.findLast((match) => match < at);
  return found ?? (direction === 1 ? matches[0] : matches.at(-1)) ?? null;
}

interface Part {
  readonly text: string;
  readonly marked: boolean;
  /** The offset of its start. */
  readonly at: number;
}

/** Splits a text into parts and marks the matches. */
export function markedParts(text: string, wanted: readonly string[]): readonly Part[] {
  const needles = wanted.map((text) => text.toLowerCase()).filter((text) => text !== '');
  if (needles.length === 0) return [{ text, marked: false, at: 0 }];
  const small = text.toLowerCase();
  // If lower case changes the length, offsets would be wrong.
  if (small.length !== text.length) return [{ text, marked: false, at: 0 }];
  const parts: Part[] = [];
  let from = 0;
  for (;;) {
    const next = nearest(small, needles, from);
    if (next === null) break;
    if (next.at > from) parts.push({ text: text.slice(from, next.at), marked: false, at: from });
    parts.push({ text: text.slice(next.at, next.end), marked: true, at: next.at });
    from = next.end;
  }
  if (from < text.length) parts.push({ text: text.slice(from), marked: false, at: from });
  return parts;
}

function nearest(text: string, needles: readonly string[], from: number): { at: number; end: number } | null {
  let best: { at: number; end: number } | null = null;
  for (const needle of needles) {
    const at = text.indexOf(needle, from);
    if (at !== -1 && (best === null || at < best.at)) best = { at, end: at + needle.length };
  }
  return best;
}
