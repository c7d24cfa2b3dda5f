import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, dataOf, fromBase64Url, idOf, nameOf, sameBytes, shown, toBase64 } from './key-bytes.ts';

// cspell:ignore invoiceexe مفتاح

describe('shown', () => {
  test.each([
    ['a\u0000b', 'a\\x00b'],
    ['\u001b[2J', '\\x1b[2J'],
    ['a\r\n\tb', 'a\\r\\n\\tb'],
    ['\u007f\u0085', '\\x7f\\x85'],
    // Marks that change the text direction: `invoice‮fdp.exe` would read `invoiceexe.pdf`.
    ['a\u202eb', 'a\\u202eb'],
    ['a\u200fb', 'a\\u200fb'],
    ['a\u061cb', 'a\\u061cb'],
    ['a\u2066b\u2069', 'a\\u2066b\\u2069'],
    // Line ends at which a list of one line per row would break.
    ['a\u2028b\u2029', 'a\\u2028b\\u2029'],
    // Characters without a width: two different keys would look the same.
    ['a\u200bb', 'a\\u200bb'],
    ['a\u00adb', 'a\\xadb'],
    ['a\u2060b', 'a\\u2060b'],
    ['\ufeffa', '\\ufeffa'],
    ['a\u{e0041}b', 'a\\u{e0041}b'],
  ])('shown › %j › %s', (text, words) => expect(shown({ text })).toBe(words));

  test.each(['', 'session:1', 'naïve café', 'مفتاح', '鍵', '👩‍💻'.replace('\u200d', ''), 'a b', '\u00a0'])(
    'shown › %s, ordinary text of any language › unchanged',
    (text) => expect(shown({ text })).toBe(text),
  );

  test('shown › bytes that are no text › printable ASCII and escapes', () => {
    expect(shown(dataOf(Uint8Array.from([0, 0x1f, 0x20, 0x7e, 0x7f, 0x80, 0xff])))).toBe('\\x00\\x1f ~\\x7f\\x80\\xff');
  });

  test('shown › a line break, and the two characters that escape it › look different', () => {
    expect(shown({ text: 'a\nb' })).toBe('a\\nb');
    expect(shown({ text: 'a\\nb' })).toBe('a\\\\nb');
  });

  test('shown › any bytes › one line without a control character', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (raw) => {
        expect(shown(dataOf(raw))).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('bytes', () => {
  test('dataOf › a byte order mark › kept, because it is part of the value', () => {
    const raw = Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]);
    expect(dataOf(raw)).toEqual({ text: '\ufeffa' });
    expect([...bytesOf(dataOf(raw))]).toEqual([...raw]);
  });

  test.each([
    ['half of a character', [0xe2, 0x9c]],
    ['an overlong form', [0xc0, 0x80]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['a byte beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('dataOf › %s › is no text', (_, raw) => {
    expect(dataOf(Uint8Array.from(raw))).toHaveProperty('base64');
    expect([...bytesOf(dataOf(Uint8Array.from(raw)))]).toEqual(raw);
  });

  test('dataOf › nothing › the empty text, which is a valid key', () => {
    expect(dataOf(new Uint8Array())).toEqual({ text: '' });
  });

  test('toBase64 › a megabyte › every byte', () => {
    const raw = Uint8Array.from({ length: 1_000_003 }, (_, at) => at % 251);
    const back = bytesOf({ base64: toBase64(raw) });
    expect(back.length).toBe(raw.length);
    expect(back.every((byte, at) => byte === raw[at])).toBe(true);
  });

  test('nameOf › a part of a long value › without its full length, which a request must not contain', () => {
    expect(nameOf({ text: 'a', totalBytes: 99 })).toEqual({ text: 'a' });
    expect(nameOf({ base64: '/w==', totalBytes: 99 })).toEqual({ base64: '/w==' });
  });

  test('idOf › a text that looks like base64 › differs from those bytes', () => {
    expect(idOf({ text: '/w==' })).not.toBe(idOf({ base64: '/w==' }));
  });

  test('sameBytes › null › only equals null', () => {
    expect([sameBytes(null, null), sameBytes(null, { text: '' }), sameBytes({ text: 'a' }, { text: 'a' })]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test.each(['a', 'abcde', 'ab=', 'a+b/', 'ü', 'a b'])('fromBase64Url › %s › null', (text) => {
    expect(fromBase64Url(text)).toBeNull();
  });
});
