import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { someBackup } from '../../../../test/support/some-backup.ts';
import { keptContext, place } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { layOut } from '../verify/work-copy.ts';
import { byteProgress } from './copy-progress.ts';
import { withWorkFolder } from './work-folder.ts';

const at = '2026-11-20T10:00:00.000Z';

function archiveBackup(): Backup {
  return someBackup('one', at, { kind: 'archive' });
}

describe('work folders', () => {
  test('success, failure › the folder is gone, and so is its undo entry', async () => {
    const path = join(temporaryFolder(), 'work');
    const op = keptContext();
    expect(await withWorkFolder(path, op, async () => existsSync(path) && op.entries.length)).toBe(1);
    await expect(
      withWorkFolder(path, op, async () => {
        place(join(path, 'inside/file'), 'x');
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    expect([existsSync(path), op.entries]).toEqual([false, []]);
  });

  test.each([
    [{ settings: { databases: '32' } }, 32],
    [{}, 1024],
    [{ databases: [{ index: 2000, keys: 1, expires: 0 }] }, 2001],
    [{ settings: { databases: '4' }, databases: [{ index: 9, keys: 1, expires: 0 }] }, 10],
  ])('a snapshot with %j › %i databases', async (change, databases) => {
    const root = temporaryFolder();
    const path = place(join(root, 'one.rdb'), 'REDIS0010');
    mkdirSync(join(root, 'work'));
    const copy = await layOut(path, someBackup('one', at, change), join(root, 'work'), keptContext());
    expect(copy).toMatchObject({ useAof: false, names: { rdb: 'dump.rdb', databases } });
    expect(readFileSync(join(root, 'work/dump.rdb'), 'utf8')).toBe('REDIS0010');
  });

  test('an archive without a chosen data set › an error', async () => {
    await expect(layOut('/x', archiveBackup(), temporaryFolder(), keptContext())).rejects.toThrow(
      'no data set was chosen',
    );
  });
});

test('byte progress › at most every 50 ms, and always the end', () => {
  const op = keptContext();
  const report = byteProgress(op, 1000);
  for (let bytes = 0; bytes <= 1000; bytes += 10) report(bytes);
  expect(op.details.length).toBeLessThan(10);
  expect(op.details.at(-1)).toMatch(/^0\.98 KB of 0\.98 KB, /);
});
