import { defaultParseSearch } from '@tanstack/react-router';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { bytesOf, dataOf, fromBase64Url, shown, toBase64Url } from './key-bytes.ts';
import { type KeysPlace, keysAddress, keysSearch, placeOf, rootOf } from './keys-address.ts';

const main: KeySource = { kind: 'instance', instance: 'main' };

/** The place that results when the router parses an address. */
function opened(address: string): KeysPlace {
  const [path = '', query = ''] = address.split('?');
  const [, , id, backup] = path.split('/');
  return placeOf(
    { ...(id ? { id } : {}), ...(backup ? { backup } : {}) },
    keysSearch(defaultParseSearch(query) as Record<string, unknown>),
  );
}

test('keysAddress › a folder and a key of an instance › reads like the key itself', () => {
  const place = {
    ...rootOf(main),
    database: 0,
    prefix: { text: 'session:' },
    key: { database: 0, name: { text: 'a b' } },
  };
  expect(keysAddress(place)).toBe('/keys/main?database=0&prefix=session%3A&key=a%20b');
});

test('keysAddress › any key and prefix, text or bytes › opens the same place again', () => {
  const data = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text): Bytes => ({ text })),
    fc.constantFrom<Bytes>({ text: '123' }, { text: '1.0' }, { text: 'true' }, { text: '{"a":1}' }, { text: '"' }),
    fc.uint8Array().map((raw) => dataOf(raw)),
  );
  fc.assert(
    fc.property(data, data, fc.nat(15), fc.nat(15), (prefix, name, database, of) => {
      const place = { ...rootOf(main), database, prefix, key: { database: of, name } };
      expect(opened(keysAddress(place))).toEqual(place);
    }),
  );
});

test('keysAddress › each kind of source › opens the same source again', () => {
  const sources: KeySource[] = [
    main,
    { kind: 'backup', instance: 'shop', name: 'pre-deploy.1' },
    { kind: 'file', path: '/home/me/100 %/dump?.rdb' },
    { kind: 'upload', upload: '0042' },
    { kind: 'backup', instance: 'shop', name: 'both', data: 'data/appendonlydir/a.manifest' },
    { kind: 'file', path: '/home/me/both.tar', data: '1.5' },
  ];
  for (const source of sources) {
    const place = { ...rootOf(source, 'dump.rdb'), tab: 'memory' as const };
    expect(opened(keysAddress(place))).toEqual(place);
  }
});

test('keysSearch › wrong parameters › are left out', () => {
  expect(keysSearch({ database: -1, keyDatabase: 'x', tab: 'other', direct: 'yes', key: 12, more: 1 })).toEqual({
    key: '12',
  });
  expect(placeOf({ id: 'main' }, { keyBase64: '%%' }).key).toBeNull();
});

test('base64url › any bytes › decoded unchanged', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (raw) => {
      const data = dataOf(raw);
      expect([...bytesOf(data)]).toEqual([...raw]);
      if ('base64' in data) expect(fromBase64Url(toBase64Url(data.base64))).toBe(data.base64);
    }),
  );
});

test('shown › control characters and bytes that are no text › are escapes', () => {
  expect(shown({ text: 'a\nb\u0007\u202e' })).toBe('a\\nb\\x07\\u202e');
  expect(shown(dataOf(new Uint8Array([0x41, 0xff, 0x00])))).toBe('A\\xff\\x00');
});
