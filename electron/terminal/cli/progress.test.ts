import { expect, test } from 'vitest';
import type { Operation, OperationStep } from '../../../shared/contract/operation.ts';
import { Captured } from '../../../test/support/captured.ts';
import { Output } from './output.ts';
import { barLine, createProgress } from './progress.ts';

const operation = (fraction: number | null, ...steps: OperationStep[]): Operation => ({
  id: '1',
  kind: 'install',
  instance: 'main',
  title: 'Install main',
  face: 'terminal',
  pid: 1,
  state: 'running',
  steps,
  fraction,
  cancellable: true,
  waiting: null,
  startedAt: '2026-11-19T14:30:00Z',
  finishedAt: null,
  error: null,
  log: [],
  result: null,
});
const step = (title: string, state: OperationStep['state'], detail: string | null = null) => ({ title, state, detail });

function progressOn(terminal: boolean) {
  const stderr = new Captured(terminal);
  const stdout = new Captured();
  return { stdout, stderr, progress: createProgress(new Output({ stdout, stderr, env: {}, json: false })) };
}

test('elsewhere than on a terminal, each step is a line, and only once', () => {
  const { stdout, stderr, progress } = progressOn(false);
  progress.show(operation(0, step('Pull', 'running'), step('Start', 'pending')));
  progress.show(operation(0.2, step('Pull', 'running', '1 MB of 9 MB'), step('Start', 'pending')));
  progress.show(operation(0.5, step('Pull', 'done', '9 MB'), step('Start', 'running')));
  progress.show(operation(0.6, step('Pull', 'done', '9 MB'), step('Start', 'failed')));
  progress.clear();
  expect(stderr.text).toBe('[1/2] Pull\n[1/2] Pull: 9 MB\n[2/2] Start\n[2/2] Start: failed\n');
  expect(stdout.text).toBe('');
});

test('on a terminal a bar is drawn over itself and goes away', () => {
  const { stderr, progress } = progressOn(true);
  progress.show(operation(0.5, step('Pull', 'running', '1 MB of 9 MB')));
  progress.show(operation(0.5, step('Pull', 'running', '1 MB of 9 MB')));
  progress.clear();
  const erase = '\r\u001b[2K';
  expect(stderr.text).toBe(`${erase}[##########----------]  50 %  Pull  1 MB of 9 MB${erase}`);
});

test('a bar whose end is not known counts its steps', () => {
  expect(barLine(operation(null, step('Pull', 'done'), step('Start', 'running')), 80)).toBe('[step 2 of 2]  Start');
  expect(barLine(operation(null), 80)).toBe('Install main');
});

test('a bar is never wider than the terminal', () => {
  const long = operation(0.1, step('A step with a title that goes on and on and on and on', 'running'));
  for (const width of [1, 20, 79]) expect(barLine(long, width).length).toBeLessThanOrEqual(width);
});
