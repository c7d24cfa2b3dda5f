import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { lastLines, lastLinesOf } from './last-lines.ts';

describe('the last lines of a file', () => {
  test('any content and count › equal those of the whole text', async () => {
    const folder = temporaryFolder();
    let number = 0;
    const line = fc.oneof(fc.constantFrom('', 'a', 'é🐘', 'x'.repeat(70_000)), fc.stringMatching(/^[a-z ]{0,12}$/));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 14 }),
        async (lines, ended, count) => {
          const path = join(folder, String(number++));
          const text = lines.join('\n') + (ended ? '\n' : '');
          writeFileSync(path, text);
          const all = text.split('\n');
          if (all.at(-1) === '') all.pop();
          const shown = all.map((one) => (one.length > 16 * 1024 ? expect.stringContaining('cut: the line has') : one));
          expect(await lastLinesOf(path, count)).toEqual(count === 0 ? [] : shown.slice(-count));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('rotated files › continue the search, a missing one ends it, and a limit is reported', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'log');
    writeFileSync(path, 'e\nf\n');
    writeFileSync(`${path}.1`, 'c\nd\n');
    writeFileSync(`${path}.3`, 'a\nb\n');
    const file = await open(path);
    const search = (count: number, most: number, older = [`${path}.1`, `${path}.2`, `${path}.3`]) =>
      lastLines({ file, end: 4 }, older, count, (lines) => lines, most);
    expect(await search(3, 100)).toEqual({ lines: ['d', 'e', 'f'], cut: false });
    expect(await search(9, 100)).toEqual({ lines: ['c', 'd', 'e', 'f'], cut: false });
    expect(await search(9, 4)).toEqual({ lines: ['e', 'f'], cut: true });
    expect(await search(9, 100, [])).toEqual({ lines: ['e', 'f'], cut: false });
    const odd = await lastLines(
      { file, end: 4 },
      [`${path}.1`],
      2,
      (lines) => lines.filter((line) => line !== 'e'),
      100,
    );
    expect(odd.lines).toEqual(['d', 'f']);
    await file.close();
    expect(await lastLinesOf(join(folder, 'none'), 5)).toEqual([]);
  });
});
