import { expect, test } from 'vitest';
import { someStatus, withKeys } from '../../../../test/support/some-status.ts';
import { detectKeyDrop, detectStateChange, isStaleSample } from './observed-changes.ts';

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
const kind = (...args: Parameters<typeof detectStateChange>) => detectStateChange(...args)?.kind ?? null;

test('state change › up to down and back › starts, stops and crashes are distinguished', () => {
  expect(kind(stopped, up, null, false)).toBe('started-outside');
  expect(kind(up, stopped, null, false)).toBe('stopped-outside');
  expect(kind(up, stopped, { exitCode: 0, outOfMemory: false }, false)).toBe('stopped-outside');
  expect(kind(up, stopped, { exitCode: 137, outOfMemory: false }, false)).toBe('crashed');
  expect(kind(up, stopped, { exitCode: 137, outOfMemory: true }, false)).toBe('out-of-memory');
  expect(kind(up, crashed, null, false)).toBe('crashed');
  // redis-cli SHUTDOWN: the process runtime reports every exit as a crash; the log shows a graceful shutdown.
  expect(kind(up, crashed, null, true)).toBe('stopped-outside');
  expect(kind(up, someStatus('main', { state: 'missing', uptimeSeconds: null }), null, false)).toBe('stopped-outside');
  expect(kind(crashed, stopped, null, false)).toBeNull();
});

test('state change › restart between two samples › is detected by uptime or by the exit that Docker reports', () => {
  const young = someStatus('main', { uptimeSeconds: 1 });
  expect(kind(up, young, { exitCode: 139, outOfMemory: false }, false)).toBe('crashed');
  expect(kind(up, young, { exitCode: 137, outOfMemory: true }, false)).toBe('out-of-memory');
  expect(kind(up, young, null, false)).toBe('started-outside');
  expect(kind(young, someStatus('main', { uptimeSeconds: 0 }), { exitCode: 137, outOfMemory: false }, false)).toBe(
    'crashed',
  );
  expect(kind(up, someStatus('main', { uptimeSeconds: 99 }), null, false)).toBeNull();
});

test('stale sample › taken before the container exited › does not count as a restart', () => {
  const at = Date.parse('2026-11-19T14:32:00Z');
  const sampled = (uptimeSeconds: number | null) => someStatus('main', { uptimeSeconds });
  expect(isStaleSample(sampled(10), at, at + 20)).toBe(true);
  expect(isStaleSample(sampled(0), at, at - 400)).toBe(false);
  expect(isStaleSample(sampled(4), at, at - 4600)).toBe(false);
  // Without an uptime the sample may be from before or after.
  expect(isStaleSample(sampled(null), at, at + 20)).toBe(false);
});

test('state change › engine unreachable, hung server, full memory › reports nothing', () => {
  expect(kind(up, away, null, false)).toBeNull();
  expect(kind(away, up, null, false)).toBeNull();
  const hangs = someStatus('main', { state: 'unhealthy', uptimeSeconds: null, problem: problem('NOT_ANSWERING') });
  expect(kind(up, hangs, null, false)).toBeNull();
  expect(
    kind(up, someStatus('main', { state: 'unhealthy', problem: problem('OUT_OF_MEMORY') }), null, false),
  ).toBeNull();
});

test('key drop › more than 20 % of at least ten keys › is reported', () => {
  const drop = (had: number, has: number) =>
    detectKeyDrop(someStatus('main', withKeys(had)), someStatus('main', withKeys(has)))?.detail ?? null;
  expect(drop(1000, 0)).toContain('From 1,000 keys to 0 keys (−100 %)');
  expect(drop(1000, 799)).toContain('(−20 %)');
  expect(drop(1000, 800)).toBeNull();
  expect(drop(9, 0)).toBeNull();
  expect(drop(10, 1000)).toBeNull();
  const loading = someStatus('main', { state: 'starting', ...withKeys(0) });
  expect(detectKeyDrop(someStatus('main', withKeys(1000)), loading)).toBeNull();
  expect(detectKeyDrop(someStatus('main', withKeys(1000)), stopped)).toBeNull();
});
