import type { SourceLine } from './source-line.ts';

/**
 * Merges the lines of the file with the output lines that the file lacks, by time; lines of one source keep their order.
 * A container's output repeats its log, so each output line matches at most one file line.
 */
export function mergeLines(file: readonly SourceLine[], output: readonly SourceLine[]): readonly SourceLine[] {
  const extra = withoutDuplicates(file, output);
  if (extra.length === 0) return file;
  const merged: SourceLine[] = [];
  let next = 0;
  for (const line of file) {
    for (let other = extra[next]; other && other.time < line.time; other = extra[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(line);
  }
  return [...merged, ...extra.slice(next)];
}

function withoutDuplicates(file: readonly SourceLine[], output: readonly SourceLine[]): readonly SourceLine[] {
  if (output.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { key } of file) counts.set(key, (counts.get(key) ?? 0) + 1);
  return output.filter(({ key }) => {
    const remaining = counts.get(key) ?? 0;
    if (remaining > 0) counts.set(key, remaining - 1);
    return remaining === 0;
  });
}
