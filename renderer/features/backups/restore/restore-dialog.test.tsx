import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { Backup, RestorePreview } from '../../../../shared/contract/backup.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { backupDialog } from '../actions/backup-dialog-state.ts';
import { RestoreDialog } from './restore-dialog.tsx';

const backup = someBackup('before-deploy', '2026-11-20T10:00:00.000Z', {
  ...{
    sizeBytes: 3 * 1024 ** 2,
    keys: 10,
    databases: [{ index: 0, keys: 10, expires: 2 }],
    proof: goodVerification,
    proofs: [goodVerification],
  },
});

const preview = (change: Partial<RestorePreview> = {}): RestorePreview => ({
  backup,
  into: 'main',
  now: {
    state: 'running',
    databases: [
      { index: 0, keys: 12, expires: 1 },
      { index: 1, keys: 5, expires: 0 },
    ],
    ...{ keys: 17, memoryBytes: 1024 ** 2, connectedClients: 2 },
  },
  problem: null,
  warning: null,
  neededBytes: 6 * 1024 ** 2,
  freeBytes: 1024 ** 4,
  ...change,
});

const restored = {
  instance: 'main',
  backup: backup.name,
  keys: 10,
  expiredSince: 0,
  evicted: 0,
  safetyBackup: 's',
  durationMs: 900,
};
const ports = { start: 6381, end: 6399, free: [6383] };
const idCheck = (id: string) => ({
  ...{ valid: true, free: id !== 'taken', reason: id === 'taken' ? 'A tenant with this id already exists.' : null },
  ...{ nextPort: 6383, container: `c-${id}`, network: `n-${id}`, folder: `~/clients/${id}` },
});

function showDialog(change: Partial<RestorePreview> = {}, subject: Backup = backup) {
  const onClose = vi.fn();
  core.reply({
    backups: {
      restorePreview: () => preview(change),
      restore: () => ended({ kind: 'restore', result: restored } as const),
      list: () => [],
    },
    tenants: { ports: () => ports, checkId: ({ id }) => idCheck(id) },
  });
  return { onClose, ...show(<RestoreDialog backup={subject} opened onClose={onClose} />) };
}

const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map(({ textContent }) => textContent));
const restoreCalls = () =>
  core.calls.filter(({ procedure }) => procedure === 'backups.restore').map(({ input }) => input);

