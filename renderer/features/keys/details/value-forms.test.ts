import { expect, test } from 'vitest';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { cliWord, commandOf, jsonOf } from './value-forms.ts';

const name = { text: 'session:1' };
const hash: KeyValue = {
  type: 'hash',
  next: null,
  length: 2,
  items: [
    { field: { text: 'name' }, value: { text: 'Mia "M" Torres' }, expiresAt: null },
    { field: { text: 'raw' }, value: { base64: '/wA=' }, expiresAt: null },
  ],
};

test('commandOf › a hash with quotes and bytes › is a line for redis-cli', () => {
  expect(commandOf(name, hash)).toBe('HSET session:1 name "Mia \\"M\\" Torres" raw "\\xff\\x00"');
});

test('commandOf › a sorted set › has scores before members', () => {
  const value: KeyValue = { type: 'zset', next: null, length: 1, items: [{ member: { text: 'a' }, score: '1.5' }] };
  expect(commandOf(name, value)).toBe('ZADD session:1 1.5 a');
});

test('jsonOf › bytes that are no text › keep their bytes', () => {
  expect(jsonOf(hash)).toEqual({ name: 'Mia "M" Torres', raw: { base64: '/wA=' } });
});

test('cliWord › letters beyond ASCII, and an empty text › quoted', () => {
  expect([cliWord({ text: 'ü' }), cliWord({ text: '' }), cliWord({ text: 'a:b' })]).toEqual([
    '"\\xc3\\xbc"',
    '""',
    'a:b',
  ]);
});

const page = { next: null, length: 1 };
const values: Readonly<Record<string, KeyValue>> = {
  string: { type: 'string', next: null, lengthBytes: 1, fromByte: 0, value: { text: 'a b' } },
  list: { ...page, type: 'list', from: 0, items: [{ text: 'b' }, { text: 'a' }] },
  set: { ...page, type: 'set', items: [{ text: '' }] },
  stream: {
    ...{ ...page, type: 'stream', lastId: '2-0', groups: null },
    items: [
      { id: '1-0', fields: [[{ text: 'f' }, { text: '1' }]] },
      { id: '2-0', fields: [[{ text: 'f' }, { text: '$x' }]] },
    ],
  },
};

test.each([
  ['string', 'SET session:1 "a b"'],
  ['list', 'RPUSH session:1 b a'],
  ['set', 'SADD session:1 ""'],
  ['stream', 'XADD session:1 1-0 f 1\nXADD session:1 2-0 f "$x"'],
])('commandOf › a %s › the command that creates it', (type, line) => {
  expect(commandOf(name, values[type] as KeyValue)).toBe(line);
});

test('commandOf › the value of a module › says that no command exists', () => {
  const module: KeyValue = { type: 'module', next: null, module: 'ReJSON-RL', lengthBytes: 1, value: { text: 'x' } };
  expect(() => commandOf(name, module)).toThrow('module');
});

test.each([
  ['a\nb', '"a\\x0ab"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ["it's", '"it\'s"'],
  ['\0', '"\\x00"'],
  ['#', '"#"'],
])('cliWord › %j › stays in one word of redis-cli', (text, word) => expect(cliWord({ text })).toBe(word));

test('jsonOf › fields with equal names, or names that are no text › pairs, so that none is lost', () => {
  const twice: KeyValue = {
    ...{ ...page, type: 'hash' },
    items: [
      { field: { base64: '/w==' }, value: { text: '1' }, expiresAt: null },
      { field: { text: 'a' }, value: { text: '2' }, expiresAt: null },
    ],
  };
  expect(jsonOf(twice)).toEqual([
    [{ base64: '/w==' }, '1'],
    ['a', '2'],
  ]);
});

test('jsonOf › a field named __proto__ › a field like any other', () => {
  const odd: KeyValue = {
    ...{ ...page, type: 'hash' },
    items: [{ field: { text: '__proto__' }, value: { text: 'x' }, expiresAt: null }],
  };
  expect(JSON.stringify(jsonOf(odd))).toBe('{"__proto__":"x"}');
});

test('jsonOf › each type › its JSON shape', () => {
  expect(jsonOf(values.string as KeyValue)).toBe('a b');
  expect(jsonOf(values.list as KeyValue)).toEqual(['b', 'a']);
  expect(jsonOf(values.stream as KeyValue)).toEqual([
    { id: '1-0', fields: { f: '1' } },
    { id: '2-0', fields: { f: '$x' } },
  ]);
});
