import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { RestoreKeysPreview, RestoreKeysResult } from '../../../../shared/contract/restore-keys.ts';
import { core, ended, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { someStatus } from '../../../../test/support/some-status.ts';
import { openRestoreKeys, type RestoreKeysTask, restoreKeysTask } from './restore-keys-dialog-state.ts';
import { RestoreKeysDialogs } from './restore-keys-dialogs.tsx';

afterEach(() => act(() => restoreKeysTask.set(null)));

const none = { keys: 0, sizeBytes: 0 };
const some = (keys: number) => ({ keys, sizeBytes: keys * 100 });

const preview = (change: Partial<RestoreKeysPreview> = {}): RestoreKeysPreview => ({
  ...{ into: 'main', checkedAt: '2026-11-20T10:00:00.000Z', selected: some(12), restored: some(12) },
  ...{ overwritten: { ...none, formerBytes: 0 }, deleted: none, deletions: [], skipped: { ...none, newer: 0 } },
  ...{ equal: none, expired: none, unsuitable: [], conflicts: [], conflictCount: 0, problem: null, warnings: [] },
  memory: { neededBytes: 4096, usedBytes: 1024 ** 2, limitBytes: 2 * 1024 ** 2, policy: 'noeviction', effect: 'fits' },
  ...change,
});

const result = (change: Partial<RestoreKeysResult> = {}): RestoreKeysResult => ({
  ...{ instance: 'main', restored: 12, overwritten: 0, deleted: 0, skipped: 0, equal: 0, expired: 0, leftOut: 0 },
  ...{ sizeBytes: 1200, undoPack: 'pack-1', durationMs: 20 },
  ...change,
});

const done = (change: Partial<RestoreKeysResult> = {}) =>
  ended({ kind: 'restore-keys', instance: 'main', result: result(change) });

const task: RestoreKeysTask = {
  source: { kind: 'backup', instance: 'main', name: 'pre-deploy' },
  sourceTitle: 'pre-deploy',
  selection: { all: true },
  keys: 12,
  into: null,
  flags: { pattern: '*' },
};

const requests = (procedure: 'preview' | 'run') =>
  core.calls.filter((call) => call.procedure === `restoreKeys.${procedure}`).map(({ input }) => input);
const lastRequest = () => requests('preview').at(-1);

async function open(change: Partial<RestoreKeysTask> = {}, restoreKeys: Replies['restoreKeys'] = {}) {
  await showStatuses(someStatus('main'), someStatus('acme'), someStatus('stopped', { state: 'stopped' }));
  core.reply({ restoreKeys: { preview: () => preview(), run: () => done(), ...restoreKeys } });
  const shown = show(<RestoreKeysDialogs />);
  act(() => openRestoreKeys({ ...task, ...change }));
  const dialog = await screen.findByRole('dialog');
  const button = (name = 'Restore with Undo') => within(dialog).getByRole<HTMLButtonElement>('button', { name });
  const ready = (name?: string) => waitFor(() => expect(button(name).disabled).toBe(false));
  const choose = (label: string) => shown.user.click(within(dialog).getByRole('radio', { name: label }));
  return { ...shown, dialog, button, ready, choose };
}

const rowsOf = (dialog: HTMLElement) =>
  within(dialog)
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map(({ textContent }) => textContent).join(' '));

