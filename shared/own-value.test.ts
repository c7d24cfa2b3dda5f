import { expect, test } from 'vitest';
import { ownValue } from './own-value.ts';

test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'])(
  'own value › %s is in no record › undefined',
  (name) => {
    expect(ownValue({ main: 1 }, name)).toBeUndefined();
    expect(ownValue({}, name)).toBeUndefined();
  },
);

test('own value › a record has the property › its value, null and undefined too', () => {
  expect(ownValue({ constructor: 1 } as unknown as Record<string, number>, 'constructor')).toBe(1);
  expect(ownValue<null>({ main: null }, 'main')).toBeNull();
  expect(ownValue(JSON.parse('{"__proto__": 2}') as Record<string, number>, '__proto__')).toBe(2);
});
