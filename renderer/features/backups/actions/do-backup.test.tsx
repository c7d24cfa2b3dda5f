import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { FoundData, RestoreResult, UndoOffer } from '../../../../shared/contract/backup.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { type BackupDialogRequest, backupDialog } from './backup-dialog-state.ts';
import { importQuestion, restoreQuestion, verifyQuestion } from './data-questions.ts';
import { importBackup, restoreBackup, undoLast, undoRemoveBackup, verifyBackup } from './do-backup.ts';

const takenAt = '2026-11-19T11:00:00.000Z';
const nightly = someBackup('nightly', takenAt);
const found: FoundData[] = ['a/dump.rdb', 'b/dump.rdb'].map((path) => ({
  ...{ path, form: 'rdb', keys: 3, sizeBytes: 100, modifiedAt: null },
}));
const restored: RestoreResult = {
  ...{
    instance: 'main',
    backup: 'nightly',
    keys: 40,
    durationMs: 1_500,
    expiredSince: 0,
    safetyBackup: 'before',
    evicted: 0,
  },
};
const noProgress = () => undefined;

afterEach(() => {
  backupDialog.set(null);
});

describe('verify', () => {
  test('verified › says so, with the sentence of the verification', async () => {
    core.reply({
      backups: { verify: () => verified({ proof: { ...goodVerification, message: 'All 40 keys are there.' } }) },
    });
    show(<div />);
    await verifyBackup(nightly);
    expect(await screen.findByText('nightly verified')).toBeTruthy();
    expect(screen.getByText('All 40 keys are there.')).toBeTruthy();
  });

  test('the verification fails › no success is shown', async () => {
    core.reply({
      backups: {
        verify: () => verified({ proof: { ...goodVerification, ok: false, message: 'The file is truncated.' } }),
      },
    });
    show(<div />);
    await verifyBackup(nightly);
    expect(await screen.findByText('The file is truncated.')).toBeTruthy();
    expect(screen.queryByText('nightly verified')).toBeNull();
  });

  test('several data sets › asks which one, and verifies that one', async () => {
    let answers = 0;
    core.reply({
      backups: {
        verify: () => {
          answers += 1;
          if (answers === 1) throw choiceNeeded();
          return verified({ proof: goodVerification });
        },
      },
    });
    show(<div />);
    await verifyBackup(nightly);
    const question = openQuestion();
    expect(question.found).toEqual(found);
    expect(question.line('b/dump.rdb')).toContain('--backup-name nightly --data b/dump.rdb');
    await question.choose('b/dump.rdb', noProgress);
    await waitFor(() =>
      expect(inputsOf('backups.verify').at(-1)).toEqual({ instance: 'main', name: 'nightly', data: 'b/dump.rdb' }),
    );
  });

  test('another dialog is open › it stays, and a message offers the question', async () => {
    core.reply({
      backups: {
        verify: () => {
          throw choiceNeeded();
        },
      },
    });
    const { user } = show(<div />);
    backupDialog.set({ kind: 'flush', instance: 'shop' });
    await verifyBackup(nightly);
    expect(backupDialog.get()).toEqual({ kind: 'flush', instance: 'shop' });
    await user.click(await screen.findByRole('button', { name: 'Choose…' }));
    expect(openQuestion().found).toEqual(found);
  });
});

