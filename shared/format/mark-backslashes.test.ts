import { expect, test } from 'vitest';
import { markBackslashes } from './mark-backslashes.ts';

test('backslashes › before a letter of an escape or another backslash › doubled; others unchanged', () => {
  expect(markBackslashes('a\\nb')).toBe('a\\\\nb');
  expect(markBackslashes('a\\\\n')).toBe('a\\\\\\\\n');
  expect(markBackslashes('{"q":"\\"x\\""} C:\\dir')).toBe('{"q":"\\"x\\""} C:\\dir');
});
