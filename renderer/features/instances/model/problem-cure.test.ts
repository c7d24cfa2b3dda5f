import { expect, test } from 'vitest';
import type { Problem } from '../../../../shared/contract/instance.ts';
import { problem as problemSchema } from '../../../../shared/contract/instance.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { cureOf, engineProblems, problemName } from './problem-cure.ts';

const codes = problemSchema.shape.code.options;
const problem = (code: Problem['code']): Problem => ({ code, message: 'A problem.', fix: null, since: null });

test('problemName › every code › a unique name', () => {
  const names = codes.map((code) => problemName(problem(code)));
  expect(new Set(names).size).toBe(codes.length);
});

test('cureOf › no problem › nothing', () => {
  expect(cureOf(someStatus())).toBeNull();
});

test('cureOf › crashed or hanging server › Start or Restart', () => {
  expect(cureOf(someStatus('main', { problem: problem('CRASHED'), state: 'stopped' }))?.command).toBe('instance.start');
  expect(cureOf(someStatus('main', { problem: problem('CONTAINER_GONE'), state: 'missing' }))?.command).toBe(
    'instance.start',
  );
  expect(cureOf(someStatus('main', { problem: problem('NOT_ANSWERING'), state: 'unhealthy' }))?.command).toBe(
    'instance.restart',
  );
});

test('cureOf › problem that no command fixes › nothing', () => {
  // A restart frees no memory, there is no limit to raise, and only Docker can unpause.
  expect(cureOf(someStatus('main', { problem: problem('OUT_OF_MEMORY'), state: 'unhealthy' }))).toBeNull();
  expect(cureOf(someStatus('main', { problem: problem('PAUSED'), state: 'unhealthy' }))).toBeNull();
});

test('cureOf › redis.conf must be corrected › opens its text, no restart', () => {
  const codes = [
    'CONFIG_UNREADABLE',
    'PORT_UNPROTECTED',
    'PROTECTED_MODE',
    'NO_PERMISSION',
    'COMMAND_UNAVAILABLE',
  ] as const;
  for (const code of codes)
    expect(cureOf(someStatus('main', { problem: problem(code), state: 'unhealthy' }))?.command).toBe(
      'instance.settings-text',
    );
});

test('cureOf › memory full with a limit › raise the limit', () => {
  const memory = { usedBytes: 100, peakBytes: 100, limitBytes: 100 };
  const full = someStatus('main', { problem: problem('OUT_OF_MEMORY'), state: 'unhealthy', memory });
  expect(cureOf(full)?.command).toBe('instance.raise-memory');
});

test('engineProblems › two machines and a single instance of a third › one for each machine, with its own reason', () => {
  const lost = (id: string, engine: string | undefined, message: string) =>
    someStatus(id, { ...(engine && { engine }), problem: { ...problem('ENGINE_UNREACHABLE'), message } });
  const statuses = [
    ...[lost('a', 'node1', 'No route.'), lost('b', 'node2', 'Locked.'), lost('c', 'node1', 'No route.')],
    ...[lost('d', 'node2', 'Locked.'), lost('e', undefined, 'No Docker.'), someStatus('f')],
  ];
  const shown = engineProblems(statuses).map(({ engine, instances, problem: { message } }) => [
    engine,
    instances.map(({ id }) => id),
    message,
  ]);
  expect(shown).toEqual([
    ['node1', ['a', 'c'], 'No route.'],
    ['node2', ['b', 'd'], 'Locked.'],
  ]);
});