describe('restore', () => {
  const place = { to: 'own', id: 'main' } as never;

  test('restored › keys and time, and Undo restores the data from before', async () => {
    core.reply({
      backups: {
        restore: () => ended({ kind: 'restore', result: restored }),
        undoable: () => offer({}),
        undo: () => ended({ kind: 'undo', result: { ...restored, backup: 'before', keys: 7 } }),
      },
    });
    const { user } = show(<div />);
    await restoreBackup(nightly, { place, onProgress: noProgress });
    expect(await screen.findByText(/40 keys in 1\.5 s/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(inputsOf('backups.undo')).toMatchObject([{ instance: 'main' }]));
    expect(await screen.findByText(/7 keys/)).toBeTruthy();
  });

  test('without a safety backup › no Undo is promised', async () => {
    core.reply({
      backups: { restore: () => ended({ kind: 'restore', result: { ...restored, safetyBackup: null } }) },
    });
    show(<div />);
    await restoreBackup(nightly, { place, onProgress: noProgress });
    expect(await screen.findByText(/40 keys/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  test('it fails › the error is left to the dialog', async () => {
    core.reply({
      backups: {
        restore: () => {
          throw failure('BACKUP_UNSUITABLE', 'The backup is damaged.', { name: 'nightly', reason: 'damaged' });
        },
      },
    });
    show(<div />);
    await expect(restoreBackup(nightly, { place, onProgress: noProgress })).rejects.toThrow('The backup is damaged.');
  });

  test('several data sets › the question takes the place of the restore dialog', async () => {
    core.reply({
      backups: {
        restore: () => {
          throw choiceNeeded();
        },
      },
    });
    show(<div />);
    backupDialog.set({ kind: 'restore', backup: nightly });
    await restoreBackup(nightly, { place, onProgress: noProgress });
    expect(openQuestion().found).toEqual(found);
  });
});

describe('undo', () => {
  test('something was written since › asks first', async () => {
    const newer = { title: 'Flush main', at: takenAt };
    core.reply({ backups: { undoable: () => offer({ newer }) } });
    await undoLast('main');
    expect(backupDialog.get()).toMatchObject({ kind: 'undo', offer: { newer } });
    expect(inputsOf('backups.undo')).toEqual([]);
  });

  test('nothing can be undone › the sentence of the core', async () => {
    core.reply({
      backups: {
        undoable: () => null,
        undo: () => {
          throw failure('NOT_FOUND', 'There is nothing to undo.', { what: 'backup', id: 'main' });
        },
      },
    });
    show(<div />);
    await undoLast('main');
    expect(await screen.findByText(/There is nothing to undo\./)).toBeTruthy();
  });

  test('a deleted backup › back in the list', async () => {
    core.reply({ backups: { undoRemove: () => nightly } });
    show(<div />);
    await undoRemoveBackup(nightly);
    expect(inputsOf('backups.undoRemove')).toEqual([{ instance: 'main', name: 'nightly' }]);
    expect(await screen.findByText(/nightly/)).toBeTruthy();
  });
});

describe('import', () => {
  test('a file with several data sets › the question names the file, not its path', async () => {
    core.reply({
      backups: {
        import: () => {
          throw choiceNeeded();
        },
      },
    });
    show(<div />);
    await importBackup({ instance: 'main', path: '/home/me/data.tar.gz' }).catch(() => undefined);
    const question = importQuestion({ instance: 'main' }, '/home/me/data.tar.gz', async () => undefined);
    expect(question.subject).toBe('data.tar.gz');
    expect(question.line('a.rdb')).toBe('manage.sh --action import-backup --file /home/me/data.tar.gz --data a.rdb');
  });

  test('a name with a space in Windows › quoted, and short in the question', () => {
    const question = importQuestion({ instance: 'shop', name: 'old one' }, 'C:\\data\\dump.rdb', async () => undefined);
    expect(question.subject).toBe('dump.rdb');
    expect(question.line('x')).toContain("--backup-name 'old one'");
  });

  test.each([
    [{ to: 'own', id: 'main' }, ' --yes yes', null],
    [{ to: 'other', id: 'shop' }, '--into shop', '--to-client'],
    [{ to: 'new', id: 'copy' }, '--to-client copy', '--yes'],
  ] as const)('restore into %o › the line says where', (place, expected, absent) => {
    const line = restoreQuestion(nightly, place as never, async () => undefined).line('a.rdb');
    expect(line).toContain(expected.trim());
    if (absent !== null) expect(line).not.toContain(absent);
  });

  test('verify › the line names the backup and the data', () => {
    expect(verifyQuestion(nightly, async () => undefined).line('a.rdb')).toBe(
      'manage.sh --action verify-backup --backup-name nightly --data a.rdb',
    );
  });
});

function verified(change: Parameters<typeof someBackup>[2]) {
  return ended({ kind: 'prove', title: 'Verify nightly', result: someBackup('nightly', takenAt, change) });
}

function choiceNeeded() {
  return failure('CHOICE_NEEDED', 'It holds several data sets.', { found } as never);
}

function offer(change: Partial<UndoOffer>): UndoOffer {
  return {
    ...{ instance: 'main', what: 'restore', at: takenAt, asOf: takenAt, keys: 7, backup: 'nightly' },
    safetyBackup: 'before',
    newer: null,
    ...change,
  };
}

function openQuestion() {
  const open = backupDialog.get() as Extract<BackupDialogRequest, { kind: 'choose-data' }> | null;
  if (open?.kind !== 'choose-data') throw new Error(`the open dialog is ${open?.kind ?? 'none'}`);
  return open.question;
}

function inputsOf(wanted: string): readonly unknown[] {
  return core.calls.filter(({ procedure }) => procedure === wanted).map(({ input }) => input);
}
