import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReplyReader } from '../../redis/connection/reply-reader.ts';
import { createReplyFormat, type ReplyStyle } from './format-reply.ts';

// cspell:ignore letrec

/** The output for a person or a program when these bytes of a server arrive in these chunks. */
function shown(style: ReplyStyle, ...chunks: readonly (string | Buffer)[]): string {
  const parts: Buffer[] = [];
  const read = createReplyReader(createReplyFormat(style, (bytes) => void parts.push(Buffer.from(bytes))));
  for (const chunk of chunks) read(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk, 'latin1'));
  return Buffer.concat(parts).toString('latin1');
}
const annotated = (wire: string) => shown('annotated', wire);
const raw = (wire: string) => shown('raw', wire);
const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`;
const list = (kind: '*' | '~' | '>', ...items: readonly string[]) => `${kind}${items.length}\r\n${items.join('')}`;
const map = (...pairs: readonly string[]) => `%${pairs.length / 2}\r\n${pairs.join('')}`;

describe('a reply for people', () => {
  test.each([
    ['+OK\r\n', 'OK'],
    ['-ERR no such command\r\n', '(error) ERR no such command'],
    [':42\r\n', '(integer) 42'],
    [',3.14\r\n', '(double) 3.14'],
    ['#t\r\n', '(true)'],
    ['#f\r\n', '(false)'],
    ['(12345678901234567890\r\n', '12345678901234567890'],
    ['_\r\n', '(nil)'],
    ['$-1\r\n', '(nil)'],
    ['*-1\r\n', '(nil)'],
    [bulk('hello'), '"hello"'],
    [bulk(''), '""'],
    ['!9\r\nERR wrong\r\n', '(error) ERR wrong'],
    ['=8\r\ntxt:some\r\n', 'some'],
    [list('*'), '(empty array)'],
    [list('~'), '(empty set)'],
    [list('>'), '(empty push)'],
    ['%0\r\n', '(empty hash)'],
  ])('annotated › %j › %s', (wire, text) => expect(annotated(wire)).toBe(`${text}\n`));

  test.each([
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['a\r\n\tb', '"a\\r\\n\\tb"'],
    ['\u0007\b', '"\\a\\b"'],
    ['\u001b[31m', '"\\x1b[31m"'],
    ['\u0000\u00ff', '"\\x00\\xff"'],
    ['\u00c3\u00bc', '"\\xc3\\xbc"'],
  ])('annotated › the string %j › escaped, so that no byte reaches the terminal as it is', (text, line) => {
    expect(annotated(bulk(text))).toBe(`${line}\n`);
  });

  test('annotated › an array › numbered, the numbers aligned', () => {
    const items = Array.from({ length: 10 }, (_, at) => bulk(`k${at}`));
    expect(
      annotated(list('*', ...items))
        .split('\n')
        .slice(0, 2),
    ).toEqual([' 1) "k0"', ' 2) "k1"']);
    expect(annotated(list('*', ...items))).toContain('\n10) "k9"\n');
  });

  test('annotated › arrays in an array › indented below their number', () => {
    expect(annotated(list('*', list('*', bulk('a'), bulk('b')), bulk('c')))).toBe('1) 1) "a"\n   2) "b"\n2) "c"\n');
  });

  test('annotated › an array of ten arrays › indented by the width of the number', () => {
    const pair = list('*', bulk('a'), bulk('b'));
    const lines = annotated(list('*', ...Array.from({ length: 10 }, () => pair))).split('\n');
    expect(lines.slice(0, 2)).toEqual([' 1) 1) "a"', '    2) "b"']);
    expect(lines.at(-3)).toBe('10) 1) "a"');
  });

  test('annotated › a map › keys and values on one line, a list as value on its own', () => {
    expect(annotated(map(bulk('name'), bulk('Mia'), bulk('tags'), list('*', bulk('x'), bulk('y'))))).toBe(
      '1# "name" => "Mia"\n2# "tags" => \n   1) "x"\n   2) "y"\n',
    );
  });

  test('annotated › an empty list in a map › stays on the line of its key', () => {
    expect(annotated(map(bulk('tags'), list('*')))).toBe('1# "tags" => (empty array)\n');
  });

  test('annotated › sets and pushes › with their own signs', () => {
    expect(annotated(list('~', bulk('a')))).toBe('1~ "a"\n');
    expect(annotated(list('>', bulk('message'), bulk('news')))).toBe('1) "message"\n2) "news"\n');
  });

  test('annotated › elements without a value in an array › numbered too', () => {
    expect(annotated(list('*', '$-1\r\n', ':1\r\n', '-ERR x\r\n'))).toBe(
      '1) (nil)\n2) (integer) 1\n3) (error) ERR x\n',
    );
  });
});

describe('a reply for programs', () => {
  test.each([
    ['+OK\r\n', 'OK\n'],
    [':42\r\n', '42\n'],
    ['#t\r\n', '(true)\n'],
    ['_\r\n', '\n'],
    [bulk('a"b\n'), 'a"b\n\n'],
    [bulk('\u00ff\u0000'), '\u00ff\u0000\n'],
    [list('*'), '\n'],
    ['-ERR wrong\r\n', 'ERR wrong\n\n'],
    ['!9\r\nERR wrong\r\n', 'ERR wrong\n\n'],
  ])('raw › %j › the bare value', (wire, text) => expect(raw(wire)).toBe(text));

  test('raw › an array › one value a line, also those of inner arrays', () => {
    expect(raw(list('*', bulk('a'), list('*', bulk('b'), bulk('c')), ':1\r\n'))).toBe('a\nb\nc\n1\n');
  });

  test('raw › a map › each key with its value on one line', () => {
    expect(raw(map(bulk('a'), ':1\r\n', bulk('b'), ':2\r\n'))).toBe('a 1\nb 2\n');
  });
});

describe('replies as they arrive', () => {
  const anyText = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 20,
  });
  const { reply: anyReply } = fc.letrec<{ reply: string }>((tie) => ({
    reply: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      anyText.map(bulk),
      fc.integer().map((number) => `:${number}\r\n`),
      fc.constantFrom('_\r\n', '#t\r\n', '+OK\r\n', '-ERR x\r\n'),
      fc.array(tie('reply'), { maxLength: 4 }).map((items) => list('*', ...items)),
      fc.array(tie('reply'), { maxLength: 4 }).map((items) => list('~', ...items)),
      fc.array(fc.tuple(tie('reply'), tie('reply')), { maxLength: 3 }).map((pairs) => map(...pairs.flat())),
    ),
  }));

  test.each(['annotated', 'raw'] as const)('%s › any reply, cut at any place › reads the same', (style) => {
    fc.assert(
      fc.property(anyReply, fc.array(fc.nat(200), { maxLength: 6 }), (reply, cuts) => {
        const wire = Buffer.from(reply, 'latin1');
        const places = [0, ...cuts.map((cut) => cut % (wire.length + 1)).sort((a, b) => a - b), wire.length];
        const chunks = places.slice(1).map((end, at) => wire.subarray(places[at], end));
        expect(shown(style, ...chunks)).toBe(shown(style, wire));
      }),
    );
  });

  test('annotated › any reply › printable ASCII only, and ends with a line break', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        expect(annotated(reply)).toMatch(/^[\u0020-\u007e\n]*\n$/);
      }),
    );
  });

  test('several replies in one chunk › each on its own line', () => {
    expect(annotated(`+OK\r\n${bulk('a')}:1\r\n`)).toBe('OK\n"a"\n(integer) 1\n');
  });

  test('a string larger than what is joined › written in parts, in order', () => {
    const large = 'x'.repeat(100_000);
    const parts: number[] = [];
    const read = createReplyReader(createReplyFormat('raw', (bytes) => void parts.push(bytes.length)));
    read(Buffer.from(`${list('*', bulk('head'), bulk(large), bulk('tail'))}`));
    expect(parts.reduce((sum, length) => sum + length, 0)).toBe('head\n\ntail\n'.length + large.length);
    expect(parts.length).toBeGreaterThan(1);
  });
});
