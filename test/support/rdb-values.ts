import type { RdbFlavour } from '../../electron/services/redis/data/rdb-format.ts';
import { intsetOf, le64, listpackOf, ziplistOf, zipmapOf } from './packed-bytes.ts';
import { rdbCompressed, rdbLength, rdbText } from './rdb-bytes.ts';

/** A value of an RDB, made by hand, and its elements in the form `show` of the tests gives. */
export interface RdbValue {
  readonly name: string;
  readonly type: number;
  readonly bytes: Buffer;
  readonly flavour?: RdbFlavour;
  readonly shown: unknown;
}

const raw = (...bytes: readonly number[]) => Buffer.from(bytes);
const long = 'l'.repeat(300);
const huge = 'h'.repeat(20_000);
const double = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
const id = (ms: number, sequence: number) => {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64BE(BigInt(ms));
  bytes.writeBigUInt64BE(BigInt(sequence), 8);
  return bytes;
};

/** Integers of every width that a ziplist has. */
const integers = [0, 12, 13, -1, -128, 128, -32_768, 32_768, -8_388_608, 8_388_608, -(2 ** 31), 2 ** 31, -(2 ** 52)];
const asText = integers.map(String);
const entries = ['', 'text', long, huge, ...integers];
const shownEntries = ['', 'text', long, huge, ...asText];

/** Two live entries, one deleted and one with fields of its own. */
const streamNode = listpackOf([
  ...[3, 1, 2, 'name', 'age', 0],
  ...[2, 0, 0, 'Ada', 36, 5],
  ...[3, 1, 5, 'gone', 1, 5],
  ...[0, 7, -1, 1, 'other', 'field', 6],
  ...[2, 300, 0, 'Bob', 40, 5],
]);
const shownStream = {
  length: 3,
  lastId: '1300-1',
  items: [
    [
      '1000-1',
      [
        ['name', 'Ada'],
        ['age', '36'],
      ],
    ],
    ['1007-0', [['other', 'field']]],
    [
      '1300-1',
      [
        ['name', 'Bob'],
        ['age', '40'],
      ],
    ],
  ],
  groups: [
    {
      ...{ name: 'workers', lastId: '1007-0', pending: 2 },
      consumers: [
        ['w1', 1, 1_700_000_000_000],
        ['w2', 1, 1_700_000_000_000],
      ],
    },
    { name: 'empty', lastId: '0-0', pending: 0, consumers: [] },
  ],
};

function streamBytes(version: 1 | 2 | 3): Buffer {
  const counters = version === 1 ? [] : [rdbLength(1000), rdbLength(1), rdbLength(0), rdbLength(0), rdbLength(9)];
  const read = version === 1 ? [] : [rdbLength(2)];
  const pending = (ms: number, sequence: number) => [id(ms, sequence), le64(1_700_000_000_000), rdbLength(1)];
  const consumer = (name: string, ...ids: readonly Buffer[]) => [
    ...[rdbText(name), le64(1_700_000_000_000), ...(version === 3 ? [le64(1)] : [])],
    ...[rdbLength(ids.length), ...ids],
  ];
  return Buffer.concat([
    ...[rdbLength(1), rdbText(id(1000, 1)), rdbText(streamNode)],
    ...[rdbLength(3), rdbLength(1300), rdbLength(1), ...counters, rdbLength(2)],
    ...[rdbText('workers'), rdbLength(1007), rdbLength(0), ...read],
    ...[rdbLength(2), ...pending(1000, 1), ...pending(1007, 0)],
    ...[rdbLength(2), ...consumer('w1', id(1000, 1)), ...consumer('w2', id(1007, 0))],
    ...[rdbText('empty'), rdbLength(0), rdbLength(0), ...read, rdbLength(0), rdbLength(0)],
  ]);
}

const fields = [
  ['field', 'value'],
  ['', ''],
  [long, '7'],
] as const;
const shownFields = fields.map(([field, value]) => [field, value, null]);
const timed = [
  ['forever', 'a', null],
  ['soon', 'b', 5000],
  ['later', 'c', 9000],
] as const;
const packedTimes = listpackOf(timed.flatMap(([field, value, at]) => [field, value, at ?? 0]));
const members = [
  ['low', '-inf'],
  ['m', '0.10000000000000001'],
  ['n', '3'],
  ['top', 'inf'],
] as const;
const packedScores = ['low', '-inf', 'm', '0.1', 'n', 3, 'top', 'inf'] as const;
const descending = members.toReversed();

function of(name: string, type: number, shown: unknown, ...parts: readonly Buffer[]): RdbValue {
  return { name, type, bytes: Buffer.concat(parts), shown };
}

