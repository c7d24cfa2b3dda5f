const CONTEXT_LINES = 3;

interface Edit {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

/** A unified diff of one file; empty if the texts are equal. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const edits = editsBetween(before.split('\n'), after.split('\n'));
  const changed = edits.flatMap((edit, index) => (edit.kind === ' ' ? [] : [index]));
  const hunks: { from: number; to: number }[] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    if (last && index - last.to <= CONTEXT_LINES * 2) last.to = index;
    else hunks.push({ from: index, to: index });
  }
  const lines = [`--- ${name}`, `+++ ${name}`];
  for (const { from, to } of hunks)
    lines.push(...hunk(edits, Math.max(0, from - CONTEXT_LINES), Math.min(edits.length, to + CONTEXT_LINES + 1)));
  return `${lines.join('\n')}\n`;
}

function hunk(edits: readonly Edit[], from: number, to: number): readonly string[] {
  const count = (kind: Edit['kind'], list: readonly Edit[]) => list.filter((edit) => edit.kind !== kind).length;
  const [earlier, shown] = [edits.slice(0, from), edits.slice(from, to)];
  const [oldStart, newStart] = [count('+', earlier) + 1, count('-', earlier) + 1];
  const [oldCount, newCount] = [count('+', shown), count('-', shown)];
  return [
    `@@ -${oldStart},${oldCount} +${newStart},${newCount} @@`,
    ...shown.map(({ kind, text }) => `${kind}${text.replace(/\r$/, '')}`),
  ];
}

/**
 * The shortest edit script from one list of lines to the other.
 * @see E. W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986
 */
function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const keep = (text: string): Edit => ({ kind: ' ', text });
  return [
    ...before.slice(0, start).map(keep),
    ...shortestEdits(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(keep),
  ];
}

/** Beyond this the whole text is shown as replaced, because the search is quadratic in the number of edits. */
const MAX_EDITS = 1500;

function shortestEdits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const maxEdits = Math.min(before.length + after.length, MAX_EDITS);
  const reached = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edits = 0; edits <= maxEdits; edits += 1) {
    trace.push(new Map(reached));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits || (diagonal !== edits && at(reached, diagonal - 1) < at(reached, diagonal + 1));
      let x = down ? at(reached, diagonal + 1) : at(reached, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      reached.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(before, after, trace);
    }
  }
  return [...before.map((text): Edit => ({ kind: '-', text })), ...after.map((text): Edit => ({ kind: '+', text }))];
}

function walkBack(
  before: readonly string[],
  after: readonly string[],
  trace: readonly Map<number, number>[],
): readonly Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [before.length, after.length];
  for (let step = trace.length - 1; step >= 0; step -= 1) {
    const reached = trace[step] as Map<number, number>;
    const diagonal = x - y;
    const down = diagonal === -step || (diagonal !== step && at(reached, diagonal - 1) < at(reached, diagonal + 1));
    const from = down ? diagonal + 1 : diagonal - 1;
    const fromX = at(reached, from);
    while (x > fromX && y > fromX - from) {
      x -= 1;
      y -= 1;
      edits.push({ kind: ' ', text: before[x] as string });
    }
    if (step === 0) break;
    if (down) {
      y -= 1;
      edits.push({ kind: '+', text: after[y] as string });
    } else {
      x -= 1;
      edits.push({ kind: '-', text: before[x] as string });
    }
  }
  return edits.reverse();
}

function at(reached: ReadonlyMap<number, number>, diagonal: number): number {
  return reached.get(diagonal) ?? -1;
}
