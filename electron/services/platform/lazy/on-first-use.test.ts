import { expect, test, vi } from 'vitest';
import { ifCreated, onFirstUse } from './on-first-use.ts';

test('onFirstUse › a property that is read twice › is created once, and no other is', () => {
  const create = { read: vi.fn(() => ({})), unread: vi.fn(() => ({})) };
  const object = onFirstUse<{ read: object; unread: object }>(create);
  expect(ifCreated(object, 'read')).toBeUndefined();
  const first = object.read;
  expect(object.read).toBe(first);
  expect(ifCreated(object, 'read')).toBe(first);
  expect(create.read).toHaveBeenCalledTimes(1);
  expect(create.unread).not.toHaveBeenCalled();
});

test('onFirstUse › a property that cannot be created › throws, and is tried again at the next read', () => {
  let tries = 0;
  const object = onFirstUse<{ one: number }>({
    one: () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return tries;
    },
  });
  expect(() => object.one).toThrow('not yet');
  expect(object.one).toBe(2);
});
