import { describe, expect, test } from 'vitest';
import type { KeyItem } from '../../../../shared/contract/keyspace.ts';
import {
  extendedKeys,
  keyId,
  MAX_SELECTED,
  noKeys,
  selectedBytes,
  selectedNames,
  toggledKey,
} from './key-selection.ts';

// cspell:ignore tkey

function item(name: string, database = 0, sizeBytes = 10): KeyItem {
  return { ...{ database, key: { text: name }, type: 'string', encoding: 'raw' }, expiresAt: null, sizeBytes };
}
const row = (index: number) => item(`key:${index}`);

describe('key selection', () => {
  test('toggle › twice › nothing selected, and the selection before is unchanged', () => {
    const once = toggledKey(noKeys, row(1));
    expect([noKeys.size, once.size, toggledKey(once, row(1)).size, once.size]).toEqual([0, 1, 0, 1]);
  });

  test('toggle › the same name in two databases, or as bytes › are different keys', () => {
    const same = [item('a'), item('a', 1), { ...item('a'), key: { base64: 'YQ==' } }];
    expect(new Set(same.map(keyId)).size).toBe(3);
  });

  test('extend › upwards and downwards › the rows between, both ends included', () => {
    for (const [from, to] of [
      [2, 4],
      [4, 2],
    ] as const) {
      expect([...extendedKeys(noKeys, row, from, to).keys()]).toEqual(['0/tkey:2', '0/tkey:3', '0/tkey:4']);
    }
  });

  test('extend › rows whose page is not loaded › are left out', () => {
    const loaded = (index: number) => (index % 2 === 0 ? row(index) : undefined);
    expect(extendedKeys(noKeys, loaded, 0, 5).size).toBe(3);
  });

  test('extend › a former selection elsewhere › stays', () => {
    expect([...extendedKeys(toggledKey(noKeys, row(99)), row, 0, 0).keys()]).toEqual(['0/tkey:99', '0/tkey:0']);
  });

  test('the most of one request › neither a range nor a click exceeds it', () => {
    const full = extendedKeys(noKeys, row, 0, 50_000);
    expect(full.size).toBe(MAX_SELECTED);
    expect(toggledKey(full, row(60_000)).size).toBe(MAX_SELECTED);
    expect(toggledKey(full, row(0)).size).toBe(MAX_SELECTED - 1);
  });

  test('sum and names › of the selected keys', () => {
    const two = extendedKeys(noKeys, row, 0, 1);
    expect(selectedBytes(two)).toBe(20);
    expect(selectedBytes(noKeys)).toBe(0);
    expect(selectedNames(toggledKey(noKeys, { ...item('x', 3), key: { text: 'x', totalBytes: 5 } }))).toEqual([
      { database: 3, key: { text: 'x' } },
    ]);
  });
});
