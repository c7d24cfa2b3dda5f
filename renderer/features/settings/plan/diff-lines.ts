import { counted } from '../../../lib/counted.ts';
import * as planWords from '../words/plan.ts';
/** A shown line of a diff. */
export interface DiffLine {
  readonly key: string;
  /** In the old file for removed lines, else in the new file; null for a summary of unchanged lines. */
  readonly number: number | null;
  readonly sign: '+' | '−' | ' ' | '@';
  readonly text: string;
}

/** Parses a unified diff of one file. Hunk headers become counts of unchanged lines. */
export function diffLines(diff: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let [old, now, shown] = [1, 1, 1];
  for (const [index, line] of diff.split('\n').entries()) {
    const key = String(index);
    const head = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (head) {
      [old, now] = [Number(head[1]), Number(head[2])];
      const same = old - shown;
      if (same > 0) lines.push({ key, number: null, sign: '@', text: planWords.linesUnchanged(counted(same, 'line')) });
    } else if (index < 2 || line === '') {
      continue;
    } else if (line.startsWith('+')) {
      lines.push({ key, number: now, sign: '+', text: line.slice(1) });
      now += 1;
    } else if (line.startsWith('-')) {
      lines.push({ key, number: old, sign: '−', text: line.slice(1) });
      old += 1;
    } else {
      lines.push({ key, number: now, sign: ' ', text: line.slice(1) });
      [old, now] = [old + 1, now + 1];
    }
    shown = old;
  }
  return lines;
}