describe('restore keys › preview', () => {
  test('new keys only › counts, memory, and the terminal line that does the same', async () => {
    const { dialog, ready } = await open();
    await ready();
    expect(dialog.textContent).toContain('Restore 12 keys');
    expect(rowsOf(dialog)).toEqual(['New 12 1.17 KB', 'Memory about 4 KB; 1 MB of 2 MB are used']);
    expect(dialog.textContent).toContain("--action restore --backup-name pre-deploy --pattern '*'");
  });

  test('conflicts › each key with both sizes and what happens to it, and how many are not shown', async () => {
    const conflict = (text: string, decision: 'overwrite' | 'kept') => ({
      ...{ database: 0, key: { text }, type: 'string' as const, sizeBytes: 20, expiresAt: null, decision },
      target: { type: 'string', sizeBytes: null, expiresAt: null, usedAt: null },
    });
    const { dialog, ready } = await open(
      {},
      {
        preview: () =>
          preview({
            overwritten: { ...some(3), formerBytes: 300 },
            conflicts: [conflict('cart:1', 'overwrite'), conflict('cart:2', 'kept')],
            conflictCount: 4,
          }),
      },
    );
    await ready();
    expect(dialog.textContent).toContain('4 keys with another value or expiry on the target the first 2 are shown');
    expect(within(dialog).getByText('db0 cart:1').parentElement?.textContent).toContain('overwritten');
    expect(within(dialog).getByText('db0 cart:2').parentElement?.textContent).toContain('kept, used since');
  });

  test('the limit would be exceeded › the warnings of the core are shown', async () => {
    const { dialog, ready } = await open({}, { preview: () => preview({ warnings: ['Redis would evict keys.'] }) });
    await ready();
    expect(dialog.textContent).toContain('Redis would evict keys.');
  });

  test('refused › the reason, and it cannot be confirmed', async () => {
    const { dialog, button } = await open({}, { preview: () => preview({ problem: 'main is read-only.' }) });
    await waitFor(() => expect(dialog.textContent).toContain('main is read-only.'));
    expect(button().disabled).toBe(true);
  });

  test('the preview fails › the reason, and it cannot be confirmed', async () => {
    const { dialog, button } = await open(
      {},
      {
        preview: () => {
          throw failure('NOT_RUNNING', 'main is not running.', { id: 'main', state: 'stopped' });
        },
      },
    );
    await waitFor(() => expect(dialog.textContent).toContain('main is not running.'));
    expect(button().disabled).toBe(true);
  });

  test('all keys have expired › does not claim that the target has them', async () => {
    const { dialog, button } = await open({}, { preview: () => preview({ restored: none, expired: some(12) }) });
    await waitFor(() => expect(dialog.textContent).toContain('These choices restore no key'));
    expect(button().disabled).toBe(true);
  });
});

describe('restore keys › choices', () => {
  test('existing keys and expiry › are previewed again and part of the terminal line', async () => {
    const { dialog, ready, choose } = await open();
    await ready();
    await choose('Replace');
    await choose('Counted from now');
    await waitFor(() => expect(lastRequest()).toMatchObject({ existing: 'replace', expiry: 'remaining' }));
    expect(dialog.textContent).toContain('--existing replace --expiry remaining');
  });

  test('keys of the target that the source lacks › deleted only when asked, then without a terminal line', async () => {
    const { user, dialog, ready } = await open();
    await ready();
    expect(lastRequest()).not.toHaveProperty('extra');
    await user.click(within(dialog).getByRole('checkbox', { name: /Also delete keys that the source lacks/ }));
    await waitFor(() => expect(lastRequest()).toMatchObject({ extra: 'delete' }));
    // The CLI cannot delete them: its line would do something else.
    expect(dialog.textContent).not.toContain('--action restore');
  });

  test('a choice of keys › offers no deletion of others', async () => {
    const { dialog, ready } = await open({ selection: { keys: [{ database: 0, key: { text: 'a' } }] } });
    await ready();
    expect(within(dialog).queryByRole('checkbox', { name: /Also delete keys/ })).toBeNull();
  });

  test('keys that the target cannot hold › left out only when asked', async () => {
    const unsuitable = [
      {
        ...{ reason: 'module' as const, type: 'module' as const, encoding: 'module', keys: 2, sizeBytes: 200 },
        ...{ example: { database: 0, key: { text: 'bf:1' } }, message: '2 keys need the module bf.' },
      },
    ];
    const { user, dialog, button, ready } = await open(
      {},
      {
        preview: ({ unsuitable: rule }) =>
          preview({ unsuitable, problem: rule === 'refuse' ? 'The target cannot hold 2 keys.' : null }),
        run: () => done({ restored: 10, leftOut: 2 }),
      },
    );
    await waitFor(() => expect(dialog.textContent).toContain('2 keys need the module bf.'));
    expect(button().disabled).toBe(true);
    await user.click(within(dialog).getByRole('checkbox', { name: /Leave out the keys/ }));
    await ready();
    await user.click(button());
    expect(await screen.findByText('10 keys restored to main')).toBeTruthy();
    expect(await screen.findByText('2 left out, because the target cannot hold them.')).toBeTruthy();
  });

  test('opened for other keys › begins with the usual choices', async () => {
    const { ready, choose } = await open();
    await ready();
    await choose('Replace');
    await choose('None');
    await waitFor(() => expect(lastRequest()).toMatchObject({ existing: 'replace', expiry: 'none' }));
    act(() => restoreKeysTask.set(null));
    act(() => openRestoreKeys({ ...task, sourceTitle: 'nightly' }));
    await waitFor(() => expect(lastRequest()).toMatchObject({ existing: 'skip', expiry: 'absolute' }));
  });
});

