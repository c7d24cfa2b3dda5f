/** The fields of an INFO reply, by Redis's names. */
export interface InfoFields {
  get(name: string): string | undefined;
  /** The fields of the Keyspace section: `db0` and so on. */
  databases(): readonly (readonly [name: string, value: string])[];
  /** The Commandstats section: calls and time of each command. INFO includes it only on request. */
  commands(): readonly CommandCounts[];
}

/** `cmdstat_config|get:calls=1,usec=10,…` without the prefix. Redis before 7 counts by command alone. */
export interface CommandCounts {
  readonly name: string;
  readonly calls: number;
  readonly usec: number;
}

/** Splits an INFO reply into its fields. */
export function parseInfo(text: string): InfoFields {
  return createInfoReader()(Buffer.from(text));
}

/**
 * Parses successive INFO replies of one server. Twenty replies of two hundred lines arrive with each sample, and the
 * fields are almost always in the same lines, so only requested fields become strings: a reply as one text, or its lines
 * as texts, would fill V8's heap in a process that is idle otherwise, and its garbage collection would cost more than
 * all the rest.
 */
export function createInfoReader(): (reply: Buffer) => InfoFields {
  let layout: Layout | null = null;
  return (reply) => {
    const breaks = lineBreaks(reply, layout?.nameLengths.length ?? 0);
    if (!layout || !fits(layout, reply, breaks)) layout = layoutOf(reply, breaks);
    return fieldsOf(reply, breaks, layout);
  };
}

/** The line of each field. */
interface Layout {
  readonly lines: ReadonlyMap<string, number>;
  /** The length of the name in each line; 0 for a heading or a blank line. */
  readonly nameLengths: readonly number[];
  readonly marks: readonly number[];
  readonly databases: readonly number[];
  readonly commands: readonly { readonly line: number; readonly field: string; readonly name: string }[];
}

const COMMAND_PREFIX = 'cmdstat_';
const COLON = 58;
const NEWLINE = 10;
const HASH = 35;

function fieldsOf(reply: Buffer, breaks: readonly number[], layout: Layout): InfoFields {
  // A new string for each value: a part of a longer text would keep all of it in memory.
  const value = (line: number) =>
    reply.toString('utf8', startOf(breaks, line) + (layout.nameLengths[line] ?? 0) + 1, endOf(breaks, line));
  const name = (line: number) => {
    const start = startOf(breaks, line);
    return reply.toString('utf8', start, start + (layout.nameLengths[line] ?? 0));
  };
  // Two readers of each reply want them, and a server has a hundred.
  let commands: readonly CommandCounts[] | null = null;
  const countCommands = () => {
    const counts: CommandCounts[] = [];
    for (const known of layout.commands) {
      const start = startOf(breaks, known.line);
      const isKnown = isAt(reply, start, known.field);
      const begin = start + (layout.nameLengths[known.line] ?? 0) + 1;
      const calls = numberAt(reply, begin, 'calls=');
      if (calls === null) continue;
      const usec = numberAt(reply, begin + `calls=${calls}`.length, ',usec=') ?? 0;
      counts.push({ name: isKnown ? known.name : name(known.line).slice(COMMAND_PREFIX.length), calls, usec });
    }
    return counts;
  };
  return {
    get(name) {
      const line = layout.lines.get(name);
      if (line === undefined) return undefined;
      if (isAt(reply, startOf(breaks, line), name)) return value(line);
      // Another name of the same length has replaced it.
      return fieldsOf(reply, breaks, layoutOf(reply, breaks)).get(name);
    },
    databases: () => layout.databases.map((line) => [name(line), value(line)] as const),
    commands: () => {
      commands ??= countCommands();
      return commands;
    },
  };
}

const [ZERO, NINE] = [48, 57];

/** The number after a label; null if another text is there. */
function numberAt(reply: Buffer, start: number, label: string): number | null {
  if (!isAt(reply, start, label)) return null;
  let number = 0;
  let at = start + label.length;
  for (let digit = reply[at] ?? 0; digit >= ZERO && digit <= NINE; digit = reply[++at] ?? 0)
    number = number * 10 + digit - ZERO;
  return at === start + label.length ? null : number;
}

/** Whether the ASCII text is at this place. A name with other characters is found by comparing its characters' text. */
function isAt(reply: Buffer, start: number, name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code > 127) return reply.toString('utf8', start, start + Buffer.byteLength(name)) === name;
    if (reply[start + at] !== code) return false;
  }
  return true;
}

/**
 * The end of each line; the last one needs no line feed.
 * @param expected the likely number of lines, since a growing array is copied repeatedly
 */
function lineBreaks(reply: Buffer, expected: number): number[] {
  const breaks = new Array<number>(expected);
  let lines = 0;
  for (let at = reply.indexOf(NEWLINE); at !== -1; at = reply.indexOf(NEWLINE, at + 1)) breaks[lines++] = at;
  breaks.length = lines;
  // Treats the last line as if it ended with CR LF.
  if (reply[reply.length - 1] !== NEWLINE) breaks.push(reply.length + 1);
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
function fits({ nameLengths, marks }: Layout, reply: Buffer, breaks: readonly number[]): boolean {
  if (nameLengths.length !== breaks.length) return false;
  let start = 0;
  for (let line = 0; line < breaks.length; line++) {
    const length = nameLengths[line] ?? 0;
    const isSame = length === 0 || (reply[start + length] === COLON && markOf(reply, start, length) === marks[line]);
    if (!isSame) return false;
    start = (breaks[line] ?? 0) + 1;
  }
  return true;
}

/** Two letters of a name as one number. */
function markOf(reply: Buffer, start: number, length: number): number {
  return ((reply[start + (length >> 1)] ?? 0) << 8) | (reply[start + length - 1] ?? 0);
}

function layoutOf(reply: Buffer, breaks: readonly number[]): Layout {
  const lines = new Map<string, number>();
  const nameLengths: number[] = [];
  const marks: number[] = [];
  const databases: number[] = [];
  const commands: { line: number; field: string; name: string }[] = [];
  for (let line = 0; line < breaks.length; line++) {
    const start = startOf(breaks, line);
    const colon = reply.indexOf(COLON, start);
    const none = colon <= start || colon >= endOf(breaks, line) + 1 || reply[start] === HASH;
    nameLengths.push(none ? 0 : colon - start);
    marks.push(none ? 0 : markOf(reply, start, colon - start));
    if (none) continue;
    const name = reply.toString('utf8', start, colon);
    lines.set(name, line);
    if (/^db\d+$/.test(name)) databases.push(line);
    else if (name.startsWith(COMMAND_PREFIX))
      commands.push({ line, field: name, name: name.slice(COMMAND_PREFIX.length) });
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