describe('restore dialog › comparison', () => {
  test('databases › keys now, keys after the restore, and the change', async () => {
    showDialog();
    const table = await screen.findByRole('table', { name: 'Now and after the restore' });
    const rows = rowsOf(table);
    expect(rows.find(([name]) => name?.includes('db0'))?.slice(1)).toEqual(['12 keys', '10 keys', '−2']);
    expect(rows.find(([name]) => name?.includes('db1'))?.slice(1)).toEqual(['5 keys', '0 keys', '−5']);
    expect(rows.some(([, now, after, change]) => now === '17 keys' && after === '10 keys' && change === '−7')).toBe(
      true,
    );
    expect(rows.find(([name]) => name === 'Clients')?.[1]).toBe('2 connected');
  });

  test('the keys of the backup are unknown › not shown as a loss', async () => {
    const unknown = someBackup('old', '2026-11-20T10:00:00.000Z');
    showDialog({ backup: unknown }, unknown);
    const table = await screen.findByRole('table');
    const total = rowsOf(table).find(([, now]) => now === '17 keys');
    expect(total?.slice(2)).toEqual(['—', '—']);
  });

  test('before the first reply › a placeholder, and Restore waits', async () => {
    core.reply({
      backups: { restorePreview: () => new Promise(() => undefined) },
      tenants: { ports: () => ports, checkId: ({ id }) => idCheck(id) },
    });
    show(<RestoreDialog backup={backup} opened onClose={() => undefined} />);
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  test('the terminal line › does the same', async () => {
    showDialog();
    expect((await screen.findByRole('dialog')).textContent).toContain(
      '--action restore --backup-name before-deploy --yes yes',
    );
  });
});

describe('restore dialog › blocked', () => {
  const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Restore, with undo' });

  test.each([
    ['a problem of the core', { problem: 'It is damaged: it is empty.' }, 'It is damaged: it is empty.'],
    ['no space', { freeBytes: 1024 ** 2 }, 'The restore needs up to 6 MB of disk space; 1 MB is free.'],
  ])('%s › the reason, and nothing can be restored', async (_, change, reason) => {
    showDialog(change);
    expect(await screen.findByText(reason)).toBeTruthy();
    expect(button().disabled).toBe(true);
  });

  test('the preview fails › its reason', async () => {
    core.reply({
      backups: {
        restorePreview: () => {
          throw failure('NOT_FOUND', 'main has no backup "before-deploy".', { what: 'backup', id: 'x' });
        },
      },
      tenants: { ports: () => ports, checkId: ({ id }) => idCheck(id) },
    });
    show(<RestoreDialog backup={backup} opened onClose={() => undefined} />);
    expect(await screen.findByText('main has no backup "before-deploy".')).toBeTruthy();
    expect(button().disabled).toBe(true);
  });

  test('a warning › does not block', async () => {
    showDialog({ warning: 'It needs about 4 GB of memory.' });
    expect(await screen.findByText('It needs about 4 GB of memory.')).toBeTruthy();
    expect(button().disabled).toBe(false);
  });
});

describe('restore dialog › restoring', () => {
  test('into the same instance › asks the core, closes, and offers an undo', async () => {
    const { user, onClose } = showDialog();
    await screen.findByRole('table');
    await user.click(screen.getByRole('button', { name: 'Restore, with undo' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(restoreCalls()).toEqual([{ instance: 'main', name: 'before-deploy', into: 'main' }]);
    expect(await screen.findByText(/10 keys in 900 ms/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  });

  test('a failure › the dialog stays open with the sentence', async () => {
    const { user, onClose } = showDialog();
    const error = {
      code: 'START_FAILED',
      message: 'main was started, but it exited. The previous data was restored.',
      data: { id: 'main', log: ['# bad'] },
    };
    core.reply({ backups: { restore: () => ended({ kind: 'restore', state: 'failed', error } as never) } });
    await screen.findByRole('table');
    await user.click(screen.getByRole('button', { name: 'Restore, with undo' }));
    expect(await screen.findByText(/The previous data was restored\./)).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  test('several data sets › the question opens instead of an error', async () => {
    const { user } = showDialog();
    const found = ['dump.rdb', 'a.aof'].map((path) => ({
      ...{ form: 'rdb' as const, path, keys: 7, sizeBytes: 5, modifiedAt: null },
    }));
    const error = { code: 'CHOICE_NEEDED', message: 'Choose one.', data: { found } };
    core.reply({ backups: { restore: () => ended({ kind: 'restore', state: 'failed', error } as never) } });
    backupDialog.set({ kind: 'restore', backup });
    await screen.findByRole('table');
    await user.click(screen.getByRole('button', { name: 'Restore, with undo' }));
    await waitFor(() => expect(backupDialog.get()?.kind).toBe('choose-data'));
    expect(backupDialog.get()).toMatchObject({ question: { found } });
    backupDialog.set(null);
  });
});

describe('restore dialog › into a new tenant', () => {
  test('an id › is checked, and the tenant is created by the restore', async () => {
    const { user } = showDialog();
    await user.click(await screen.findByRole('radio', { name: /A new tenant/ }));
    const create = screen.getByRole<HTMLButtonElement>('button', { name: 'Create and restore' });
    expect(create.disabled).toBe(true);
    await fill(user, screen.getByRole('textbox', { name: 'Tenant id' }), 'acme');
    await waitFor(() => expect(create.disabled).toBe(false));
    await user.click(create);
    await waitFor(() => expect(restoreCalls()).toHaveLength(1));
    expect(restoreCalls()[0]).toMatchObject({ newTenant: { id: 'acme', generatePassword: false } });
  });

  test.each([
    ['taken', 'A tenant with this id already exists.'],
    ['Not an id', 'Only lower-case letters a–z, digits and hyphens.'],
  ])('the id %j › the reason, and nothing can be restored', async (id, reason) => {
    const { user } = showDialog();
    await user.click(await screen.findByRole('radio', { name: /A new tenant/ }));
    await fill(user, screen.getByRole('textbox', { name: 'Tenant id' }), id);
    expect(await screen.findByText(reason)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Create and restore' }).disabled).toBe(true);
  });

  test('no free port › a new tenant cannot be chosen', async () => {
    showDialog();
    core.reply({ tenants: { ports: () => ({ ...ports, free: [] }) } });
    const radio = await screen.findByRole<HTMLInputElement>('radio', { name: /A new tenant/ });
    await waitFor(() => expect(radio.disabled).toBe(true));
  });
});
