import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Companion, CompanionBackup } from '../../../../shared/contract/companion.ts';
import { core, ended, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { companionAsked } from './companion-dialog-state.ts';
import { CompanionDialogs } from './companion-dialogs.tsx';

afterEach(() => act(() => companionAsked.set(null)));

const postgres: Companion = {
  ...{
    client: 'shop',
    name: 'postgres',
    title: 'PostgreSQL',
    runtime: CONTAINERS,
    state: 'running',
    health: 'healthy',
  },
  ...{ problem: null, container: 'vrooli-client-shop-postgres', image: 'postgres:16-alpine', version: '16.4' },
  ...{ ports: [{ name: 'postgres', port: 15_400 }], url: 'postgresql://app@localhost:15400/app' },
  ...{ created: null, lastBackupAt: null },
};

const backup = (name: string, change: Partial<CompanionBackup> = {}): CompanionBackup => ({
  ...{ client: 'shop', companion: 'postgres', name, createdAt: '2026-11-20T10:00:00.000Z', sizeBytes: 2048 },
  ...{ sha256: 'a'.repeat(64), form: 'dump', reason: 'manual', version: '16.4', damage: null },
  ...change,
});

const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

async function ask(kind: 'restore' | 'remove', companions: NonNullable<Replies['companions']>) {
  core.reply({ companions, tenants: { list: () => [] } });
  const shown = show(<CompanionDialogs />);
  act(() => companionAsked.set({ kind, companion: postgres }));
  const dialog = await screen.findByRole('dialog');
  const button = (name: string) => within(dialog).getByRole<HTMLButtonElement>('button', { name });
  return { ...shown, dialog, button };
}

describe('restore a service', () => {
  test('confirmed › restores the newest backup that is usable, and names the safety backup', async () => {
    const { user, button } = await ask('restore', {
      backups: () => [backup('before-restore', { reason: 'safety' }), backup('nightly'), backup('older')],
      restore: () =>
        ended({
          kind: 'restore-companion',
          instance: 'shop',
          result: { companion: postgres, backup: 'nightly', safetyBackup: 'safety-1' },
        } as const),
    });
    await waitFor(() => expect(button('Restore').disabled).toBe(false));
    await user.click(button('Restore'));
    expect(await screen.findByText('PostgreSQL restored')).toBeTruthy();
    expect(await screen.findByText('Its former data is in the backup safety-1.')).toBeTruthy();
    expect(inputs('companions.restore')).toEqual([{ id: 'shop', name: 'postgres', backup: 'nightly' }]);
    await waitFor(() => expect(companionAsked.get()).toBeNull());
  });

  test('only safety backups › the newest of them is offered', async () => {
    const { dialog } = await ask('restore', { backups: () => [backup('before-1', { reason: 'safety' })] });
    await waitFor(() => expect(dialog.textContent).toContain('--backup-name before-1'));
  });

  test('a damaged backup › named with its reason, and not offered', async () => {
    const { user, dialog } = await ask('restore', {
      backups: () => [backup('broken', { damage: 'its file is gone' }), backup('nightly')],
    });
    await waitFor(() => expect(dialog.textContent).toContain('broken cannot be restored: its file is gone'));
    await user.click(within(dialog).getByRole('combobox', { name: 'Backup' }));
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent?.split(' · ')[0])).toEqual(['nightly']);
  });

  test('it fails › the dialog stays with the reason', async () => {
    const { user, dialog, button } = await ask('restore', {
      backups: () => [backup('nightly')],
      restore: () => {
        throw failure('NOT_FOUND', 'postgres of shop has no backup "nightly".', { what: 'backup', id: 'nightly' });
      },
    });
    await waitFor(() => expect(button('Restore').disabled).toBe(false));
    await user.click(button('Restore'));
    await waitFor(() => expect(dialog.textContent).toContain('has no backup "nightly"'));
    expect(companionAsked.get()).not.toBeNull();
  });
});

describe('remove a service', () => {
  test('text › what is lost and what stays, with the terminal line', async () => {
    const { dialog } = await ask('remove', {});
    expect(dialog.textContent).toContain('Remove PostgreSQL of shop?');
    expect(dialog.textContent).toContain('The data is backed up first');
    expect(dialog.textContent).toContain('--companion postgres --change remove --yes yes');
  });

  test('confirmed › removed, and the backup with its data is named', async () => {
    const { user, button } = await ask('remove', {
      remove: () =>
        ended({ kind: 'remove-companion', instance: 'shop', result: { name: 'postgres', backup: 'last-1' } } as const),
    });
    await user.click(button('Remove'));
    expect(await screen.findByText('PostgreSQL removed')).toBeTruthy();
    expect(await screen.findByText('Its former data is in the backup last-1.')).toBeTruthy();
    expect(inputs('companions.remove')).toEqual([{ id: 'shop', name: 'postgres' }]);
  });
});