/** Values of every encoding, those that no current server writes included. */
export const rdbValues: readonly RdbValue[] = [
  of('a plain string', 0, 'plain', rdbText('plain')),
  of('an 8-bit number', 0, '-123', raw(0xc0, 0x85)),
  of('a 16-bit number', 0, '513', raw(0xc1, 1, 2)),
  of('a 32-bit number', 0, '-2', raw(0xc2, 0xfe, 0xff, 0xff, 0xff)),
  of('a compressed string', 0, 'x'.repeat(500), rdbCompressed('x'.repeat(500))),
  of('a string with a 64-bit length', 0, 'abc', raw(0x81, 0, 0, 0, 0, 0, 0, 0, 3), Buffer.from('abc')),
  of('a linked list', 1, ['a', '7', long], rdbLength(3), rdbText('a'), raw(0xc0, 7), rdbCompressed(long)),
  of('a set', 2, ['a', ''], rdbLength(2), rdbText('a'), rdbText('')),
  of(
    ...(['a sorted set with decimal scores', 3, members] as const),
    ...[rdbLength(4), rdbText('top'), raw(254), rdbText('n'), raw(1), Buffer.from('3')],
    ...[rdbText('m'), raw(3), Buffer.from('0.1'), rdbText('low'), raw(255)],
  ),
  of('a hash', 4, shownFields, rdbLength(3), ...fields.flatMap(([f, v]) => [rdbText(f), rdbText(v)])),
  of(
    ...(['a sorted set with binary scores', 5, members] as const),
    rdbLength(4),
    ...descending.flatMap(([member, score]) => [rdbText(member), double(Number(score.replace('inf', 'Infinity')))]),
  ),
  of(
    ...(['a module value', 7, { module: 'ReJSON-RL', text: '\x05\x02{}\x00' }] as const),
    ...[raw(0x81), moduleId('ReJSON-RL', 3), raw(5), rdbText('{}'), raw(0)],
  ),
  of('a zipmap', 9, [...shownFields, ['', huge, null]], rdbText(zipmapOf(...fields, ['', huge]))),
  of('a list in a ziplist', 10, shownEntries, rdbText(ziplistOf(...entries))),
  of('a compressed ziplist', 10, shownEntries, rdbCompressed(ziplistOf(...entries))),
  of('an intset of 16 bits', 11, ['-2', '300'], rdbText(intsetOf(2, -2, 300))),
  of('an intset of 32 bits', 11, ['-70000', '3'], rdbText(intsetOf(4, -70_000, 3))),
  of('an intset of 64 bits', 11, ['-4503599627370496', '1'], rdbText(intsetOf(8, -(2 ** 52), 1))),
  of('a sorted set in a ziplist', 12, members, rdbText(ziplistOf(...packedScores))),
  of('a hash in a ziplist', 13, shownFields, rdbText(ziplistOf(...fields.flat()))),
  of('quicklist 1', 14, ['a', '1', 'b'], rdbLength(2), rdbText(ziplistOf('a', 1)), rdbCompressed(ziplistOf('b'))),
  of('stream 1', 15, shownStream, streamBytes(1)),
  of('a hash in a listpack', 16, shownFields, rdbText(listpackOf(fields.flat()))),
  of('a hash in a listpack of unknown size', 16, shownFields, rdbText(listpackOf(fields.flat(), 0xffff))),
  of('a sorted set in a listpack', 17, members, rdbText(listpackOf(packedScores))),
  of(
    ...(['quicklist 2', 18, ['a', '5000', huge, 'z']] as const),
    ...[rdbLength(3), rdbLength(2), rdbText(listpackOf(['a', 5000]))],
    ...[rdbLength(1), rdbText(huge), rdbLength(2), rdbCompressed(listpackOf(['z']))],
  ),
  of('stream 2', 19, shownStream, streamBytes(2)),
  of('a set in a listpack', 20, shownEntries, rdbText(listpackOf(entries))),
  of('stream 3', 21, shownStream, streamBytes(3)),
  of(
    ...(['a hash with expiry of a release candidate of Redis 7.4', 22, timed, rdbLength(3)] as const),
    ...timed.flatMap(([field, value, at]) => [rdbLength(at ?? 0), rdbText(field), rdbText(value)]),
  ),
  {
    ...of(
      ...(['a hash with expiry of Valkey', 22, timed, rdbLength(3)] as const),
      ...timed.flatMap(([field, value, at]) => [rdbText(field), rdbText(value), le64(at ?? -1)]),
    ),
    flavour: 'valkey',
  },
  of('a listpack with expiry of a release candidate', 23, timed, rdbText(packedTimes)),
  of(
    ...(['a hash with expiry', 24, timed, le64(5000), rdbLength(3)] as const),
    ...timed.flatMap(([field, value, at]) => [rdbLength(at === null ? 0 : at - 4999), rdbText(field), rdbText(value)]),
  ),
  of('a listpack with expiry', 25, timed, le64(5000), rdbText(packedTimes)),
];

function moduleId(name: string, version: number): Buffer {
  const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let value = 0n;
  for (const character of name) value = (value << 6n) | BigInt(characters.indexOf(character));
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE((value << 10n) | BigInt(version));
  return bytes;
}
