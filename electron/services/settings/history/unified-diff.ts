import { diffArrays } from 'diff';

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

/** Beyond this the whole text is shown as replaced, because the search is quadratic in the number of edits. */
const MAX_EDITS = 1500;

/** The shortest edit script from one list of lines to the other. */
function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: MAX_EDITS });
  if (changes === undefined) return [...editsOf('-', before), ...editsOf('+', after)];
  return changes.flatMap(({ added, removed, value }) => editsOf(added ? '+' : removed ? '-' : ' ', value));
}

function editsOf(kind: Edit['kind'], lines: readonly string[]): readonly Edit[] {
  return lines.map((text) => ({ kind, text }));
}
