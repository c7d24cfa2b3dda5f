import { expect, test } from 'vitest';
import type { Problem } from '../../../../shared/contract/instance.ts';
import { problem as problemSchema } from '../../../../shared/contract/instance.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { cureOf, problemName } from './problem-cure.ts';

const codes = problemSchema.shape.code.options;
const problem = (code: Problem['code']): Problem => ({ code, message: 'It is so.', fix: null, since: null });

test('every problem has a name of its own', () => {
  const names = codes.map((code) => problemName(problem(code)));
  expect(new Set(names).size).toBe(codes.length);
});

test('all is well without a problem', () => {
  expect(cureOf(someStatus())).toBeNull();
});

test('a server that ended is started, one that hangs is restarted', () => {
  expect(cureOf(someStatus('main', { problem: problem('CRASHED'), state: 'stopped' }))?.command).toBe('instance.start');
  expect(cureOf(someStatus('main', { problem: problem('CONTAINER_GONE'), state: 'missing' }))?.command).toBe(
    'instance.start',
  );
  expect(cureOf(someStatus('main', { problem: problem('NOT_ANSWERING'), state: 'unhealthy' }))?.command).toBe(
    'instance.restart',
  );
});

test('nothing is offered that would not help', () => {
  // A restart does not make room, the machine's memory cannot be raised, and Docker alone can unpause.
  expect(cureOf(someStatus('main', { problem: problem('OUT_OF_MEMORY'), state: 'unhealthy' }))).toBeNull();
  expect(cureOf(someStatus('main', { problem: problem('PAUSED'), state: 'unhealthy' }))).toBeNull();
});

test('where memory is full its limit is raised', () => {
  const memory = { usedBytes: 100, peakBytes: 100, limitBytes: 100 };
  const full = someStatus('main', { problem: problem('OUT_OF_MEMORY'), state: 'unhealthy', memory });
  expect(cureOf(full)?.command).toBe('instance.raise-memory');
});
