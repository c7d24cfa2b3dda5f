import { describe, expect, test } from 'vitest';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { elementCount, elementsOf } from './elements.ts';
import { identityOf } from './identity.ts';

const page = { next: null, length: 2 };
const list: KeyValue = { ...page, type: 'list', from: 200, items: [{ text: 'a' }, { base64: '/w==' }] };
const set: KeyValue = { ...page, type: 'set', items: [{ text: 'a' }, { text: 'a\nb' }] };
const zset: KeyValue = { ...page, type: 'zset', items: [{ member: { text: 'a' }, score: 'inf' }] };
const hash: KeyValue = {
  ...page,
  type: 'hash',
  items: [{ field: { text: 'f' }, value: { text: 'v' }, expiresAt: '2026-11-19T12:00:00.000Z' }],
};
const stream: KeyValue = {
  ...{ ...page, type: 'stream', lastId: '2-0', groups: null },
  items: [
    {
      id: '1-0',
      fields: [
        [{ text: 'a' }, { text: '1' }],
        [{ text: 'b' }, { base64: '/w==' }],
      ],
    },
    {
      id: '2-0',
      fields: [
        [{ text: 'a' }, { text: '1' }],
        [{ text: 'a' }, { text: '2' }],
      ],
    },
  ],
};

describe('elementsOf', () => {
  test('list › the third page › positions count from the start of the list', () => {
    expect(elementsOf(list).map(({ name, line }) => [name, line])).toEqual([
      ['200', 'a'],
      ['201', '\\xff'],
    ]);
    expect(elementsOf(list)[1]?.target).toEqual({ kind: 'index', index: 201, value: { base64: '/w==' } });
  });

  test('set › members › have no name, and a line break stays in one line', () => {
    expect(elementsOf(set).map(({ name, line }) => [name, line])).toEqual([
      [null, 'a'],
      [null, 'a\\nb'],
    ]);
    expect(elementsOf(set)[0]?.target).toMatchObject({ kind: 'member', score: null });
  });

  test('sorted set › an infinite score › as Redis prints it', () => {
    expect(elementsOf(zset)[0]).toMatchObject({ name: 'inf', target: { kind: 'member', score: 'inf' } });
  });

  test('hash › a field with its own expiry › has it in the row and in its change', () => {
    const [row] = elementsOf(hash);
    expect(row?.expiresAt).toBe('2026-11-19T12:00:00.000Z');
    expect(row?.target).toMatchObject({ kind: 'field', expiresAt: '2026-11-19T12:00:00.000Z' });
  });

  test('stream › fields that repeat › all of them, in their order', () => {
    const [one, two] = elementsOf(stream);
    expect(one?.value).toEqual({ text: '{"a":"1","b":"\\\\xff"}' });
    expect(two?.value).toEqual({ text: '[["a","1"],["a","2"]]' });
    expect(two?.line).toBe('a=1  a=2');
  });

  test('any type › rows of a page › have ids of their own', () => {
    for (const value of [list, set, zset, hash, stream]) {
      const ids = elementsOf(value).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('a value of a megabyte › its line is short; the bytes are whole', () => {
    const long = 'x'.repeat(1_000_000);
    const [row] = elementsOf({ ...set, items: [{ text: long }] } as KeyValue);
    expect(row?.line.length).toBeLessThanOrEqual(300);
    expect(row?.value).toEqual({ text: long });
  });

  test('strings and modules › have no elements', () => {
    const string: KeyValue = { type: 'string', next: null, lengthBytes: 1, fromByte: 0, value: { text: 'a' } };
    expect(elementsOf(string)).toEqual([]);
    expect(elementCount(string)).toBeNull();
    expect(elementCount(list)).toBe(2);
  });
});

test('identityOf › objects with equal content › have their own numbers, which stay', () => {
  const [one, other] = [new Uint8Array(1), new Uint8Array(1)];
  expect(identityOf(one)).toBe(identityOf(one));
  expect(identityOf(one)).not.toBe(identityOf(other));
});
