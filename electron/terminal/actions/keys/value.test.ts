import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails, KeyFolder, KeyItem, KeyValue } from '../../../../shared/contract/keyspace.ts';
import { chooseStyle } from '../../format/style.ts';
import { cut, folderLines, itemLines, keyField, more, shownKey } from './inspect-lines.ts';
import { detailLines, valueLines } from './value-lines.ts';
import { readValue, valueDocument } from './whole-value.ts';

const style = chooseStyle(false, {});
const text = (value: string): Bytes => ({ text: value });
const at = Date.parse('2026-11-20T10:00:00.000Z');

describe('reading a value page by page', () => {
  /** A list of this length, in pages that are no longer than requested. */
  function listOf(length: number) {
    const asked: (readonly [string | null, number])[] = [];
    const read = async (position: string | null, count: number) => {
      asked.push([position, count]);
      const first = Number(position ?? 0);
      const end = Math.min(length, first + count);
      const items = Array.from({ length: end - first }, (_, index) => text(String(first + index)));
      return { type: 'list', items, next: end < length ? String(end) : null } as unknown as KeyValue;
    };
    return { asked, read };
  }
  const never = () => false;

  test.each([0, 1, 999, 1000, 1001, 2500])(
    'value › a list of %i elements › whole, in pages of 1000',
    async (length) => {
      const { read, asked } = listOf(length);
      const value = await readValue(read, Number.POSITIVE_INFINITY, never);
      expect('items' in value && value.items.length).toBe(length);
      expect(asked.length).toBe(Math.max(1, Math.ceil(length / 1000)));
    },
  );

  test('value › any length and any count › that many elements, and no more are requested', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 4000 }), async (length, most) => {
        const { read, asked } = listOf(length);
        const value = await readValue(read, most, never);
        expect('items' in value && value.items.length).toBe(Math.min(length, most));
        expect(asked.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(Math.max(most, 1000));
      }),
      { numRuns: 50 },
    );
  });

  test('value › the reader of the output is gone › no further page', async () => {
    const { read, asked } = listOf(100_000);
    await readValue(read, Number.POSITIVE_INFINITY, () => asked.length >= 2);
    expect(asked.length).toBe(2);
  });

  test('value › a string in several parts › joined, also if a part ends within a character', async () => {
    const whole = Buffer.from('aäo😀');
    const parts = [whole.subarray(0, 2), whole.subarray(2, 6), whole.subarray(6)];
    const read = async (position: string | null) => {
      const number = Number(position ?? 0);
      const value = { base64: (parts[number] ?? Buffer.alloc(0)).toString('base64') };
      return {
        type: 'string',
        value,
        next: number + 1 < parts.length ? String(number + 1) : null,
      } as unknown as KeyValue;
    };
    const value = await readValue(read, Number.POSITIVE_INFINITY, never);
    expect(valueDocument(value)).toEqual({ value: 'aäo😀' });
    const some = await readValue(read, 3, never);
    expect('bytes' in some && some.bytes.toString()).toBe('aä');
  });
});

describe('values as documents', () => {
  const hash = (...items: (readonly [Bytes, Bytes])[]) =>
    valueDocument({
      type: 'hash',
      items: items.map(([field, value]) => ({ field, value, expiresAt: null })),
    } as never) as { value: unknown };

  test('document › fields that are text and different › an object', () => {
    expect(hash([text('a'), text('1')], [text('b'), text('2')]).value).toEqual({ a: '1', b: '2' });
    expect(hash().value).toEqual({});
  });

  test.each([
    ['bytes', [{ base64: '/wA=' }, text('1')]],
    ['__proto__', [text('__proto__'), text('1')]],
    ['a cut name', [{ text: 'a', totalBytes: 99 }, text('1')]],
  ] as const)('document › a field named by %s › pairs, so that nothing is lost', (_, pair) => {
    const { value } = hash([text('a'), text('0')], pair as never);
    expect(value).toHaveLength(2);
    expect(JSON.parse(JSON.stringify(value))).toHaveLength(2);
  });

  test('document › two fields of the same name, as a stream entry may have › pairs', () => {
    const document = valueDocument({
      type: 'stream',
      items: [
        {
          id: '1-1',
          fields: [
            [text('a'), text('1')],
            [text('a'), text('2')],
          ],
        },
      ],
      groups: null,
    } as never);
    expect(document).toEqual({
      value: [
        {
          id: '1-1',
          fields: [
            ['a', '1'],
            ['a', '2'],
          ],
        },
      ],
    });
  });

  test('document › constructor and toString as fields › are fields like all others', () => {
    expect(hash([text('constructor'), text('1')], [text('toString'), text('2')]).value).toEqual({
      constructor: '1',
      toString: '2',
    });
  });

  test('document › bytes that are no text, and a truncated element › both marked', () => {
    expect(valueDocument({ type: 'string', bytes: Buffer.from([0xff, 0]) })).toEqual({ value: { base64: '/wA=' } });
    expect(valueDocument({ type: 'list', items: [{ text: 'a', totalBytes: 9 }] })).toEqual({
      value: [{ text: 'a', totalBytes: 9 }],
    });
    expect(valueDocument({ type: 'module', module: 'ReJSON-RL', bytes: Buffer.from('x') })).toEqual({
      module: 'ReJSON-RL',
      value: { base64: 'eA==' },
    });
  });
});

