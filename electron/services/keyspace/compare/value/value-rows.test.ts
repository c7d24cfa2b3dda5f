import { expect, test } from 'vitest';
import { rdbCompressed, rdbLength, rdbText } from '../../../../../test/support/rdb-bytes.ts';
import type { ValueAt } from '../value-digests.ts';
import { bytePage } from './byte-rows.ts';
import { itemPage } from './item-rows.ts';
import { jsonLines } from './json-lines.ts';
import { memberPage } from './member-rows.ts';
import { readText, textPage } from './text-rows.ts';
import type { RowRequest } from './value-rows.ts';

function value(type: number, ...parts: readonly Buffer[]): ValueAt {
  const bytes = Buffer.concat(parts);
  return { bytes, place: { offset: 0, length: bytes.length, type, flavour: 'redis' } };
}

const string = (data: string | Buffer) => value(0, rdbText(data));
const list = (...items: readonly string[]) => value(1, rdbLength(items.length), ...items.map(rdbText));
const hash = (fields: readonly string[]) => value(4, rdbLength(fields.length / 2), ...fields.map(rdbText));

function request(before: ValueAt | null, after: ValueAt | null, more: Partial<RowRequest> = {}): RowRequest {
  return { before, after, lengthBefore: null, lengthAfter: null, count: 100, withSame: false, ...more };
}

test('JSON lines › numbers, texts with JSON characters, empty parts › every token unchanged', () => {
  expect(jsonLines('{"a": 24.90,"b":[],"c":{"d":"x{,}\\""}, "e":[1,2]}')).toEqual([
    ...['{', '  "a": 24.90,', '  "b": [],', '  "c": {', '    "d": "x{,}\\""', '  },'],
    ...['  "e": [', '    1,', '    2', '  ]', '}'],
  ]);
  expect(['{"a":}', '12', '"x"', '', 'text'].map(jsonLines)).toEqual([null, null, null, null, null]);
});

test('difference of strings › JSON › the changed members by line', async () => {
  const asked = request(string('{"sku":1,"price":24.90}'), value(0, rdbCompressed('{"sku":1,"price":22.40}')));
  const texts = await readText(asked);
  expect(texts).not.toBeNull();
  expect(textPage(texts ?? { before: null, after: null }, asked)).toEqual({
    isJson: true,
    next: null,
    rowCounts: { added: 1, removed: 1, changed: 0, same: 3 },
    rows: [
      { unit: 'line', change: 'removed', lineBefore: 3, lineAfter: null, text: '  "price": 24.90' },
      { unit: 'line', change: 'added', lineBefore: null, lineAfter: 3, text: '  "price": 22.40' },
    ],
  });
});

test('difference of strings › bytes › blocks in pages, and no text', async () => {
  const before = Buffer.alloc(300_000, 0xff);
  const after = Buffer.from(before);
  after[64] = 0;
  after[299_999] = 0;
  const asked = request(string(before), string(after), { count: 1 });
  expect(await readText(asked)).toBeNull();
  const first = await bytePage(asked);
  expect(first).toMatchObject({ rows: [{ change: 'changed', fromByte: 64, lengthBytes: 64 }] });
  const second = await bytePage({ ...asked, position: first.next ?? '' });
  expect(second).toMatchObject({ rows: [{ change: 'changed', fromByte: 299_968, lengthBytes: 32 }], next: null });
});

test('difference of lists › an item at the head › one added item, not every position', async () => {
  const page = await itemPage(request(list('a', 'b', 'c'), list('new', 'a', 'x', 'c')));
  expect(page.rows).toEqual([
    { unit: 'item', change: 'added', indexBefore: null, indexAfter: 0, before: null, after: { text: 'new' } },
    { unit: 'item', change: 'changed', indexBefore: 1, indexAfter: 2, before: { text: 'b' }, after: { text: 'x' } },
  ]);
  const long = { lengthBefore: 30_000, lengthAfter: 30_000 };
  const byPlace = await itemPage(request(list('a', 'b'), list('a', 'c', 'd'), long));
  expect(byPlace.rows).toMatchObject([
    { change: 'changed', indexBefore: 1, indexAfter: 1 },
    { change: 'added', indexBefore: null, indexAfter: 2 },
  ]);
});

test('difference of hashes › more members than fit into memory › every difference once, in parts', async () => {
  const fields = (from: number, text: string) => Array.from({ length: 200 }, (_, at) => [`f${from + at}`, text]).flat();
  const [before, after] = [hash(fields(0, 'x')), hash(fields(100, 'x'))];
  const asked = request(before, after, { lengthBefore: 160_000, lengthAfter: 200, count: 30 });
  const found: string[] = [];
  let position: string | null | undefined;
  do {
    const page = await memberPage({ ...asked, ...(typeof position === 'string' && { position }) }, 'hash');
    for (const row of page.rows)
      if (row.unit === 'field') found.push(`${row.change} ${'text' in row.field ? row.field.text : ''}`);
    expect(page.rowCounts).toBeNull();
    position = page.next;
  } while (position !== null);
  const names = (from: number, kind: string) => Array.from({ length: 100 }, (_, at) => `${kind} f${from + at}`);
  expect(found.sort()).toEqual([...names(0, 'removed'), ...names(200, 'added')].sort());
});
