/** The fields of an INFO reply, as Redis names them. */
export type InfoFields = ReadonlyMap<string, string>;

/** Splits an INFO reply into its fields; section heads and blank lines go. */
export function parseInfo(text: string): InfoFields {
  const fields = new Map<string, string>();
  // Twenty of these are read every second: lines are not made only to be taken apart.
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\r\n', start);
    const end = found === -1 ? text.length : found;
    const colon = text.indexOf(':', start);
    if (colon > start && colon < end && text[start] !== '#') {
      fields.set(text.slice(start, colon), text.slice(colon + 1, end));
    }
    start = end + 2;
  }
  return fields;
}

/** A field as a number; null when this server does not say it. */
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
  /** Mean time to live of the keys that have one, ms; null when none has. */
  readonly averageTtlMs: number | null;
}

/** The keyspace section: `db0:keys=1,expires=0,avg_ttl=0`. Databases without keys do not stand there. */
export function keyspace(info: InfoFields): readonly DatabaseFigures[] {
  const known = keyspaces.get(info);
  if (known) return known;
  const read = readKeyspace(info);
  keyspaces.set(info, read);
  return read;
}

/** Status and metrics of one look both want it. */
const keyspaces = new WeakMap<InfoFields, readonly DatabaseFigures[]>();

function readKeyspace(info: InfoFields): readonly DatabaseFigures[] {
  const databases: DatabaseFigures[] = [];
  for (const [name, value] of info) {
    const index = name.startsWith('db') ? /^db(\d+)$/.exec(name)?.[1] : undefined;
    if (index === undefined) continue;
    const parts = new Map(value.split(',').map((part) => part.split('=') as [string, string]));
    const expires = Number(parts.get('expires') ?? 0);
    const averageTtl = Number(parts.get('avg_ttl') ?? 0);
    databases.push({
      index: Number(index),
      keys: Number(parts.get('keys') ?? 0),
      expires,
      averageTtlMs: expires > 0 && averageTtl > 0 ? averageTtl : null,
    });
  }
  return databases.sort((a, b) => a.index - b.index);
}
