import { screen, waitFor, within } from '@testing-library/react';
import { act } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import type { DestroyPreview, Tenant } from '../../../../shared/contract/tenant.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someStatus } from '../../../../test/support/some-status.ts';
import { DestroyDialog } from './destroy-dialog.tsx';
import { destroyAsked } from './tenant-dialog-state.ts';

afterEach(() => act(() => destroyAsked.set([])));

const preview = (id: string, change: Partial<DestroyPreview> = {}): DestroyPreview => ({
  ...{ id, keys: 1200, bytesOnDisk: 2 * 1024 ** 2, clientsConnected: 3, port: 6381, companions: [] },
  ...{ container: `vrooli-client-${id}`, network: `vrooli-${id}-network`, folder: `~/.vrooli/clients/${id}` },
  undoUntil: '2026-11-27T10:00:00.000Z',
  ...change,
});

const destroyed = (id: string) =>
  ended({
    kind: 'destroy-client',
    instance: id,
    result: { id, removedData: true, safetyBackup: `${id}-20261120`, changed: true },
  } as const);

const acme: Tenant = {
  ...someStatus('acme'),
  ...{ client: 'acme', health: 'healthy', keys: 1200, created: null, group: null, notes: null },
  ...{ limits: { memoryBytes: null, cpus: null }, isolated: true, defect: null, branch: null, companions: [] },
};

const calls = (procedure: string) => core.calls.filter((call) => call.procedure === procedure);

async function ask(...ids: readonly string[]) {
  const shown = show(<DestroyDialog />);
  act(() => destroyAsked.set(ids));
  return { ...shown, dialog: await screen.findByRole('dialog') };
}

describe('destroy › one tenant', () => {
  test('text › names what is deleted, with figures, and what is kept', async () => {
    core.reply({ tenants: { destroyPreview: ({ id }) => preview(id) } });
    const { dialog } = await ask('acme');
    await waitFor(() => expect(dialog.textContent).toContain('1,200'));
    for (const part of [
      '2 MB',
      'vrooli-client-acme',
      'vrooli-acme-network',
      '~/.vrooli/clients/acme',
      '6381 (released)',
    ])
      expect(dialog.textContent).toContain(part);
    expect(dialog.textContent).toContain('A safety copy is kept for');
    expect(dialog.textContent).toContain('--action destroy-client --client-id acme --yes yes');
  });

  test('a process has no container and no network › neither is listed', async () => {
    core.reply({ tenants: { destroyPreview: ({ id }) => preview(id, { container: null, network: null }) } });
    const { dialog } = await ask('acme');
    await waitFor(() => expect(dialog.textContent).toContain('~/.vrooli/clients/acme'));
    expect(within(dialog).queryByText('Container')).toBeNull();
  });

  test('the figures cannot be read › the reason is shown, and no sum is invented', async () => {
    core.reply({
      tenants: {
        destroyPreview: () => {
          throw failure('NOT_FOUND', 'There is no tenant "acme".', { what: 'tenant', id: 'acme' });
        },
      },
    });
    const { dialog } = await ask('acme');
    await waitFor(() => expect(dialog.textContent).toContain('acme: There is no tenant "acme".'));
    expect(within(dialog).getAllByText('—').length).toBeGreaterThan(0);
  });

  test('in production › destroyed only once its name is typed', async () => {
    core.reply({
      engines: { names: () => [{ name: 'build-01', production: true }] },
      tenants: {
        destroyPreview: ({ id }) => preview(id),
        list: () => [{ ...acme, engine: 'build-01' }],
        destroy: ({ id }) => destroyed(id),
      },
    });
    const { user, dialog } = await ask('acme');
    const field = await within(dialog).findByLabelText('acme is in production');
    const button = screen.getByRole('button', { name: 'Destroy' });
    expect(button).toHaveProperty('disabled', true);
    await user.type(field, 'acm');
    expect(button).toHaveProperty('disabled', true);
    await user.type(field, 'e');
    await user.click(button);
    await waitFor(() => expect(core.calls.some(({ procedure }) => procedure === 'tenants.destroy')).toBe(true));
  });

  test('the confirmation › destroys it, closes, and the toast offers an undo', async () => {
    core.reply({
      tenants: {
        destroyPreview: ({ id }) => preview(id),
        destroy: ({ id }) => destroyed(id),
        undoDestroy: () => ended({ kind: 'undo-destroy', instance: 'acme', state: 'cancelled' } as never),
      },
    });
    const { user } = await ask('acme');
    await user.click(screen.getByRole('button', { name: 'Destroy' }));
    expect(await screen.findByText('acme destroyed')).toBeTruthy();
    expect(calls('tenants.destroy').map(({ input }) => input)).toEqual([{ id: 'acme' }]);
    await waitFor(() => expect(destroyAsked.get()).toEqual([]));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(calls('tenants.undoDestroy').map(({ input }) => input)).toEqual([{ safetyBackup: 'acme-20261120' }]),
    );
  });

  test('it is busy › the dialog stays with the reason, and Try again works', async () => {
    let attempts = 0;
    core.reply({
      tenants: {
        destroyPreview: ({ id }) => preview(id),
        destroy: ({ id }) => {
          if (attempts++ > 0) return destroyed(id);
          const data = {
            id,
            operation: 'backup',
            face: 'terminal',
            pid: 7,
            since: '2026-11-20T10:00:00.000Z',
          } as const;
          throw failure('BUSY', 'acme is busy: backup in progress (terminal, pid 7).', data);
        },
      },
    });
    const { user, dialog } = await ask('acme');
    await user.click(screen.getByRole('button', { name: 'Destroy' }));
    await waitFor(() => expect(dialog.textContent).toContain('acme is busy: backup in progress (terminal, pid 7).'));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(destroyAsked.get()).toEqual([]));
    expect(attempts).toBe(2);
  });

  test('Cancel › destroys nothing', async () => {
    core.reply({ tenants: { destroyPreview: ({ id }) => preview(id) } });
    const { user } = await ask('acme');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(destroyAsked.get()).toEqual([]);
    expect(calls('tenants.destroy')).toEqual([]);
  });
});

