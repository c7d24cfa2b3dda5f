/** How one line is told from the others: by its colour, and by its dash for those who see none. */
export interface LineStyle {
  /** A token of the theme: `--series-1`. */
  readonly colour: string;
  /** As `stroke-dasharray`; undefined: solid. */
  readonly dash: string | undefined;
}

const COLOURS = 5;
const DASHES = [undefined, '6 3', '2 3', '9 3 2 3'] as const;

/** The style of the nth of several lines; twenty differ. */
export function styleAt(index: number): LineStyle {
  return {
    colour: `--series-${(index % COLOURS) + 1}`,
    dash: DASHES[Math.floor(index / COLOURS) % DASHES.length],
  };
}

/** Within one chart, where two colours side by side must differ in dash too. */
export function partStyleAt(index: number): LineStyle {
  return { colour: `--series-${(index % COLOURS) + 1}`, dash: DASHES[index % DASHES.length] };
}

/**
 * An instance's own style, whoever else is shown. It follows from its port, which it keeps for life: of twenty in a
 * row, as tenants get them, no two are the same.
 */
export function styleOfInstance(id: string, port: number | null | undefined): LineStyle {
  return styleAt((port ?? hashOf(id)) % (COLOURS * DASHES.length));
}

function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return hash;
}
