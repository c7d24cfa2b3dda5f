import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Backup, CleanupResult } from '../../../../shared/contract/backup.ts';
import { BACKUP_NAME_RULE } from '../../../../shared/contract/backup.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { someStatus, withKeys } from '../../../../test/support/some-status.ts';
import { type BackupDialogRequest, backupDialog, backupKey, shownBackup } from '../actions/backup-dialog-state.ts';
import * as dialogsWords from '../words/dialogs.ts';
import * as listWords from '../words/list.ts';
import { BackupDialogs } from './backup-dialogs.tsx';

const backup = someBackup('before-deploy', '2026-11-20T10:00:00.000Z', {
  keys: 10,
  sizeBytes: 2048,
  proof: goodVerification,
});
const others = [
  someBackup('nightly', '2026-11-19T10:00:00.000Z'),
  someBackup('nightly', '2026-11-19T10:00:00.000Z', { instance: 'acme' }),
];

beforeEach(() => core.reply({ backups: { list: () => [backup, ...others] } }));
afterEach(() => {
  act(() => backupDialog.set(null));
  shownBackup.set(undefined);
});

async function open(request: BackupDialogRequest) {
  const shown = show(<BackupDialogs />);
  act(() => backupDialog.set(request));
  const dialog = await screen.findByRole('dialog');
  return { ...shown, dialog };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const submit = (dialog: HTMLElement) =>
  fireEvent.submit(within(dialog).getByRole('button', { name: dialogsWords.rename }).closest('form') ?? dialog);

describe('rename a backup', () => {
  const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: dialogsWords.newName });

  test('rename › opens › the name to edit has the focus', async () => {
    await open({ kind: 'rename', backup });
    await waitFor(() => expect(document.activeElement).toBe(field()));
    expect(field().value).toBe('before-deploy');
  });

  test.each(['', '-x', '.hidden', 'a/b', '../x', 'a b', 'ü'])(
    'rename › to %j › the rule, and nothing is sent',
    async (to) => {
      const { user, dialog } = await open({ kind: 'rename', backup });
      await user.clear(field());
      if (to !== '') fireEvent.change(field(), { target: { value: to } });
      expect(dialog.textContent).toContain(BACKUP_NAME_RULE);
      submit(dialog);
      await waitFor(() => expect(within(dialog).getAllByText(`${BACKUP_NAME_RULE}.`).length).toBeGreaterThan(1));
      expect(inputs('backups.change')).toEqual([]);
    },
  );

  test('rename › to the name of another backup of this instance › says so; of another instance it is free', async () => {
    const { user, dialog } = await open({ kind: 'rename', backup });
    await fill(user, field(), 'nightly');
    await waitFor(() =>
      expect(dialog.textContent).toContain(listWords.instanceAlreadyHasABackupName('main', 'nightly')),
    );
  });

  test('rename › Enter › renames, keeps the open details open, and Undo renames back', async () => {
    core.reply({ backups: { change: ({ to }) => ({ ...backup, name: to ?? backup.name }) } });
    shownBackup.set(backupKey(backup));
    const { user } = await open({ kind: 'rename', backup });
    await fill(user, field(), ' after-deploy ');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(backupDialog.get()).toBeNull());
    expect(shownBackup.get()).toBe('main/after-deploy');
    await user.click(await screen.findByRole('button', { name: dialogsWords.undo }));
    await waitFor(() => expect(inputs('backups.change')).toHaveLength(2));
    expect(inputs('backups.change')).toEqual([
      { instance: 'main', name: 'before-deploy', to: 'after-deploy' },
      { instance: 'main', name: 'after-deploy', to: 'before-deploy' },
    ]);
  });

  test('rename › the core refuses › the sentence in the dialog, which stays open', async () => {
    core.reply({
      backups: {
        change: () => {
          throw failure('CONFLICT', 'A backup with this name was created meanwhile.', {} as never);
        },
      },
    });
    const { user, dialog } = await open({ kind: 'rename', backup });
    await fill(user, field(), 'other');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(dialog.textContent).toContain('was created meanwhile'));
    expect(backupDialog.get()).not.toBeNull();
  });
});

