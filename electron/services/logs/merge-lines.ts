import type { SourceLine } from './source-line.ts';

/**
 * The lines of the file and those of the output that the file does not have, by time; the lines of one source stay in
 * their order. A container's output repeats its log: each line there is a double of one line here.
 */
export function mergeLines(file: readonly SourceLine[], output: readonly SourceLine[]): readonly SourceLine[] {
  const own = withoutDoubles(file, output);
  if (own.length === 0) return file;
  const merged: SourceLine[] = [];
  let next = 0;
  for (const line of file) {
    for (let other = own[next]; other && other.time < line.time; other = own[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(line);
  }
  return [...merged, ...own.slice(next)];
}

function withoutDoubles(file: readonly SourceLine[], output: readonly SourceLine[]): readonly SourceLine[] {
  if (output.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { key } of file) counts.set(key, (counts.get(key) ?? 0) + 1);
  return output.filter(({ key }) => {
    const left = counts.get(key) ?? 0;
    if (left > 0) counts.set(key, left - 1);
    return left === 0;
  });
}
