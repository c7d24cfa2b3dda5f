import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { assembled, target } from '../../../../../resources/programs/assemble.mjs';

test('programs › programs.ts › is what the .wat files assemble to', async () => {
  expect(await readFile(target, 'utf8')).toBe(await assembled());
});