describe('note of a backup', () => {
  const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: dialogsWords.note });

  test('note › only spaces › removes it', async () => {
    core.reply({ backups: { change: ({ note }) => ({ ...backup, note: note ?? null }) } });
    const { user } = await open({ kind: 'note', backup: { ...backup, note: 'old' } });
    await fill(user, field(), '   ');
    await user.click(button(dialogsWords.save));
    await waitFor(() =>
      expect(inputs('backups.change')).toEqual([{ instance: 'main', name: 'before-deploy', note: null }]),
    );
    expect(await screen.findByText(dialogsWords.noteOnNamePart('before-deploy', 'removed'))).toBeTruthy();
  });

  test('note › unchanged › closes without a message', async () => {
    core.reply({ backups: { change: ({ note }) => ({ ...backup, note: note ?? null }) } });
    const { user } = await open({ kind: 'note', backup: { ...backup, note: 'same' } });
    await user.click(button(dialogsWords.save));
    await waitFor(() => expect(backupDialog.get()).toBeNull());
    expect(screen.queryByText(dialogsWords.noteOnNamePart('before-deploy', 'saved'))).toBeNull();
  });

  test('note › of the backup opened next › is not the text that was typed for the one before', async () => {
    await open({ kind: 'note', backup: { ...backup, note: 'first' } });
    fireEvent.change(field(), { target: { value: 'typed, but not saved' } });
    act(() => backupDialog.set(null));
    act(() => backupDialog.set({ kind: 'note', backup: { ...backup, name: 'nightly', note: 'second' } }));
    await waitFor(() => expect(field().value).toBe('second'));
  });
});

describe('delete a backup', () => {
  test('delete › opens › Cancel has the focus, so that Enter deletes nothing', async () => {
    const { user } = await open({ kind: 'delete', backup });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(backupDialog.get()).toBeNull());
    expect(inputs('backups.remove')).toEqual([]);
  });

  test('delete › what is lost › keys, size and trust; a safety backup says what can then not be undone', async () => {
    const { dialog } = await open({ kind: 'delete', backup });
    expect(dialog.textContent).toContain('10 keys');
    expect(dialog.textContent).toContain('2 KB');
    expect(dialog.textContent).toContain('verified');
    expect(dialog.textContent).not.toContain(dialogsWords.withoutThisSafetyBackupTheChange);
    act(() => backupDialog.set({ kind: 'delete', backup: { ...backup, reason: 'safety', keys: null } }));
    await waitFor(() => expect(dialog.textContent).toContain(dialogsWords.withoutThisSafetyBackupTheChange));
    expect(dialog.textContent).toContain(dialogsWords.thisBackup);
  });

  test('delete › confirmed › undoable, closes the open details, and Undo brings it back', async () => {
    core.reply({ backups: { remove: () => backup, undoRemove: () => backup } });
    shownBackup.set(backupKey(backup));
    const { user } = await open({ kind: 'delete', backup });
    await user.click(button(dialogsWords.deleteWithUndo));
    await waitFor(() =>
      expect(inputs('backups.remove')).toEqual([{ instance: 'main', name: 'before-deploy', undoable: true }]),
    );
    await user.click(await screen.findByRole('button', { name: dialogsWords.undo }));
    expect(shownBackup.get()).toBeUndefined();
    await waitFor(() => expect(inputs('backups.undoRemove')).toEqual([{ instance: 'main', name: 'before-deploy' }]));
    expect(await screen.findByText(dialogsWords.nameRestoredToTheList('before-deploy'))).toBeTruthy();
  });
});

