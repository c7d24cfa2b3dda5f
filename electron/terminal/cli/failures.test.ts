import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { RecordedFailure, toFailure } from './failures.ts';

const data = { port: 6380, by: 'redis-server', free: 6381 };
const wanted = { code: 'PORT_TAKEN', message: 'Port 6380 is taken.', data };

test('failures › any transport › keeps code, sentence and data', () => {
  expect(toFailure(new AppError('PORT_TAKEN', wanted.message, data))).toEqual(wanted);
  expect(toFailure(new ORPCError('PORT_TAKEN', { message: wanted.message, data }))).toEqual(wanted);
  expect(toFailure(new RecordedFailure(wanted))).toEqual(wanted);
});

test('failures › a bug › no details are shown', () => {
  const bugs = [
    new TypeError('/home/me/secret'),
    'text',
    null,
    undefined,
    { code: 'BUSY' },
    new RecordedFailure({ code: 'NEW', message: '/x' }),
  ];
  for (const bug of bugs) {
    const failure = toFailure(bug);
    expect(failure).toMatchObject({ code: 'INTERNAL', data: {} });
    expect(failure.message).not.toContain('/');
  }
});

test('failures › a full disk › named, wherever it occurs', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(toFailure(full)).toMatchObject({ code: 'DISK_FULL', data: { needed: null, free: null } });
});

test('a choice of data › no answer yet › the message ends with the flag that answers it', () => {
  const { message } = toFailure(new AppError('CHOICE_NEEDED', 'Choose one.', { found: [] }));
  expect(message).toBe('Choose one. Use --data rdb, --data aof or --data PATH.');
});

test('a failure with a remedy › the message ends with the flags that act on it', () => {
  const remedy = { action: 'stop', flags: { kill: 'yes' } };
  const { message, data } = toFailure(new AppError('TIMED_OUT', 'main hangs.', { seconds: 30, remedy }));
  expect(message).toBe('main hangs. Use --action stop --kill yes.');
  expect(data).toEqual({ seconds: 30, remedy });
  const again = { action: null, flags: { yes: 'yes' } };
  const refused = new AppError('BAD_VALUE', 'Keys would be lost.', { field: 'f', expected: 'e', remedy: again });
  expect(toFailure(refused).message).toBe('Keys would be lost. Use --yes yes.');
});
