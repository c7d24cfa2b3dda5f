import { describe, expect, test } from 'vitest';
import { operationStep, operationStepId } from './contract/operation-step.ts';
import { stepTitle } from './step-title.ts';

const rest = { state: 'running', detail: '14 MB of 32 MB' } as const;

describe('titles of steps', () => {
  test('every step › has its own title', () => {
    const titles = operationStepId.options.map((id) => stepTitle({ id, subject: 'GET' }));
    expect(new Set(titles).size).toBe(titles.length);
    for (const title of titles) expect(title).toMatch(/^[A-Z][^.]+$|\w/);
  });

  test('a step with a subject › names it', () => {
    expect(stepTitle({ id: 'measure-command', subject: 'LPUSH' })).toBe('Measure LPUSH');
  });

  test('a document of an earlier version › keeps its titles', () => {
    const step = operationStep.parse({ title: 'Wait until it answers', ...rest });
    expect(step).toEqual({ id: 'other', subject: 'Wait until it answers', ...rest });
    expect(stepTitle(step)).toBe('Wait until it answers');
  });

  test('a current document › unchanged', () => {
    const step = { id: 'pack-files', subject: null, ...rest };
    expect(operationStep.parse(step)).toEqual(step);
  });
});
