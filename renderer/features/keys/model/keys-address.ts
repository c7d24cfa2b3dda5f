import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { fromBase64Url, toBase64Url } from './key-bytes.ts';

/** What a URL of the view opens. */
export interface KeysPlace {
  readonly source: KeySource | null;
  /** The file's own name, if the source is an upload. */
  readonly fileName: string | null;
  readonly tab: 'browse' | 'memory';
  /** The database of the selected folder; null: all databases. */
  readonly database: number | null;
  readonly prefix: Bytes | null;
  /** Only keys without a prefix. */
  readonly direct: boolean;
  readonly key: { readonly database: number; readonly name: Bytes } | null;
}

/** The search parameters of the view. */
export interface KeysSearch {
  readonly file?: string;
  readonly upload?: string;
  readonly fileName?: string;
  /** The chosen data set of an archive that has several. */
  readonly data?: string;
  readonly tab?: 'memory';
  readonly database?: number;
  readonly direct?: true;
  readonly prefix?: string;
  readonly prefixBase64?: string;
  readonly key?: string;
  readonly keyBase64?: string;
  /** The database of the key, if another or none is selected. */
  readonly keyDatabase?: number;
}

const texts = ['file', 'upload', 'fileName', 'data', 'prefix', 'prefixBase64', 'key', 'keyBase64'] as const;

/** Reads the search parameters of a URL that anyone may have written; leaves out what is wrong. */
export function keysSearch(raw: Record<string, unknown>): KeysSearch {
  return {
    ...Object.fromEntries(texts.flatMap((name) => (raw[name] === undefined ? [] : [[name, textOf(raw[name])]]))),
    ...(raw.tab === 'memory' ? { tab: 'memory' as const } : {}),
    ...(raw.direct === true ? { direct: true as const } : {}),
    ...(isDatabase(raw.database) ? { database: raw.database } : {}),
    ...(isDatabase(raw.keyDatabase) ? { keyDatabase: raw.keyDatabase } : {}),
  };
}

function isDatabase(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 999_999;
}

/** The router reads parameters as JSON where they are JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The place of a URL. @param path its path parameters */
export function placeOf(path: { readonly id?: string; readonly backup?: string }, search: KeysSearch): KeysPlace {
  const database = search.database ?? null;
  const key = dataIn(search.key, search.keyBase64);
  return {
    source: sourceOf(path, search),
    fileName: search.fileName ?? null,
    tab: search.tab ?? 'browse',
    database,
    prefix: database === null ? null : dataIn(search.prefix, search.prefixBase64),
    direct: database !== null && search.direct === true,
    key: key && { database: search.keyDatabase ?? database ?? 0, name: key },
  };
}

function sourceOf(
  { id, backup }: { readonly id?: string; readonly backup?: string },
  { file, upload, data }: KeysSearch,
): KeySource | null {
  const chosen = data ? { data } : {};
  if (id !== undefined) {
    if (backup === undefined) return { kind: 'instance', instance: id };
    return { kind: 'backup', instance: id, name: backup, ...chosen };
  }
  if (file) return { kind: 'file', path: file, ...chosen };
  return upload ? { kind: 'upload', upload, ...chosen } : null;
}

function dataIn(text: string | undefined, base64Url: string | undefined): Bytes | null {
  if (text !== undefined) return { text };
  const base64 = base64Url === undefined ? null : fromBase64Url(base64Url);
  return base64 === null ? null : { base64 };
}

/** The root of a source: all its keys. */
export function rootOf(source: KeySource, fileName: string | null = null): KeysPlace {
  return { source, fileName, tab: 'browse', database: null, prefix: null, direct: false, key: null };
}

/** The route of a place: `/keys/main?database=0&key=session%3A1`. */
export function keysAddress({ source, fileName, tab, database, prefix, direct, key }: KeysPlace): string {
  const search: [string, string][] = [];
  const add = (name: string, value: string) => search.push([name, value]);
  if (source?.kind === 'file') add('file', source.path);
  if (source?.kind === 'upload') add('upload', source.upload);
  if (fileName !== null) add('fileName', fileName);
  if (source && source.kind !== 'instance' && source.data !== undefined) add('data', source.data);
  if (tab === 'memory') add('tab', tab);
  const addData = (name: string, data: Bytes) =>
    'text' in data ? add(name, data.text) : add(`${name}Base64`, toBase64Url(data.base64));
  const numbers = [
    ...(database === null ? [] : [`database=${database}`]),
    ...(direct ? ['direct=true'] : []),
    ...(key && key.database !== database ? [`keyDatabase=${key.database}`] : []),
  ];
  if (prefix) addData('prefix', prefix);
  if (key) addData('key', key.name);
  const query = [...numbers, ...search.map(([name, value]) => `${name}=${encodeURIComponent(quoted(value))}`)];
  return `/keys${pathOf(source)}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function pathOf(source: KeySource | null): string {
  if (source?.kind === 'instance') return `/${source.instance}`;
  return source?.kind === 'backup' ? `/${source.instance}/${source.name}` : '';
}

/** In quotation marks if the router would parse the text as a number, a word of JSON or an object. */
function quoted(text: string): string {
  try {
    JSON.parse(text);
    return JSON.stringify(text);
  } catch {
    return text;
  }
}

/** The same for equal sources. */
export function sourceId(source: KeySource): string {
  return keysAddress(rootOf(source));
}
