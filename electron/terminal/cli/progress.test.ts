import { expect, test } from 'vitest';
import type { OperationStep } from '../../../shared/contract/operation-step.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
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
const step = (title: string, state: OperationStep['state'], detail: string | null = null) => ({
  id: 'other' as const,
  subject: title,
  state,
  detail,
});

function progressOn(terminal: boolean) {
  const stderr = new Captured(terminal);
  const stdout = new Captured();
  return { stdout, stderr, progress: createProgress(new Output({ stdout, stderr, env: {}, json: false })) };
}

test('progress › not on a terminal › one line for each step', () => {
  const { stdout, stderr, progress } = progressOn(false);
  progress.show(operation(0, step('Pull', 'running'), step('Start', 'pending')));
  progress.show(operation(0.2, step('Pull', 'running', '1 MB of 9 MB'), step('Start', 'pending')));
  progress.show(operation(0.5, step('Pull', 'done', '9 MB'), step('Start', 'running')));
  progress.show(operation(0.6, step('Pull', 'done', '9 MB'), step('Start', 'failed')));
  progress.clear();
  expect(stderr.text).toBe('[1/2] Pull\n[1/2] Pull: 9 MB\n[2/2] Start\n[2/2] Start: failed\n');
  expect(stdout.text).toBe('');
});

test('a step that is added later › earlier lines are not printed again', () => {
  const { stderr, progress } = progressOn(false);
  progress.show(operation(0, step('Pull', 'running'), step('Start', 'pending')));
  progress.show(operation(0.3, step('Pull', 'done'), step('Create', 'running'), step('Start', 'pending')));
  progress.show(operation(0.6, step('Pull', 'done'), step('Create', 'done'), step('Start', 'running')));
  expect(stderr.text).toBe('[1/2] Pull\n[2/3] Create\n[3/3] Start\n');
});

test('progress › on a terminal › a bar that is redrawn and removed', () => {
  const { stderr, progress } = progressOn(true);
  progress.show(operation(0.5, step('Pull', 'running', '1 MB of 9 MB')));
  progress.show(operation(0.5, step('Pull', 'running', '1 MB of 9 MB')));
  progress.clear();
  const erase = '\r\u001b[2K';
  expect(stderr.text).toBe(`${erase}[##########----------]  50 %  Pull  1 MB of 9 MB${erase}`);
});

test('progress › unknown end › counts the steps', () => {
  expect(barLine(operation(null, step('Pull', 'done'), step('Start', 'running')))).toBe('[step 2 of 2]  Start');
  expect(barLine(operation(null))).toBe('Install main');
});

test.each([2, 21, 80])('progress › %d columns › the bar fits', (columns) => {
  const stderr = Object.assign(new Captured(true), { columns });
  const progress = createProgress(new Output({ stdout: new Captured(), stderr, env: {}, json: false }));
  progress.show(operation(0.1, step('A step with a title that needs more room than there is', 'running')));
  expect(stderr.text.replace('\r\u001b[2K', '').length).toBeLessThan(columns);
});

test('progress › control characters › shown as escapes', () => {
  const { stderr, progress } = progressOn(true);
  progress.show(operation(0.5, step('Pull', 'running', 'a\u001b[2Jb')));
  expect(stderr.text).toContain('a\\x1b[2Jb');
});
