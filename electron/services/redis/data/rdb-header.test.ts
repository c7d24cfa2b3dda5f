import { expect, test } from 'vitest';
import { parseRdbHeader } from './rdb-header.ts';

test('RDB header › a file of Redis 7 › all fields are read', () => {
  const head = Buffer.from(
    '5245444953303031 30fa0972656469732d76657206372e302e3135fa0a72656469732d62697473c040fa056374696d65c2b749036bfa08757365642d6d656dc2e8250f00fa08616f662d62617365c000fe00fb'.replaceAll(
      ' ',
      '',
    ),
    'hex',
  );
  expect(parseRdbHeader(head)).toEqual({
    rdbVersion: 10,
    redisVersion: '7.0.15',
    createdSeconds: 0x6b0349b7,
    memoryBytes: 0x000f25e8,
  });
});

test('RDB header › other and truncated files › null, or the complete fields', () => {
  expect(parseRdbHeader(Buffer.from('<!doctype html>'))).toBeNull();
  expect(parseRdbHeader(Buffer.alloc(0))).toBeNull();
  expect(parseRdbHeader(Buffer.from('REDIS0011'))).toMatchObject({ rdbVersion: 11, redisVersion: null });
  expect(parseRdbHeader(Buffer.from('REDIS0011\xfa\x09redis', 'latin1'))).toMatchObject({ redisVersion: null });
});
