import type { KeyName } from '../../../shared/contract/key-name.ts';
import type { KeyDatabase, KeyItem, KeySpace } from '../../../shared/contract/keyspace.ts';
import type { Replies } from './fake-core.ts';

/**
 * A key of a fake source: its name, or its name with properties that differ from a string of 10 bytes without an
 * expiry.
 */
export type FakeKey = string | ({ readonly name: string } & Partial<Omit<KeyItem, 'key'>>);

export function someKey(key: FakeKey): KeyItem {
  const { name, ...change } = typeof key === 'string' ? { name: key } : key;
  return {
    ...{ database: 0, key: { text: name }, type: 'string', encoding: 'raw', expiresAt: null, sizeBytes: 10 },
    ...change,
  };
}

const text = (name: KeyName | KeyItem['key']) => ('text' in name ? name.text : '');
const sum = (items: readonly KeyItem[]) => items.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);

/** The databases of these keys, as the state of their source has them. */
export function databasesOf(keys: readonly FakeKey[]): readonly KeyDatabase[] {
  const items = keys.map(someKey);
  return [...new Set(items.map(({ database }) => database))].sort().map((index) => {
    const inside = items.filter(({ database }) => database === index);
    const expires = inside.filter(({ expiresAt }) => expiresAt !== null).length;
    return { index, keys: inside.length, expires, expired: 0, sizeBytes: sum(inside) };
  });
}

/** The state of a source that holds these keys. */
export function someKeySpace(keys: readonly FakeKey[], change: Partial<KeySpace> = {}): KeySpace {
  const items = keys.map(someKey);
  return {
    ...{ source: { kind: 'instance', instance: 'main' }, phase: 'following', fraction: null, keys: items.length },
    ...{ sizeBytes: sum(items), databases: [...databasesOf(keys)], types: [], functions: 0, redisVersion: '7.0.15' },
    ...{ rdbVersion: null, savedAt: null, checksum: null, problem: null, warnings: [], live: null },
    ...{ isDeleted: false, revision: 1, keysRevision: 1 },
    ...change,
  } as KeySpace;
}

type ListInput = Parameters<NonNullable<NonNullable<Replies['keyspace']>['list']>>[0];

function isFound({ filter }: ListInput, { database, key, type, sizeBytes, expiresAt }: KeyItem): boolean {
  if (!filter) return true;
  const name = text(key);
  const prefix = filter.prefix ? text(filter.prefix) : '';
  return (
    (filter.database === undefined || filter.database === 'all' || filter.database === database) &&
    name.startsWith(prefix) &&
    !(filter.directBy && name.slice(prefix.length).includes(filter.directBy)) &&
    (!filter.search || name.includes(filter.search.text)) &&
    (!filter.types || filter.types.includes(type)) &&
    (filter.expires !== 'none' || expiresAt === null) &&
    sizeBytes >= (filter.minSizeBytes ?? 0)
  );
}

/** Replies to requests for folders and lists of these keys, like a source in memory. */
export function repliesOfKeys(
  keys: readonly FakeKey[],
): Required<Pick<NonNullable<Replies['keyspace']>, 'folder' | 'list'>> {
  const items = keys.map(someKey);
  return {
    list(input) {
      const found = items.filter((item) => isFound(input, item));
      if (input.sort === 'size') found.sort((one, other) => other.sizeBytes - one.sizeBytes);
      const { offset = 0, limit = 100, locate } = input;
      const at = found.findIndex(
        ({ database, key }) => locate && database === locate.database && text(key) === text(locate.key),
      );
      return {
        ...{ total: found.length, sizeBytes: sum(found), items: found.slice(offset, offset + limit) },
        ...(locate ? { locatedAt: at === -1 ? null : at } : {}),
      };
    },
    folder({ database, prefix, separator = ':', offset = 0, limit = 100, locate }) {
      const around = prefix ? text(prefix) : '';
      const inside = items.filter((item) => item.database === database && text(item.key).startsWith(around));
      const nameOf = ({ key }: KeyItem) => {
        const cut = text(key).indexOf(separator, around.length);
        return cut === -1 ? null : text(key).slice(0, cut + separator.length);
      };
      const names = [...new Set(inside.map(nameOf))].filter((name) => name !== null).sort();
      const direct = inside.filter((item) => nameOf(item) === null);
      const folders = names.slice(offset, offset + limit).map((name) => {
        const of = inside.filter((item) => nameOf(item) === name);
        return { database, prefix: { text: name }, keys: of.length, sizeBytes: sum(of) };
      });
      const at = locate ? names.indexOf(text(locate)) : -1;
      return {
        ...{ folders, keys: direct, totalFolders: names.length, totalKeys: direct.length },
        ...(locate ? { locatedAt: at === -1 ? null : at } : {}),
      };
    },
  };
}
