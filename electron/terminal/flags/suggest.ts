/**
 * The word closest to the typed one, for "did you mean": at most a third of its letters, and never more than three, may
 * be wrong, missing, extra or swapped with a neighbour; a word that begins with the typed text also counts.
 * @returns null if nothing is close
 */
export function nearest(typed: string, words: readonly string[]): string | null {
  const wanted = typed.toLowerCase().replaceAll('_', '-');
  let best: { word: string; distance: number } | null = null;
  for (const word of words) {
    const distance = wanted.length >= 3 && word.startsWith(wanted) ? 1 : editDistance(wanted, word);
    const allowed = Math.min(3, Math.max(1, Math.floor(Math.max(wanted.length, word.length) / 3)));
    if (distance <= allowed && (best === null || distance < best.distance)) best = { word, distance };
  }
  return best?.word ?? null;
}

/** The number of single-letter edits or swaps of neighbours between two words (optimal string alignment). */
export function editDistance(from: string, to: string): number {
  // A long argument is no misspelt word, and the table below would grow with it.
  if (Math.abs(from.length - to.length) > 8) return Math.max(from.length, to.length);
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let distance = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) distance = Math.min(distance, at(beforeLast, column - 2) + 1);
      current.push(distance);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
