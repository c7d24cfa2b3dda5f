import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataOf, someDataFiles as names } from '../../../../test/support/data-folder.ts';
import { keptContext, place } from '../../../../test/support/some-instance.ts';
import { onlyFiles } from '../../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { undoAll } from '../../operations/undo/undo.ts';
import { leavesDump, restoreDumpState, savesForArchive } from './restore-dump-state.ts';
import type { SaveTask } from './save-task.ts';
import type { Saving } from './verified-save.ts';

describe('dump of a server that keeps none', () => {
  const taskOf = (kind: SaveTask['kind'], keepDump = false) => ({ kind, keepDump }) as SaveTask;
  const quiet = { ...names, saves: false };

  test.each([
    ['snapshot', quiet, false, true],
    ['snapshot', names, false, false],
    ['snapshot', quiet, true, false],
    ['archive', quiet, false, true],
    ['archive', { ...quiet, usesAof: true }, false, false],
  ] as const)('%s of %j › leaves a dump', (kind, files, keepDump, leaves) => {
    expect(leavesDump(taskOf(kind, keepDump), files)).toBe(leaves);
  });

  test('an archive of a server with an AOF only › needs no save', () => {
    expect(savesForArchive({ ...quiet, usesAof: true })).toBe(false);
    expect(savesForArchive({ ...names, usesAof: true })).toBe(true);
  });

  test.each(['older', null])('the dump before was %s › it is as before, also after a failure', async (before) => {
    for (const fails of [false, true]) {
      const dataFolder = temporaryFolder();
      if (before) place(join(dataFolder, 'dump.rdb'), before);
      const op = keptContext();
      const saving = { dataFolder, op } as unknown as Saving;
      const taking = restoreDumpState(taskOf('snapshot'), saving, quiet, async () => {
        // Redis writes a temporary file and renames it.
        renameSync(place(join(dataFolder, 'temp-1.rdb'), 'of the backup'), join(dataFolder, 'dump.rdb'));
        if (fails) throw new Error('no space');
        return 'taken';
      });
      if (fails) {
        await expect(taking).rejects.toThrow('no space');
        await undoAll(op.entries, onlyFiles);
      } else expect(await taking).toBe('taken');
      expect(dataOf(dataFolder)).toEqual(before ? { 'dump.rdb': before } : {});
    }
  });
});