describe('destroy › several tenants', () => {
  test('text › sums, and a row for each tenant', async () => {
    core.reply({ tenants: { destroyPreview: ({ id }) => preview(id, { port: id === 'acme' ? 6381 : 6382 }) } });
    const { dialog } = await ask('acme', 'beta');
    await waitFor(() => expect(dialog.textContent).toContain('2,400'));
    expect(dialog.textContent).toContain('Destroy 2 tenants');
    const rows = within(dialog)
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(rows.slice(1)).toEqual(['acme63811,2003', 'beta63821,2003']);
  });

  test('one figure is unknown › so is the sum', async () => {
    core.reply({ tenants: { destroyPreview: ({ id }) => preview(id, { keys: id === 'acme' ? null : 7 }) } });
    const { dialog } = await ask('acme', 'beta');
    await waitFor(() => expect(within(dialog).getAllByRole('row')).toHaveLength(3));
    await waitFor(() => expect(dialog.textContent).toContain('4 MB'));
    expect(dialog.querySelector('dl dd')?.textContent).toBe('—');
  });

  test('one fails › its reason is shown, and Try again repeats only that one', async () => {
    const attempted: string[] = [];
    core.reply({
      tenants: {
        destroyPreview: ({ id }) => preview(id),
        destroy: ({ id }) => {
          attempted.push(id);
          if (id === 'beta' && attempted.length <= 2)
            throw failure('NOT_FOUND', 'beta is gone.', { what: 'tenant', id });
          return destroyed(id);
        },
      },
    });
    const { user, dialog } = await ask('acme', 'beta');
    await user.click(screen.getByRole('button', { name: 'Destroy' }));
    await waitFor(() => expect(dialog.textContent).toContain('beta is gone.'));
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(destroyAsked.get()).toEqual([]));
    expect(attempted.toSorted()).toEqual(['acme', 'beta', 'beta']);
  });
});