describe('restore keys › target', () => {
  test('running instances and a new tenant › are offered, main first', async () => {
    const { user, dialog } = await open();
    await user.click(within(dialog).getByRole('combobox', { name: 'Restore to' }));
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual(['main', 'acme', 'A new tenant…']);
  });

  test('a new tenant › created with the keys, once its id is free', async () => {
    core.reply({
      tenants: {
        checkId: () => ({
          ...{ valid: true, free: true, reason: null, nextPort: 6383 },
          ...{ container: 'c', network: 'n', folder: '~/clients/try' },
        }),
      },
    });
    const { user, dialog, button, ready } = await open();
    await ready();
    await user.click(within(dialog).getByRole('combobox', { name: 'Restore to' }));
    await user.click(await screen.findByRole('option', { name: 'A new tenant…' }));
    expect(button('Create and restore').disabled).toBe(true);
    await fill(user, within(dialog).getByRole('textbox', { name: 'Tenant id' }), 'try');
    await ready('Create and restore');
    expect(dialog.textContent).toContain('Nothing existing changes.');
    await user.click(button('Create and restore'));
    await waitFor(() => expect(requests('run')[0]).toMatchObject({ newTenant: { id: 'try' } }));
    expect(requests('run')[0]).not.toHaveProperty('into');
  });
});

describe('restore keys › run', () => {
  test('done › what happened to every key, and an undo', async () => {
    const onDone = vi.fn();
    const { user, button, ready } = await open(
      { onDone },
      { run: () => done({ overwritten: 3, skipped: 2, equal: 1, expired: 4, deleted: 5 }) },
    );
    core.reply({
      keyspace: {
        undo: () =>
          ended({
            kind: 'undo-keys',
            instance: 'main',
            result: { instance: 'main', changed: 15, skipped: 0, undoPack: null },
          }),
      },
    });
    await ready();
    await user.click(button());
    expect(await screen.findByText('15 keys restored to main')).toBeTruthy();
    expect(
      await screen.findByText('3 overwritten, 5 deleted, 2 kept as they are, 1 equal already, 4 expired and left out.'),
    ).toBeTruthy();
    expect(onDone).toHaveBeenCalledOnce();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Restore of keys to main undone')).toBeTruthy();
    expect(await screen.findByText('15 keys as before.')).toBeTruthy();
  });

  test('it fails › the dialog stays with the reason', async () => {
    const { user, dialog, button, ready } = await open(
      {},
      {
        run: () => {
          throw failure('READ_ONLY', 'main is read-only.', {} as never);
        },
      },
    );
    await ready();
    await user.click(button());
    expect(await within(dialog).findByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(restoreKeysTask.get()).not.toBeNull();
  });
});