describe('keys and values on lines', () => {
  test.each([
    [text('plain'), 'plain'],
    [text('a\nb'), 'no line end'],
    [text('\u001b[31mred'), 'no escape'],
    [{ base64: Buffer.from([0xff, 0, 0x41, 0x7f, 0x1b]).toString('base64') }, '\\xff\\x00A\\x7f\\x1b'],
    [text('\u202egpj.exe'), 'no override'],
    [text(''), ''],
  ])('key › %o › one line without control characters', (key, expected) => {
    const shown = shownKey(key);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(shown).not.toMatch(/[\u0000-\u001f\u007f\u202a-\u202e]/);
    if (!expected.startsWith('no ')) expect(shown).toBe(expected);
  });

  test('key › in a document › text, or base64 under another name', () => {
    expect(keyField(text('k'))).toEqual({ key: 'k' });
    expect(keyField({ base64: '/w==' }, 'prefix')).toEqual({ prefixBase64: '/w==' });
  });

  test.each([
    ['a'.repeat(120), 120, false],
    ['a'.repeat(121), 120, true],
    [`${'a'.repeat(118)}😀tail`, 119, true],
    ['', 0, false],
  ])('cut › %j › at most 120 characters, and none in halves', (given, length, isCut) => {
    const shown = cut(given);
    expect(shown.length).toBe(length);
    expect(shown.endsWith('…')).toBe(isCut);
    expect(shown).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  const item = (change: Partial<KeyItem> = {}): KeyItem =>
    ({
      ...{ database: 0, key: text('k'), type: 'string', encoding: 'raw', expiresAt: null, sizeBytes: 10 },
      ...change,
    }) as KeyItem;

  test('list › none, some and more › says which, with readable expiries', () => {
    expect(itemLines([], 0, style, 80, at)).toHaveLength(1);
    const lines = itemLines(
      [item(), item({ expiresAt: '2026-11-20T11:00:00.000Z' }), item({ expiresAt: '2026-11-20T10:00:00.000Z' })],
      1_000_000,
      style,
      120,
      at,
    );
    expect(lines[1]).toContain('never');
    expect(lines[2]).toContain('in 1 h');
    expect(lines[3]).toContain('past');
    expect(lines.at(-1)).toContain('1,000,000 keys');
  });

  test('list › a narrow terminal › the key and its size stay, and no line is longer', () => {
    for (const width of [20, 40, 60, 80]) {
      for (const line of itemLines([item({ key: text('key') })], 1, style, width, at)) {
        expect(line.length).toBeLessThanOrEqual(Math.max(width, 24));
        expect(line).toMatch(/KEY|key/);
      }
    }
  });

  test('folders › none here › how many keys there are instead', () => {
    expect(folderLines([], { folders: 0, keys: 3 }, style, 80).join()).toContain('3 keys');
    const folder = { database: 0, prefix: text('user:'), keys: 5, sizeBytes: 10 } as KeyFolder;
    expect(folderLines([folder], { folders: 1, keys: 5 }, style, 80)).toHaveLength(2);
  });

  test.each([
    [1, 1, 0],
    [2, 1, 0],
    [1, 2, 1],
    [0, 0, 0],
  ])('more › %i of %i shown › %i line', (shown, total, lines) => {
    expect(more(shown, total, 'key', style)).toHaveLength(lines);
  });

  test('value › each type › an element a line, numbers from 1, and cut ones with their whole size', () => {
    expect(valueLines({ type: 'list', items: [text('a'), { text: 'b', totalBytes: 2048 }] })).toEqual([
      '1) a',
      '2) b… (2 KB)',
    ]);
    expect(valueLines({ type: 'set', items: [] })).toEqual([]);
    expect(valueLines({ type: 'string', bytes: Buffer.from('one\ntwo') })).toEqual(['one', 'two']);
    expect(valueLines({ type: 'string', bytes: Buffer.from([0xff]) })).toEqual(['\\xff']);
    const field = { field: text('f'), value: text('v'), expiresAt: null };
    const expiring = { ...field, expiresAt: '2027-01-01T00:00:00.000Z' };
    const [plain, other] = valueLines({ type: 'hash', items: [field, expiring] } as never);
    expect(plain).toBe('f: v');
    expect(other).toContain('2027-01-01');
  });

  test('details › a string and a list › its length in bytes or elements; a past expiry is called past', () => {
    const details = {
      ...{ key: text('k'), database: 3, type: 'string', encoding: 'raw', expiresAt: null, sizeBytes: 10, length: 2048 },
      memoryBytes: null,
    } as KeyDetails;
    const lines = detailLines(details, style, at).join('\n');
    expect(lines).toContain('2 KB');
    expect(lines).not.toContain('memory');
    const list = { ...details, type: 'list', memoryBytes: 99, expiresAt: '2026-11-20T10:00:00.000Z' } as KeyDetails;
    const listed = detailLines(list, style, at).join('\n');
    expect(listed).toContain('2,048');
    expect(listed).toContain('past');
    expect(listed).toContain('about 99');
    expect(listed).toContain('size');
    expect(detailLines({ ...list, sizeBytes: 99 }, style, at).join('\n')).not.toContain('size');
  });
});
