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

test('cliWord › letters beyond ASCII and nothing › are in quotes', () => {
  expect([cliWord({ text: 'ü' }), cliWord({ text: '' }), cliWord({ text: 'a:b' })]).toEqual([
    '"\\xc3\\xbc"',
    '""',
    'a:b',
  ]);
});
