import { expect, test, vi } from 'vitest';
import { ifCreated, onFirstUse } from './on-first-use.ts';

test('onFirstUse › a property is read twice › it is created once, and no other is', () => {
  const create = { read: vi.fn(() => ({})), unread: vi.fn(() => ({})) };
  const object = onFirstUse<{ read: object; unread: object }>(create);
  expect(ifCreated(object, 'read')).toBeUndefined();
  const first = object.read;
  expect(object.read).toBe(first);
  expect(ifCreated(object, 'read')).toBe(first);
  expect(create.read).toHaveBeenCalledTimes(1);
  expect(create.unread).not.toHaveBeenCalled();
});

test('onFirstUse › the creation of a property fails › throws, and the next read retries', () => {
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
