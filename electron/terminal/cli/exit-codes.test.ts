import { expect, test } from 'vitest';
import { errorData } from '../../../shared/contract/error-data.ts';
import { exitCodeOf, exitCodeOfState } from './exit-codes.ts';

test('exit codes › each failure of the contract › the code that scripts rely on', () => {
  const codes = Object.fromEntries(Object.keys(errorData).map((code) => [code, exitCodeOf(code)]));
  expect(codes).toMatchObject({ BAD_VALUE: 2, CHOICE_NEEDED: 2, NOT_FOUND: 3, NOT_RUNNING: 3, BUSY: 4 });
  const { BAD_VALUE, CHOICE_NEEDED, NOT_FOUND, NOT_RUNNING, BUSY, ...others } = codes;
  expect(new Set(Object.values(others))).toEqual(new Set([1]));
});

test('exit codes › another failure › 1', () => {
  for (const code of ['INTERNAL', '', 'toString', '__proto__']) expect(exitCodeOf(code)).toBe(1);
});

test('exit codes › status › by the state of the instance', () => {
  expect(exitCodeOfState('running')).toBe(0);
  expect(exitCodeOfState('starting')).toBe(0);
  expect(exitCodeOfState('unhealthy')).toBe(1);
  expect(exitCodeOfState('stopped')).toBe(3);
  expect(exitCodeOfState('missing')).toBe(3);
});
