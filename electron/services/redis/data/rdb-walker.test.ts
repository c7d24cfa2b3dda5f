import { describe, expect, test } from 'vitest';
import { rdbCompressed, rdbEntry, rdbFile, rdbLength, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { RdbError } from './rdb-error.ts';
import { rdbType } from './rdb-format.ts';
import type { RdbEnd } from './rdb-visitor.ts';
import { RdbWalker } from './rdb-walker.ts';

interface Visited {
  readonly key: string;
  readonly database: number;
  readonly type: number;
  readonly expireAtMs: number;
  readonly idleSeconds: number;
  readonly frequency: number;
  readonly value: string;
  readonly hashed: string;
}

/** Walks a file in pieces, and overwrites each piece right after the call. */
function walk(file: Buffer, size = file.length): { readonly seen: readonly Visited[]; readonly end: RdbEnd } {
  const seen: Visited[] = [];
  let hashed: Buffer[] = [];
  const walker = new RdbWalker({
    valueBytes: (bytes, start, end) => void hashed.push(Buffer.from(bytes.subarray(start, end))),
    key({ keyBytes, keyStart, keyEnd, offset, length, ...entry }) {
      const value = file.toString('hex', offset, offset + length);
      const { database, type, expireAtMs, idleSeconds, frequency } = entry;
      const key = Buffer.from(keyBytes.subarray(keyStart, keyEnd)).toString();
      seen.push({
        ...{ key, database, type, expireAtMs, idleSeconds, frequency },
        value,
        hashed: Buffer.concat(hashed).toString('hex'),
      });
      hashed = [];
    },
  });
  const piece = Buffer.alloc(size);
  for (let at = 0; at < file.length; at += size) {
    const length = file.copy(piece, 0, at, at + size);
    if (walker.write(piece.subarray(0, length))) break;
    piece.fill(0xee);
  }
  return { seen, end: walker.finish() };
}

function faultOf(file: Buffer, size?: number): RdbError {
  try {
    walk(file, size);
  } catch (error) {
    if (error instanceof RdbError) return error;
    throw error;
  }
  throw new Error('the file was read without an error');
}

const raw = (...bytes: number[]) => Buffer.from(bytes);
const double = Buffer.alloc(8, 1);
const id = Buffer.alloc(16, 2);

/** One value of every type byte. The next entry fails if the walker skips a wrong number of bytes. */
const values: readonly (readonly [type: number, ...value: Buffer[]])[] = [
  [0, rdbText('plain')],
  [0, raw(0xc0, 0x85)],
  [0, raw(0xc1, 1, 2)],
  [0, raw(0xc2, 1, 2, 3, 4)],
  [0, rdbCompressed('x'.repeat(100))],
  [0, Buffer.concat([raw(0x81, 0, 0, 0, 0, 0, 0, 0, 3), Buffer.from('abc')])],
  [0, rdbText('y'.repeat(20_000))],
  [1, rdbLength(3), rdbText('a'), raw(0xc0, 7), rdbText('')],
  [2, rdbLength(100), ...Array.from({ length: 100 }, (_, at) => rdbText(`member ${at}`))],
  [3, rdbLength(3), rdbText('m'), raw(3), Buffer.from('1.5'), rdbText('n'), raw(253), rdbText('o'), raw(254)],
  [4, rdbLength(2), rdbText('f'), rdbText('v'), rdbText('g'), rdbCompressed('w'.repeat(40))],
  [5, rdbLength(2), rdbText('m'), double, rdbText('n'), double],
  [
    7,
    raw(0x81, 1, 2, 3, 4, 5, 6, 7, 8),
    raw(1, 5, 2, 0x80, 0, 0, 0, 9, 3, 0, 0, 0, 0, 4),
    double,
    raw(5),
    rdbText('s'),
    raw(0),
  ],
  ...[9, 10, 11, 12, 13, 16, 17, 20, 23].map((type) => [type, rdbText(`packed ${type}`)] as const),
  [14, rdbLength(2), rdbText('ziplist one'), rdbText('ziplist two')],
  [15, ...streamOf(1)],
  [18, rdbLength(2), rdbLength(2), rdbText('listpack'), rdbLength(1), rdbText('one large element')],
  [19, ...streamOf(2)],
  [21, ...streamOf(3)],
  [22, rdbLength(1), rdbLength(5), rdbText('field'), rdbText('value')],
  [24, double, rdbLength(2), rdbLength(0), rdbText('f'), rdbText('v'), rdbLength(9), rdbText('g'), rdbText('w')],
  [25, double, rdbText('listpack with times')],
];

function streamOf(version: 1 | 2 | 3): Buffer[] {
  const counters = version === 1 ? [] : [1, 2, 3, 4, 5].map(rdbLength);
  const consumer = [rdbText('consumer'), double, ...(version === 3 ? [double] : []), rdbLength(1), id];
  const group = [rdbText('group'), rdbLength(1), rdbLength(0), ...(version === 1 ? [] : [rdbLength(7)])];
  const pending = [rdbLength(2), id, double, rdbLength(1), id, double, rdbLength(2)];
  return [
    ...[rdbLength(1), rdbText(id), rdbText('listpack of entries'), rdbLength(3), rdbLength(9), rdbLength(1)],
    ...counters,
    ...[rdbLength(2), ...group, ...pending, rdbLength(2), ...consumer, ...consumer],
    ...[...group, rdbLength(0), rdbLength(0)],
  ];
}

const between = Buffer.concat([
  raw(250, ...rdbText('ctime'), 0xc2, 1, 2, 3, 4),
  raw(247, 1, 2, 3, 5, ...rdbText('of a module'), 0),
  raw(245, ...rdbText('#!lua name=library')),
  raw(254, 0, 251, 40, 0),
]);

const sections = values.map(([type, ...value], at) => rdbEntry(type, `key:${at}:${type}`, ...value));
const whole = rdbFile('REDIS0012', between, ...sections.slice(0, 9), raw(254, 3), ...sections.slice(9));

describe('RDB walker › one value of every encoding', () => {
  test('a walk › visits every key with the exact bytes of its value', () => {
    const { seen, end } = walk(whole);
    expect(seen.map(({ key, database }) => `${key} ${database}`)).toEqual(
      values.map(([type], at) => `key:${at}:${type} ${at < 9 ? 0 : 3}`),
    );
    expect(seen.map(({ value }) => value)).toEqual(values.map(([, ...value]) => Buffer.concat(value).toString('hex')));
    expect(end).toEqual({
      ...{ flavour: 'redis', version: 12, keys: values.length },
      ...{ endOffset: whole.length, checksum: 'verified' },
    });
    expect(seen.every(({ type }) => rdbType(type) !== null)).toBe(true);
  });

  test('pieces of any size › give the same result and all bytes of the values', () => {
    const expected = walk(whole);
    for (const size of [1, 2, 7, 64, 65, 1000, 16_384])
      expect(walk(whole, size), `pieces of ${size}`).toEqual(expected);
    expect(expected.seen.every(({ value, hashed }) => value === hashed)).toBe(true);
  });

  const small = rdbFile('REDIS0012', between, ...sections.filter((section) => section.length < 200));

  test('truncated at any byte › an error with an offset inside the file', () => {
    const faults = Array.from(small, (_, length) => {
      const { fault, offset } = faultOf(small.subarray(0, length));
      return offset <= length ? fault : `${fault} at ${offset} of ${length}`;
    });
    // "REDI" may be the start of any file.
    expect(faults).toEqual([...Array(5).fill('not-rdb'), ...Array(small.length - 5).fill('truncated')]);
  });

  test('any flipped bit › is found, and nothing hangs or reads past the end', () => {
    const faults = Array.from(small, (byte, at) => {
      const flipped = Buffer.from(small);
      flipped[at] = byte ^ (1 << (at % 8));
      const { fault, offset } = faultOf(flipped);
      return offset <= small.length ? fault : `byte ${at}: ${fault} at ${offset}`;
    });
    expect(new Set(faults)).toEqual(new Set(['not-rdb', 'truncated', 'damaged', 'unsupported', 'checksum']));
    expect(faults.slice(-8)).toEqual(Array(8).fill('checksum'));
  });
});

describe('RDB walker › files of other versions', () => {
  test('version 1 › no checksum, expirations in seconds', () => {
    const file = rdbFile('REDIS0001', raw(254, 0, 253, 0x10, 0x27, 0, 0), rdbEntry(0, 'old', rdbText('v')));
    const { seen, end } = walk(file);
    expect(seen).toMatchObject([{ key: 'old', expireAtMs: 10_000_000 }]);
    expect(end).toMatchObject({ version: 1, checksum: 'absent', endOffset: file.length });
  });

  test('expiration, idle time and frequency › belong to the next key only', () => {
    const expire = Buffer.concat([raw(252), Buffer.from('00e40b5402000000', 'hex')]);
    const file = rdbFile(
      'REDIS0009',
      ...[raw(254, 0), expire, raw(248, 0x41, 0), rdbEntry(0, 'a', rdbText('1'))],
      ...[raw(249, 200), rdbEntry(0, 'b', rdbText('2'))],
    );
    expect(walk(file, 3).seen).toMatchObject([
      { key: 'a', expireAtMs: 10_000_000_000, idleSeconds: 256, frequency: -1 },
      { key: 'b', expireAtMs: -1, idleSeconds: -1, frequency: 200 },
    ]);
  });

  test('Valkey 80 › hashes with field expirations, slot sections', () => {
    const hash = rdbEntry(
      22,
      'h',
      rdbLength(2),
      rdbText('f'),
      rdbText('v'),
      double,
      rdbText('g'),
      rdbText('w'),
      double,
    );
    const slots = Buffer.concat([
      raw(243),
      rdbText('job'),
      rdbLength(1),
      rdbLength(0),
      rdbLength(9),
      raw(244, 1, 2, 3),
    ]);
    const file = rdbFile('VALKEY080', slots, raw(254, 0), hash, rdbEntry(0, 'after', rdbText('x')));
    const { seen, end } = walk(file, 11);
    expect(seen.map(({ key }) => key)).toEqual(['h', 'after']);
    expect(end).toMatchObject({ flavour: 'valkey', version: 80 });
  });

  test('a newer version › is read up to the first unknown entry, and reports its offset', () => {
    const known = rdbEntry(0, 'known', rdbText('v'));
    const file = rdbFile('REDIS0016', raw(254, 0), known, rdbEntry(28, 'array', rdbText('?')));
    expect(faultOf(file)).toMatchObject({ fault: 'unsupported', offset: 11 + known.length });
    expect(walk(rdbFile('REDIS0016', raw(254, 0), known)).seen).toHaveLength(1);
  });

  test('keys written as numbers or compressed › are decoded', () => {
    const long = `user:${'1234567890'.repeat(30)}`;
    const number = Buffer.concat([raw(0, 0xc1, 0xd2, 0xfe), rdbText('v')]);
    const file = rdbFile('REDIS0007', number, raw(0), rdbCompressed(long), rdbText('v'));
    for (const size of [1, 5, 10_000]) expect(walk(file, size).seen.map(({ key }) => key)).toEqual(['-302', long]);
  });
});

describe('RDB walker › other files and impossible lengths', () => {
  test.each([
    ['text', Buffer.from('<!doctype html>'), 'not-rdb'],
    ['an AOF', Buffer.from('*1\r\n$4\r\nPING\r\n'), 'not-rdb'],
    [
      'a string of 2^63 bytes',
      rdbFile('REDIS0010', raw(0), rdbText('k'), raw(0x81, 0x80, 0, 0, 0, 0, 0, 0, 0)),
      'damaged',
    ],
    ['a key of 4 GB', rdbFile('REDIS0010', raw(0, 0x80, 0xff, 0xff, 0xff, 0xff)), 'damaged'],
    [
      'a list of 2^63 elements',
      rdbFile('REDIS0010', raw(1), rdbText('k'), raw(0x81, 0x80, 0, 0, 0, 0, 0, 0, 0)),
      'damaged',
    ],
    [
      'a compressed key that expands without bound',
      rdbFile('REDIS0010', raw(0, 0xc3, 1, 0x80, 0, 0xff, 0, 0, 5)),
      'damaged',
    ],
    ['an unknown kind of entry', rdbFile('REDIS0010', raw(99, 1, 1)), 'damaged'],
  ])('%s › the kind of fault', (_, file, fault) => {
    const found = faultOf(file);
    expect(['damaged', 'truncated'].includes(found.fault) ? 'damaged' : found.fault).toBe(fault);
  });

  test('bytes after the end › stay with the caller, with their offset', () => {
    const tail = Buffer.from('*1\r\n$4\r\nPING\r\n');
    const walker = new RdbWalker({});
    walker.write(Buffer.concat([whole, tail]));
    expect(walker.finish().endOffset).toBe(whole.length);
    expect(Buffer.from(walker.rest).toString()).toBe(tail.toString());
    expect(new RdbWalker({}).write(Buffer.concat([whole, Buffer.alloc(100)]))).toBe(true);
  });
});
