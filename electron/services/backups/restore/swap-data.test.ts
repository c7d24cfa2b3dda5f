import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataOf, someDataFiles as names } from '../../../../test/support/data-folder.ts';
import { keptContext, place } from '../../../../test/support/some-instance.ts';
import { onlyFiles } from '../../../../test/support/some-operations.ts';
import { inTemporaryFolder, temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { undoAll } from '../../operations/undo/undo.ts';
import { stagePath, swapData, swapUndo, sweepStages } from './swap-data.ts';

describe('swap of the data files', () => {
  const oldFiles = fc.subarray([
    'dump.rdb',
    'appendonly.aof',
    'appendonlydir/a.manifest',
    'appendonlydir/a.base',
    'nodes.conf',
    'mine.txt',
  ]);
  const newFiles = fc.subarray(['dump.rdb', 'appendonly.aof'], { minLength: 1 });

  async function prepare(data: string, before: readonly string[], after: readonly string[]) {
    for (const name of before) place(join(data, name), `old ${name}`);
    const stage = stagePath(data, 'id');
    const folder = join(stage, 'new');
    for (const name of after) place(join(folder, name), `new ${name}`);
    const prepared = { folder, names: after, databases: null };
    const undo = await swapUndo(data, stage, names, prepared);
    return { stage, prepared, undo };
  }

  test('any files before and after › exactly the new data can be loaded, other files stay', async () => {
    await fc.assert(
      fc.asyncProperty(oldFiles, newFiles, (before, after) =>
        inTemporaryFolder(async (data) => {
          const { stage, prepared } = await prepare(data, before, after);
          await swapData(data, stage, names, prepared, keptContext());
          const others = before.filter((name) => name === 'nodes.conf' || name === 'mine.txt');
          expect(dataOf(data)).toEqual(
            Object.fromEntries(
              [
                ...after.map((name) => [name, `new ${name}`]),
                ...others.map((name) => [name, `old ${name}`]),
              ].toSorted(),
            ),
          );
        }),
      ),
      { numRuns: 25 },
    );
  });

  test('any files, undone after or before the swap › exactly the old data', async () => {
    await fc.assert(
      fc.asyncProperty(oldFiles, newFiles, fc.boolean(), (before, after, swapped) =>
        inTemporaryFolder(async (data) => {
          const { stage, prepared, undo } = await prepare(data, before, after);
          const expected = dataOf(data);
          if (swapped) await swapData(data, stage, names, prepared, keptContext());
          await undoAll(undo, onlyFiles);
          expect(dataOf(data)).toEqual(expected);
        }),
      ),
      { numRuns: 25 },
    );
  });

  test('temporary files of a save that was killed › are removed, with a line in the log', async () => {
    const data = temporaryFolder();
    const { stage, prepared } = await prepare(data, ['dump.rdb'], ['dump.rdb']);
    const [halves, kept] = [
      ['temp-812.rdb', 'temp-rewriteaof-9.aof', 'temp-rewriteaof-bg-9.aof'],
      ['temp-x.rdb', 'temp-1.txt'],
    ];
    for (const name of [...halves, ...kept]) place(join(data, name), name);
    const op = keptContext();
    await swapData(data, stage, names, prepared, op);
    expect(Object.keys(dataOf(data))).toEqual(['dump.rdb', ...kept.toSorted()]);
    expect(op.logged).toHaveLength(3);
  });

  test('stages of earlier restores › are swept, other hidden folders are not', async () => {
    const data = temporaryFolder();
    place(join(data, '.restore-a/old/dump.rdb'));
    place(join(data, '.mine/file'));
    await sweepStages(data);
    expect(readdirSync(data)).toEqual(['.mine']);
    await expect(sweepStages(join(data, 'none'))).resolves.toBeUndefined();
  });
});
