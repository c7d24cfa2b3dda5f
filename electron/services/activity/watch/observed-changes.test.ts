import { expect, test } from 'vitest';
import { someStatus, withKeys } from '../../../../test/support/some-status.ts';
import { isOfBefore, seenOfKeys, seenOfState } from './observed-changes.ts';

const up = someStatus();
const stopped = someStatus('main', { state: 'stopped', uptimeSeconds: null });
const problem = (code: 'CRASHED' | 'OUT_OF_MEMORY' | 'ENGINE_UNREACHABLE' | 'NOT_ANSWERING') => ({
  code,
  message: `It is ${code}.`,
  fix: null,
  since: null,
});
const crashed = someStatus('main', { state: 'stopped', uptimeSeconds: null, problem: problem('CRASHED') });
const away = someStatus('main', { state: 'unhealthy', uptimeSeconds: null, problem: problem('ENGINE_UNREACHABLE') });
const kind = (...args: Parameters<typeof seenOfState>) => seenOfState(...args)?.kind ?? null;

test('starts and ends are told apart from crashes', () => {
  expect(kind(stopped, up, null, false)).toBe('started-outside');
  expect(kind(up, stopped, null, false)).toBe('stopped-outside');
  expect(kind(up, stopped, { exitCode: 0, outOfMemory: false }, false)).toBe('stopped-outside');
  expect(kind(up, stopped, { exitCode: 137, outOfMemory: false }, false)).toBe('crashed');
  expect(kind(up, stopped, { exitCode: 137, outOfMemory: true }, false)).toBe('out-of-memory');
  expect(kind(up, crashed, null, false)).toBe('crashed');
  // redis-cli SHUTDOWN: the process runtime calls every end of a process a crash, the log knows better.
  expect(kind(up, crashed, null, true)).toBe('stopped-outside');
  expect(kind(up, someStatus('main', { state: 'missing', uptimeSeconds: null }), null, false)).toBe('stopped-outside');
  expect(kind(crashed, stopped, null, false)).toBeNull();
});

test('one that its engine started again between two looks is told by its uptime, or by its engine', () => {
  const young = someStatus('main', { uptimeSeconds: 1 });
  expect(kind(up, young, { exitCode: 139, outOfMemory: false }, false)).toBe('crashed');
  expect(kind(up, young, { exitCode: 137, outOfMemory: true }, false)).toBe('out-of-memory');
  expect(kind(up, young, null, false)).toBe('started-outside');
  expect(kind(young, someStatus('main', { uptimeSeconds: 0 }), { exitCode: 137, outOfMemory: false }, false)).toBe(
    'crashed',
  );
  expect(kind(up, someStatus('main', { uptimeSeconds: 99 }), null, false)).toBeNull();
});

test('a look that was on its way when its container ended does not say that it was started again', () => {
  const at = Date.parse('2026-11-19T14:32:00Z');
  const looked = (uptimeSeconds: number | null) => someStatus('main', { uptimeSeconds });
  expect(isOfBefore(looked(10), at, at + 20)).toBe(true);
  expect(isOfBefore(looked(0), at, at - 400)).toBe(false);
  expect(isOfBefore(looked(4), at, at - 4600)).toBe(false);
  // One that does not answer may be either.
  expect(isOfBefore(looked(null), at, at + 20)).toBe(false);
});

test('what cannot be told is not guessed: an engine away, a server that hangs, full memory', () => {
  expect(kind(up, away, null, false)).toBeNull();
  expect(kind(away, up, null, false)).toBeNull();
  const hangs = someStatus('main', { state: 'unhealthy', uptimeSeconds: null, problem: problem('NOT_ANSWERING') });
  expect(kind(up, hangs, null, false)).toBeNull();
  expect(
    kind(up, someStatus('main', { state: 'unhealthy', problem: problem('OUT_OF_MEMORY') }), null, false),
  ).toBeNull();
});

test('keys that are gone at once: more than 20 % of no fewer than ten', () => {
  const drop = (had: number, has: number) =>
    seenOfKeys(someStatus('main', withKeys(had)), someStatus('main', withKeys(has)))?.detail ?? null;
  expect(drop(1000, 0)).toContain('From 1,000 keys to 0 keys (−100 %)');
  expect(drop(1000, 799)).toContain('(−20 %)');
  expect(drop(1000, 800)).toBeNull();
  expect(drop(9, 0)).toBeNull();
  expect(drop(10, 1000)).toBeNull();
  const loading = someStatus('main', { state: 'starting', ...withKeys(0) });
  expect(seenOfKeys(someStatus('main', withKeys(1000)), loading)).toBeNull();
  expect(seenOfKeys(someStatus('main', withKeys(1000)), stopped)).toBeNull();
});
