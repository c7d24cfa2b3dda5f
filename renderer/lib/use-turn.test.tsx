import { act, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useTurn } from './use-turn.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function Part({ name }: { readonly name: string }) {
  return useTurn() ? <span>{name}</span> : null;
}

const nextTask = () => act(() => void vi.advanceTimersToNextTimer());

test('useTurn › several parts › one more in each task, and those that left the page are skipped', () => {
  const parts = (names: readonly string[]) => names.map((name) => <Part key={name} name={name} />);
  const { container, rerender } = render(parts(['1', '2', '3', '4']));
  expect(container.textContent).toBe('');
  nextTask();
  expect(container.textContent).toBe('1');
  rerender(parts(['1', '3', '4']));
  nextTask();
  expect(container.textContent).toBe('13');
  nextTask();
  expect(container.textContent).toBe('134');
  rerender(parts(['1', '3', '4', '5']));
  nextTask();
  expect(container.textContent).toBe('1345');
});