describe('take a backup', () => {
  const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: dialogsWords.name });

  test('back up › nothing filled in › the defaults, and a CLI line without them', async () => {
    core.reply({ backups: { create: () => ended({ kind: 'backup', result: backup } as const) } });
    const { user, dialog } = await open({ kind: 'back-up', instance: 'acme' });
    expect(dialog.textContent).toContain('--action backup --instance acme');
    expect(dialog.textContent).not.toMatch(/--(kind|note|verify|backup-name)/);
    await user.click(button(dialogsWords.backUp));
    await waitFor(() =>
      expect(inputs('backups.create')).toEqual([{ instance: 'acme', kind: 'snapshot', verify: true }]),
    );
  });

  test('back up › every field › sent, and the CLI line says the same', async () => {
    core.reply({ backups: { create: () => ended({ kind: 'backup', result: backup } as const) } });
    const { user, dialog } = await open({ kind: 'back-up', instance: 'main' });
    await fill(user, name(), 'mine');
    await fill(user, screen.getByRole('textbox', { name: dialogsWords.note }), " Maria's ");
    await user.click(screen.getByRole('radio', { name: dialogsWords.archive }));
    await user.click(screen.getByRole('checkbox', { name: dialogsWords.verifyAfterwards }));
    expect(dialog.textContent).toContain("--backup-name mine --kind archive --note 'Maria'\\''s' --verify no");
    await user.click(button(dialogsWords.backUp));
    await waitFor(() => expect(inputs('backups.create')).toHaveLength(1));
    expect(inputs('backups.create')[0]).toEqual({
      instance: 'main',
      kind: 'archive',
      verify: false,
      name: 'mine',
      note: "Maria's",
    });
  });

  test('back up › a name that is taken › says so before anything is asked of the core', async () => {
    const { user, dialog } = await open({ kind: 'back-up', instance: 'main' });
    await fill(user, name(), 'nightly');
    await waitFor(() =>
      expect(dialog.textContent).toContain(listWords.instanceAlreadyHasABackupName('main', 'nightly')),
    );
    await user.click(button(dialogsWords.backUp));
    expect(inputs('backups.create')).toEqual([]);
  });

  test('back up › its verification fails › a warning with the reason, not a success', async () => {
    const failed: Backup = {
      ...backup,
      proof: { ...goodVerification, ok: false, message: 'Redis could not load it.' },
    };
    core.reply({ backups: { create: () => ended({ kind: 'backup', result: failed } as const) } });
    const { user } = await open({ kind: 'back-up', instance: 'main' });
    await user.click(button(dialogsWords.backUp));
    expect(
      await screen.findByText(dialogsWords.whatButItsVerificationFailed(dialogsWords.instanceBackedUp('main'))),
    ).toBeTruthy();
    expect(screen.getByText(/Redis could not load it\./)).toBeTruthy();
  });
});

describe('flush', () => {
  const flushed = { instance: 'main', database: 'all', removedKeys: 1234, safetyBackup: 'safety-1' };

  test('flush › opens › how many keys, that a safety backup is taken, and Cancel has the focus', async () => {
    await showStatuses(someStatus('main', withKeys(1234)));
    const { dialog } = await open({ kind: 'flush', instance: 'main' });
    expect(dialog.textContent).toContain('1,234 keys will be');
    expect(dialog.textContent).toContain('A safety backup is taken first');
    expect(dialog.textContent).toContain('--action flush --database all --yes yes');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
  });

  test('flush › confirmed › closes, reports what was deleted, and offers Undo', async () => {
    await showStatuses(someStatus('main', withKeys(1)));
    core.reply({ backups: { flush: () => ended({ kind: 'flush', result: flushed } as never), undoable: () => null } });
    const { user } = await open({ kind: 'flush', instance: 'main' });
    await user.click(button(dialogsWords.flushWithUndo));
    await waitFor(() => expect(inputs('backups.flush')).toEqual([{ instance: 'main', database: 'all' }]));
    expect(await screen.findByText('1,234 keys deleted.')).toBeTruthy();
    expect(button(dialogsWords.undo)).toBeTruthy();
  });

  test('flush › fails › stays open with the sentence, and nothing is reported as deleted', async () => {
    await showStatuses(someStatus('main', withKeys(1)));
    const error = { code: 'NO_SPACE', message: 'The safety backup needs 2 GB; 1 GB is free.', data: null };
    core.reply({ backups: { flush: () => ended({ kind: 'flush', state: 'failed', error } as never) } });
    const { user, dialog } = await open({ kind: 'flush', instance: 'main' });
    await user.click(button(dialogsWords.flushWithUndo));
    await waitFor(() => expect(dialog.textContent).toContain('The safety backup needs 2 GB'));
    expect(screen.queryByText(/keys deleted/)).toBeNull();
  });
});

