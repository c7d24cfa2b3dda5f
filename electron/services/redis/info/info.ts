/** The fields of an INFO reply, by Redis's names. */
export interface InfoFields {
  get(name: string): string | undefined;
  /** The fields of the Keyspace section: `db0` and so on. */
  databases(): readonly (readonly [name: string, value: string])[];
  /** The fields of the Commandstats section, such as `cmdstat_get`. INFO includes it only on request. */
  commands(): readonly (readonly [name: string, value: string])[];
}

/** Splits an INFO reply into its fields. */
export function parseInfo(text: string): InfoFields {
  return createInfoReader()(text);
}

/**
 * Parses successive INFO replies of one server. Twenty replies of two hundred lines arrive every second, and the fields
 * are almost always in the same lines, so only requested fields are extracted. Splitting each reply into lines takes five
 * times as long.
 */
export function createInfoReader(): (text: string) => InfoFields {
  let layout: Layout | null = null;
  return (text) => {
    const breaks = lineBreaks(text, layout?.nameLengths.length ?? 0);
    if (!layout || !fits(layout, text, breaks)) layout = layoutOf(text, breaks);
    return fieldsOf(text, breaks, layout);
  };
}

/** The line of each field. */
interface Layout {
  readonly lines: ReadonlyMap<string, number>;
  /** The length of the name in each line; 0 for a heading or a blank line. */
  readonly nameLengths: readonly number[];
  readonly marks: readonly number[];
  readonly databases: readonly number[];
  readonly commands: readonly number[];
}

const COLON = 58;

function fieldsOf(text: string, breaks: readonly number[], layout: Layout): InfoFields {
  const value = (line: number) =>
    text.slice(startOf(breaks, line) + (layout.nameLengths[line] ?? 0) + 1, endOf(breaks, line));
  const entries = (lines: readonly number[]) =>
    lines.map((line) => {
      const start = startOf(breaks, line);
      return [text.slice(start, start + (layout.nameLengths[line] ?? 0)), value(line)] as const;
    });
  return {
    get(name) {
      const line = layout.lines.get(name);
      if (line === undefined) return undefined;
      if (text.startsWith(name, startOf(breaks, line))) return value(line);
      // Another name of the same length has replaced it.
      return fieldsOf(text, breaks, layoutOf(text, breaks)).get(name);
    },
    databases: () => entries(layout.databases),
    commands: () => entries(layout.commands),
  };
}

/**
 * The end of each line; the last one needs no line feed.
 * @param expected the likely number of lines, since a growing array is copied repeatedly
 */
function lineBreaks(text: string, expected: number): number[] {
  const breaks = new Array<number>(expected);
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks[lines++] = at;
  breaks.length = lines;
  // Treats the last line as if it ended with CR LF.
  if (!text.endsWith('\n')) breaks.push(text.length + 1);
  return breaks;
}

function startOf(breaks: readonly number[], line: number): number {
  return line === 0 ? 0 : (breaks[line - 1] ?? 0) + 1;
}

/** The end of a line before its CR. */
function endOf(breaks: readonly number[], line: number): number {
  return (breaks[line] ?? 0) - 1;
}

/**
 * Whether every name has the same length and the same letters where names differ (`db0`, `slave1`, `errorstat_OOM`).
 * `get` compares the whole name of a requested field.
 */
function fits({ nameLengths, marks }: Layout, text: string, breaks: readonly number[]): boolean {
  if (nameLengths.length !== breaks.length) return false;
  let start = 0;
  for (let line = 0; line < breaks.length; line++) {
    const length = nameLengths[line] ?? 0;
    const isSame =
      length === 0 || (text.charCodeAt(start + length) === COLON && markOf(text, start, length) === marks[line]);
    if (!isSame) return false;
    start = (breaks[line] ?? 0) + 1;
  }
  return true;
}

/** Two letters of a name as one number. */
function markOf(text: string, start: number, length: number): number {
  return (text.charCodeAt(start + (length >> 1)) << 16) | text.charCodeAt(start + length - 1);
}

function layoutOf(text: string, breaks: readonly number[]): Layout {
  const lines = new Map<string, number>();
  const nameLengths: number[] = [];
  const marks: number[] = [];
  const databases: number[] = [];
  const commands: number[] = [];
  for (let line = 0; line < breaks.length; line++) {
    const start = startOf(breaks, line);
    const colon = text.indexOf(':', start);
    const none = colon <= start || colon >= endOf(breaks, line) + 1 || text[start] === '#';
    nameLengths.push(none ? 0 : colon - start);
    marks.push(none ? 0 : markOf(text, start, colon - start));
    if (none) continue;
    const name = text.slice(start, colon);
    lines.set(name, line);
    if (/^db\d+$/.test(name)) databases.push(line);
    else if (name.startsWith('cmdstat_')) commands.push(line);
  }
  return { lines, nameLengths, marks, databases, commands };
}

/** A field as a number; null when the reply does not include it. */
export function infoNumber(info: InfoFields, name: string): number | null {
  const text = info.get(name);
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

export interface DatabaseFigures {
  readonly index: number;
  readonly keys: number;
  readonly expires: number;
  /** The average TTL of the keys that have one; null when none has. */
  readonly averageTtlMs: number | null;
}

/** The keyspace section: `db0:keys=1,expires=0,avg_ttl=0`. Redis omits databases without keys. */
export function keyspace(info: InfoFields): readonly DatabaseFigures[] {
  return info
    .databases()
    .map(databaseFigures)
    .sort((a, b) => a.index - b.index);
}

function databaseFigures([name, value]: readonly [string, string]): DatabaseFigures {
  const parts = new Map(value.split(',').map((part) => part.split('=') as [string, string]));
  const figure = (part: string) => Number(parts.get(part) ?? 0);
  const expires = figure('expires');
  const averageTtl = figure('avg_ttl');
  return {
    index: Number(name.slice(2)),
    keys: figure('keys'),
    expires,
    averageTtlMs: expires > 0 && averageTtl > 0 ? averageTtl : null,
  };
}
