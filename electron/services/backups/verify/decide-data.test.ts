import { describe, expect, test } from 'vitest';
import { someBackup } from '../../../../test/support/some-backup.ts';
import { keptContext } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { decideData, requireOpenChoice } from './decide-data.ts';
import { requireKnownFormat } from './load-need.ts';

const at = '2026-11-20T10:00:00.000Z';

describe('choice of a data set', () => {
  const contents = { form: 'aof', path: 'a.manifest', decidedBy: 'dates', found: [], warnings: [] } as const;
  const archive = someBackup('one', at, { kind: 'archive' });

  test.each([
    [archive, 'rdb', true],
    [{ ...archive, contents: { ...contents, found: [], warnings: [] } }, 'aof', true],
    [{ ...archive, contents: { ...contents, found: [], warnings: [] } }, 'a.manifest', true],
    [{ ...archive, contents: { ...contents, found: [], warnings: [] } }, 'rdb', false],
    [someBackup('one', at), 'rdb', true],
    [someBackup('one', at), 'aof', false],
    [someBackup('one', at), null, true],
  ])('case %# › allowed: %s', (backup, choice, allowed) => {
    const check = () => requireOpenChoice(backup, choice);
    if (allowed) expect(check).not.toThrow();
    else expect(check).toThrow(/uses its (RDB|AOF) .*, as its manifest records/);
  });

  test('a snapshot and a decided archive › are not read again', async () => {
    const folder = { path: temporaryFolder(), instance: 'main' };
    for (const backup of [someBackup('one', at), { ...archive, contents: { ...contents, found: [], warnings: [] } }])
      expect(await decideData({} as BackupDeps, folder, backup, null, keptContext())).toBe(backup);
  });

  test('a format that is too new › BACKUP_UNSUITABLE, because the backup may be intact', () => {
    const check = (output: string) => requireKnownFormat(archive, output, { version: '7.0.15' });
    expect(() => check("Can't handle RDB format version 12")).toThrow(
      /RDB version 12, which Redis 7\.0\.15 cannot load: |it has RDB version 12/,
    );
    expect(() => check('Short read')).not.toThrow();
  });
});