describe('flush › what is known before', () => {
  const preview = {
    ...{ instance: 'main', databases: [], estimatedBytes: 2048, freeBytes: 4 * 1024 ** 3, refused: [] },
    clients: [
      { name: 'worker', count: 3 },
      { name: '127.0.0.1', count: 1 },
    ],
  };

  test('flush › opens › keys by database, who is connected, and the size of the safety backup', async () => {
    await showStatuses(someStatus('main', withKeys(1234)));
    core.reply({ backups: { flushPreview: () => preview } });
    const { dialog } = await open({ kind: 'flush', instance: 'main' });
    await waitFor(() => expect(dialog.textContent).toContain('worker × 3, 127.0.0.1'));
    expect(dialog.textContent).toContain('about 2 KB; 4 GB free');
    expect(within(dialog).getByRole('row', { name: /db0 1,234/ })).toBeTruthy();
  });

  test('flush › nothing is known yet › no number of keys is claimed', async () => {
    core.reply({ backups: { flushPreview: () => new Promise(() => undefined) } });
    const { dialog } = await open({ kind: 'flush', instance: 'elsewhere' });
    expect(dialog.textContent).toContain('All keys will be deleted; their number is not known yet.');
    expect(dialog.textContent).not.toMatch(/\b0 keys/);
  });

  test('flush › the status has no databases yet › the numbers of the preview', async () => {
    await showStatuses(someStatus('main', { state: 'starting' }));
    const databases = [{ index: 0, keys: 12, expires: 0 }];
    core.reply({ backups: { flushPreview: () => ({ ...preview, databases }) } });
    const { dialog } = await open({ kind: 'flush', instance: 'main' });
    await waitFor(() => expect(dialog.textContent).toContain('12 keys will be deleted.'));
  });

  test('flush › a server that forbids FLUSHALL › cannot be confirmed; says why, and offers Keys', async () => {
    await showStatuses(someStatus('main', withKeys(1)));
    const refused = [{ command: 'FLUSHALL', why: 'disabled', said: null } as const];
    core.reply({ backups: { flushPreview: () => ({ ...preview, refused }) } });
    const { user, dialog } = await open({ kind: 'flush', instance: 'main' });
    await waitFor(() => expect(dialog.textContent).toContain('disables FLUSHALL'));
    expect(dialog.textContent).toContain(dialogsWords.flushOneDatabase);
    expect(button(dialogsWords.flushWithUndo).disabled).toBe(true);
    await user.click(button(dialogsWords.openKeys));
    expect(window.location.hash).toBe('#/keys/main');
  });
});

