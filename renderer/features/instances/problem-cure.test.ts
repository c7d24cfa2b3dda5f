import { expect, test } from 'vitest';
import type { Problem } from '../../../shared/contract/instance.ts';
import { problem as problemSchema } from '../../../shared/contract/instance.ts';
import { cureOf, problemName } from './problem-cure.ts';

const codes = problemSchema.shape.code.options;
const problem = (code: Problem['code']): Problem => ({ code, message: 'It is so.', fix: null, since: null });

test('every problem has a name of its own', () => {
  const names = codes.map((code) => problemName(problem(code)));
  expect(new Set(names).size).toBe(codes.length);
});

test('all is well without a problem', () => {
  expect(cureOf({ problem: null, state: 'running' })).toBeNull();
});

test('a server that ended is started, one that hangs is restarted', () => {
  expect(cureOf({ problem: problem('CRASHED'), state: 'stopped' })?.command).toBe('instance.start');
  expect(cureOf({ problem: problem('CONTAINER_GONE'), state: 'missing' })?.command).toBe('instance.start');
  expect(cureOf({ problem: problem('NOT_ANSWERING'), state: 'unhealthy' })?.command).toBe('instance.restart');
});

test('nothing is offered that would not help', () => {
  // A restart does not make room, and Docker alone can unpause.
  expect(cureOf({ problem: problem('OUT_OF_MEMORY'), state: 'unhealthy' })).toBeNull();
  expect(cureOf({ problem: problem('PAUSED'), state: 'unhealthy' })).toBeNull();
});
