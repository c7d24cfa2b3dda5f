import { expect, test } from 'vitest';
import { newPassword } from './new-password.ts';

test('new password › a thousand of them › all different, 32 characters that need no quotes', () => {
  const made = Array.from({ length: 1000 }, newPassword);
  expect(new Set(made).size).toBe(1000);
  for (const password of made) expect(password).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(new Set(made.join('')).size).toBe(64);
});
