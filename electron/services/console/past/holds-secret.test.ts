import { expect, test } from 'vitest';
import { holdsSecret } from './holds-secret.ts';

test.each([
  'AUTH s3cret',
  '  auth user s3cret',
  '2 AUTH s3cret',
  '"AUTH" s3cret',
  'hello 3 auth default s3cret',
  'CONFIG SET requirepass s3cret',
  'CONFIG SET maxmemory 1gb masterauth s3cret',
  'config set tls-key-file-pass s3cret',
  'ACL SETUSER bob on >s3cret ~*',
  'ACL SETUSER bob #0123',
  'MIGRATE host 6379 k 0 5 AUTH s3cret',
  'MIGRATE host 6379 k 0 5 AUTH2 user s3cret',
  'SENTINEL SET mymaster auth-pass s3cret',
  'AUTH "s3cret',
  'CONFIG SET requirepass "s3cret',
])('history › %s › left out', (line) => {
  expect(holdsSecret(line)).toBe(true);
});

test.each([
  'GET auth',
  'HELLO 3',
  'CONFIG GET requirepass',
  'CONFIG SET maxmemory 1gb',
  'ACL SETUSER bob on ~*',
  'ACL WHOAMI',
  '',
])('history › %j › kept', (line) => {
  expect(holdsSecret(line)).toBe(false);
});

test('history › AUTH under its renamed name › left out', () => {
  expect(holdsSecret('login s3cret', { AUTH: 'login' })).toBe(true);
  expect(holdsSecret('login s3cret')).toBe(false);
});
