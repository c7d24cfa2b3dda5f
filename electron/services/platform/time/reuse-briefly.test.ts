import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reuseBriefly } from './reuse-briefly.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('brief value › several reads › one within the time, another after it or after forget', () => {
  const read = vi.fn(() => read.mock.calls.length);
  const value = reuseBriefly(read, 50);
  expect([value.get(), value.get()]).toEqual([1, 1]);
  vi.advanceTimersByTime(49);
  expect(value.get()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(value.get()).toBe(2);
  value.forget();
  expect(value.get()).toBe(3);
});
