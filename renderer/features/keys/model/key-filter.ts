import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyFilter } from '../../../../shared/contract/keyspace.ts';
import * as modelWords from '../words/model.ts';
import { nameOf } from './key-bytes.ts';
import type { KeysPlace } from './keys-address.ts';

export type SearchKind = 'contains' | 'glob' | 'regex';
export type ExpiryChoice = 'none' | 'soon' | 'past';

/** The choices of the filter bar; null: all. */
export interface ShownFilter {
  readonly text: string;
  readonly kind: SearchKind;
  readonly database: string | null;
  readonly type: KeyType | null;
  readonly expires: ExpiryChoice | null;
  readonly minSize: SizeChoice | null;
}

export const noFilter: ShownFilter = {
  text: '',
  kind: 'contains',
  database: null,
  type: null,
  expires: null,
  minSize: null,
};

export const searchKindWords: Readonly<Record<SearchKind, string>> = modelWords.searchKinds;

export const typeWords: Readonly<Record<KeyType, string>> = {
  string: 'string',
  list: 'list',
  set: 'set',
  zset: modelWords.sortedSet,
  hash: 'hash',
  stream: 'stream',
  module: 'module',
};

export const expiryWords: Readonly<Record<ExpiryChoice, string>> = {
  none: modelWords.noExpiry,
  soon: modelWords.withinAnHour,
  past: modelWords.expiredChoice,
};

const sizes = { '1024': '1 KB', '10240': '10 KB', '102400': '100 KB', '1048576': '1 MB', '10485760': '10 MB' } as const;
export type SizeChoice = keyof typeof sizes;

export const sizeWords: Readonly<Record<SizeChoice, string>> = Object.fromEntries(
  Object.entries(sizes).map(([bytes, words]) => [bytes, modelWords.wordsOrMore(words)]),
) as Record<SizeChoice, string>;

/** Whether the filter excludes keys of a database, so that counts are matches. */
export function isMatching({ text, type, expires, minSize }: ShownFilter): boolean {
  return text !== '' || type !== null || expires !== null || minSize !== null;
}

/** Whether anything is chosen. */
export function isFiltering(filter: ShownFilter): boolean {
  return isMatching(filter) || filter.database !== null;
}

/** The choices in the form of the API, without a folder. */
export function matching({
  text,
  kind,
  type,
  expires,
  minSize,
}: ShownFilter): Omit<KeyFilter, 'database' | 'prefix' | 'directBy'> {
  return {
    ...(text === '' ? {} : { search: { kind, text } }),
    ...(type === null ? {} : { types: [type] }),
    ...(expires === null ? {} : { expires }),
    ...(minSize === null ? {} : { minSizeBytes: Number(minSize) }),
  };
}

/** The filter of the list: the choices within the selected folder. */
export function filterOf(
  filter: ShownFilter,
  { database, prefix, direct }: Pick<KeysPlace, 'database' | 'prefix' | 'direct'>,
  separator: string,
): KeyFilter {
  const chosen = filter.database === null ? 'all' : Number(filter.database);
  return {
    database: database ?? chosen,
    ...(prefix === null ? {} : { prefix: nameOf(prefix) }),
    ...(direct ? { directBy: separator } : {}),
    ...matching(filter),
  };
}
