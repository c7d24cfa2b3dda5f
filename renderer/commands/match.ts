/** The matched parts of a title as half-open ranges, and a score; higher is better. */
export interface Match {
  readonly score: number;
  readonly ranges: readonly (readonly [number, number])[];
}

/**
 * Matches the words of a query in a title, then in the additional words, then their letters in order. Spaces of the
 * title are ignored, so `backup` finds `Back up main`.
 * @returns null without a match; an empty query matches everything
 */
export function matchTitle(query: string, title: string, also = ''): Match | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return { score: 0, ranges: [] };
  const { letters, places } = withoutSpaces(title);
  const hits = words.map((word) => hitOf(word, letters, places, title));
  if (hits.every((hit) => hit !== null)) {
    return {
      score: 100 + hits.reduce((sum, hit) => sum + hit.score, 0),
      ranges: merged(hits.map(({ range }) => range)),
    };
  }
  const rest = also.toLowerCase();
  if (words.every((word, index) => hits[index] || rest.includes(word))) {
    return { score: 50, ranges: merged(hits.flatMap((hit) => (hit ? [hit.range] : []))) };
  }
  // Two letters in order match nearly every title.
  const wanted = words.join('');
  return wanted.length < 3 ? null : inOrder(wanted, letters, places);
}

interface Hit {
  readonly score: number;
  readonly range: readonly [number, number];
}

function withoutSpaces(title: string): { readonly letters: string; readonly places: readonly number[] } {
  const letters: string[] = [];
  const places: number[] = [];
  // By UTF-16 code units, like the ranges. A letter that has another length in lower case stays as it is.
  for (let place = 0; place < title.length; place++) {
    const letter = title.charAt(place);
    if (letter === ' ') continue;
    const small = letter.toLowerCase();
    letters.push(small.length === 1 ? small : letter);
    places.push(place);
  }
  return { letters: letters.join(''), places };
}

/** The best occurrence: at the start of the title, at the start of a word, or elsewhere. */
function hitOf(word: string, letters: string, places: readonly number[], title: string): Hit | null {
  let best: Hit | null = null;
  for (let at = letters.indexOf(word); at !== -1; at = letters.indexOf(word, at + 1)) {
    const start = places[at] ?? 0;
    const end = (places[at + word.length - 1] ?? 0) + 1;
    const score = start === 0 ? 20 : /[\s-]/.test(title.charAt(start - 1)) ? 10 : 1;
    if (!best || score > best.score) best = { score, range: [start, end] };
  }
  return best;
}

function inOrder(wanted: string, letters: string, places: readonly number[]): Match | null {
  const ranges: [number, number][] = [];
  let from = 0;
  for (const letter of wanted) {
    const at = letters.indexOf(letter, from);
    const place = places[at];
    if (place === undefined) return null;
    ranges.push([place, place + 1]);
    from = at + 1;
  }
  // Letters far apart match by chance.
  const distance = (ranges.at(-1)?.[1] ?? 0) - (ranges[0]?.[0] ?? 0);
  return distance > wanted.length * 4 ? null : { score: 10, ranges: merged(ranges) };
}

function merged(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
