import type { ComparedSources, KeyDifference } from '../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { fromBase64Url, toBase64Url } from '../../keys/model/key-bytes.ts';
import { sourceIn, sourceText } from '../../keys/model/source-text.ts';

/** What a URL of the view opens. */
export interface ComparePlace {
  readonly before: KeySource | null;
  readonly after: KeySource | null;
  /** The database of the selected folder; null: all databases. */
  readonly database: number | null;
  readonly prefix: Bytes | null;
  readonly key: { readonly database: number; readonly name: Bytes } | null;
  /** Only these differences; empty: all. */
  readonly kinds: readonly KeyDifference[];
}

/** A comparison of two chosen sources. */
export type ChosenPlace = ComparePlace & ComparedSources;

/** The search parameters of the view: texts, so that the router reads none of them as JSON. */
export interface CompareSearch {
  readonly before?: string;
  readonly after?: string;
  readonly folder?: string;
  readonly key?: string;
  readonly kinds?: string;
}

const kinds: readonly KeyDifference[] = ['added', 'removed', 'changed', 'expiry'];

/** Reads the search parameters of a URL that anyone may have written; leaves out what is wrong. */
export function compareSearch(raw: Record<string, unknown>): CompareSearch {
  const names = ['before', 'after', 'folder', 'key', 'kinds'] as const;
  return Object.fromEntries(names.flatMap((name) => (typeof raw[name] === 'string' ? [[name, raw[name]]] : [])));
}

export function comparePlaceOf({ before, after, folder, key, kinds: shown = '' }: CompareSearch): ComparePlace {
  const [selected, opened] = [inDatabase(folder), inDatabase(key)];
  return {
    before: sourceIn(before),
    after: sourceIn(after),
    database: selected?.database ?? null,
    prefix: selected?.name ?? null,
    key: opened?.name ? { database: opened.database, name: opened.name } : null,
    kinds: kinds.filter((kind) => shown.split('.').includes(kind)),
  };
}

/** The route of a place: `/compare?before=backup:main/pre&after=instance:main&folder=db0.t12` */
export function compareAddress(place: ComparePlace): string {
  const { before, after, database, prefix, key } = place;
  const parameters: readonly (readonly [string, string | null])[] = [
    ['before', before && sourceText(before)],
    ['after', after && sourceText(after)],
    ['folder', database === null ? null : databaseText(database, prefix)],
    ['key', key && databaseText(key.database, key.name)],
    ['kinds', place.kinds.length > 0 ? place.kinds.join('.') : null],
  ];
  const query = parameters.flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return `/compare${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** The whole comparison of two sources. */
export function compareRoot(before: KeySource | null, after: KeySource | null): ComparePlace {
  return { before, after, database: null, prefix: null, key: null, kinds: [] };
}

/** `db0`, `db0.t12` for a text, `db0.bAP8` for other bytes. */
function databaseText(database: number, name: Bytes | null): string {
  if (name === null) return `db${database}`;
  return `db${database}.${'text' in name ? `t${name.text}` : `b${toBase64Url(name.base64)}`}`;
}

function inDatabase(text: string | undefined): { readonly database: number; readonly name: Bytes | null } | null {
  const [, digits, form, rest = ''] = /^db(\d{1,6})(?:\.([tb])(.*))?$/s.exec(text ?? '') ?? [];
  if (digits === undefined) return null;
  const database = Number(digits);
  if (form === undefined) return { database, name: null };
  const base64 = form === 'b' ? fromBase64Url(rest) : null;
  return { database, name: form === 't' ? { text: rest } : base64 === null ? null : { base64 } };
}