describe('clean up', () => {
  const result = (removed: readonly string[], kept: readonly string[] = []): CleanupResult => ({
    ...{ removed: [...removed], kept: [...kept], freedBytes: 2048 },
  });
  const days = () => screen.getByRole('textbox', { name: dialogsWords.olderThanDays });
  const plans = () => inputs('backups.cleanup').filter((input) => (input as { dryRun?: boolean }).dryRun);
  const deletions = () => inputs('backups.cleanup').filter((input) => !(input as { dryRun?: boolean }).dryRun);

  test('clean up › before the first preview › nothing can be deleted', async () => {
    core.reply({ backups: { cleanup: () => new Promise(() => undefined) } });
    const { dialog } = await open({ kind: 'clean-up', instance: 'main' });
    await waitFor(() => expect(plans()).toHaveLength(1));
    expect(button(dialogsWords.deleteText).disabled).toBe(true);
    fireEvent.submit(button(dialogsWords.deleteText).closest('form') ?? dialog);
    expect(deletions()).toEqual([]);
  });

  test('clean up › a preview › lists exactly what would be deleted', async () => {
    core.reply({ backups: { cleanup: () => result(['nightly'], ['before-deploy']) } });
    await open({ kind: 'clean-up', instance: 'main' });
    const list = await screen.findByRole('list', { name: dialogsWords.whatWouldBeDeleted });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([expect.stringContaining('nightly')]);
    expect(button(dialogsWords.deleteCount(1)).disabled).toBe(false);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
  });

  test('clean up › a limit was changed and its preview is missing › what is listed is outdated, so nothing can be deleted', async () => {
    core.reply({
      backups: {
        cleanup: ({ days: limit }) =>
          limit === 30 ? result(['nightly']) : new Promise<CleanupResult>(() => undefined),
      },
    });
    const { dialog } = await open({ kind: 'clean-up', instance: 'main' });
    await screen.findByRole('button', { name: dialogsWords.deleteCount(1) });
    fireEvent.change(days(), { target: { value: '1' } });
    // At the very moment of the change, and also while the preview is on its way.
    expect(screen.queryByRole('button', { name: dialogsWords.deleteCount(1) })).toBeNull();
    fireEvent.submit(button(dialogsWords.deleteText).closest('form') ?? dialog);
    await waitFor(() => expect(plans()).toHaveLength(2));
    fireEvent.submit(button(dialogsWords.deleteText).closest('form') ?? dialog);
    expect(deletions()).toEqual([]);
  });

  test('clean up › confirmed › deletes by the limits that were previewed, and reports what was freed', async () => {
    core.reply({ backups: { cleanup: () => result(['nightly']) } });
    const { user } = await open({ kind: 'clean-up', instance: 'main' });
    await user.click(await screen.findByRole('button', { name: dialogsWords.deleteCount(1) }));
    await waitFor(() => expect(deletions()).toHaveLength(1));
    expect(deletions()[0]).toMatchObject({ instance: 'main', days: 30 });
    expect(await screen.findByText('2 KB freed.')).toBeTruthy();
  });

  test('clean up › nothing exceeds the limits › says so, and nothing can be deleted', async () => {
    core.reply({ backups: { cleanup: () => result([], ['nightly', 'before-deploy']) } });
    await open({ kind: 'clean-up', instance: 'main' });
    expect(
      await screen.findByText(dialogsWords.nothingExceedsTheseLimitsPart(dialogsWords.allCountBackupsAreKept(2))),
    ).toBeTruthy();
    expect(button(dialogsWords.deleteText).disabled).toBe(true);
  });

  test('clean up › every limit cleared › asks for one instead of deleting all', async () => {
    core.reply({ backups: { cleanup: () => result(['nightly']) } });
    const { user } = await open({ kind: 'clean-up', instance: 'main' });
    await screen.findByRole('button', { name: dialogsWords.deleteCount(1) });
    await user.clear(days());
    expect(await screen.findByText(dialogsWords.setAtLeastOneLimit)).toBeTruthy();
    expect(button(dialogsWords.deleteText).disabled).toBe(true);
  });

  test('clean up › the preview fails › its sentence, and nothing can be deleted', async () => {
    core.reply({
      backups: {
        cleanup: () => {
          throw failure('NOT_FOUND', 'There is no instance "main".', { what: 'instance', id: 'main' });
        },
      },
    });
    await open({ kind: 'clean-up', instance: 'main' });
    expect(await screen.findByText('There is no instance "main".')).toBeTruthy();
    expect(button(dialogsWords.deleteText).disabled).toBe(true);
  });
});
