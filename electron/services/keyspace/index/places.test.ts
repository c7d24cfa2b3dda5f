import { expect, test } from 'vitest';
import type { RestoreSelection } from '../../../../shared/contract/restore-keys.ts';
import { KeyIndex } from './key-index.ts';
import { placesOf } from './places.ts';

const names = ['cart:1', 'cart:2', 'cart', 'order:1', 'order:11', 'carts', '\u00ff:x'];

function found(selection: RestoreSelection): string[] {
  const index = new KeyIndex();
  for (const database of [0, 2]) {
    for (const [at, name] of names.entries()) {
      const keyBytes = Buffer.from(name);
      const place = { type: 0, expireAtMs: -1, offset: 100 * (at + 1) };
      index.add({ database, keyBytes, keyStart: 0, keyEnd: keyBytes.length, ...place }, keyBytes.length + 5);
    }
  }
  const work = placesOf(index, selection, 0);
  for (;;) {
    const { done, value } = work.next();
    if (!done) continue;
    expect(value.next).toBeNull();
    const keys = Buffer.from(value.keys);
    return Array.from(value.keyEnds, (end, at) => {
      expect(value.sizes[at]).toBe(end - (at === 0 ? 0 : (value.keyEnds[at - 1] ?? 0)) + 5);
      return `${value.databases[at]} ${keys.toString('utf8', at === 0 ? 0 : value.keyEnds[at - 1], end)}`;
    });
  }
}

const prefix = (text: string, database: number | 'all' = 'all') => ({ database, prefix: { text } });

test.each<readonly [string, RestoreSelection, readonly string[]]>([
  ['all', { all: true }, [0, 2].flatMap((database) => names.map((name) => `${database} ${name}`))],
  ['a filter', { filter: { database: 2, search: { kind: 'glob', text: 'order:*' } } }, ['2 order:1', '2 order:11']],
  [
    'several prefixes, one in another',
    { prefixes: [prefix('cart:', 0), prefix('order:1'), prefix('order:11')], keys: [] },
    ['0 cart:1', '0 cart:2', '0 order:1', '0 order:11', '2 order:1', '2 order:11'],
  ],
  [
    'keys and a prefix',
    { prefixes: [prefix('\u00ff', 2)], keys: [{ database: 0, key: { text: 'carts' } }] },
    ['0 carts', '2 \u00ff:x'],
  ],
  [
    'keys, of which one is not there',
    {
      keys: [
        { database: 2, key: { text: 'cart' } },
        { database: 2, key: { text: 'no' } },
      ],
    },
    ['2 cart'],
  ],
])('places › %s › the chosen keys in the order of the file', (_, selection, expected) => {
  expect(found(selection)).toEqual(expected);
});
