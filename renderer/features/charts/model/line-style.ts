/** Lines differ in colour and, for colour-blind readers, in dash. */
export interface LineStyle {
  /** A theme token: `--series-1`. */
  readonly colour: string;
  /** As `stroke-dasharray`; undefined: solid. */
  readonly dash: string | undefined;
}

const COLOURS = 5;
const DASHES = [undefined, '6 3', '2 3', '9 3 2 3'] as const;

/** The style of the nth line. Twenty styles are distinct. */
export function styleAt(index: number): LineStyle {
  return {
    colour: `--series-${(index % COLOURS) + 1}`,
    dash: DASHES[Math.floor(index / COLOURS) % DASHES.length],
  };
}

/** The style of the nth line within one chart, where neighbours must differ in both colour and dash. */
export function partStyleAt(index: number): LineStyle {
  return { colour: `--series-${(index % COLOURS) + 1}`, dash: DASHES[index % DASHES.length] };
}

/**
 * The style of an instance, independent of the other instances shown. It is derived from the port, which never
 * changes; twenty consecutive ports get twenty different styles.
 */
export function styleOfInstance(id: string, port: number | null | undefined): LineStyle {
  return styleAt((port ?? hashOf(id)) % (COLOURS * DASHES.length));
}

function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return hash;
}
