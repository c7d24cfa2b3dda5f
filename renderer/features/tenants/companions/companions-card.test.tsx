import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Companion, CompanionBackup } from '../../../../shared/contract/companion.ts';
import { core } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { companionAsked } from './companion-dialog-state.ts';
import { CompanionsCard } from './companions-card.tsx';

afterEach(() => companionAsked.set(null));

const postgres: Companion = {
  ...{ client: 'shop', name: 'postgres', title: 'PostgreSQL', runtime: PROGRAMS, state: 'running', health: 'healthy' },
  ...{ problem: null, container: null, image: null, version: '16', ports: [{ name: 'postgres', port: 15_400 }] },
  ...{ url: 'postgresql://app@localhost:15400/app', created: null, lastBackupAt: null },
};
const backup: CompanionBackup = {
  ...{ client: 'shop', companion: 'postgres', name: 'before-deploy', createdAt: '2026-11-29T12:00:00.000Z' },
  ...{ sizeBytes: 2048, sha256: '', form: 'dump', reason: 'manual', version: '16', damage: null },
};

/** The core's replies for a tenant with these services. */
function useServices(companions: readonly Companion[], backups: readonly CompanionBackup[] = []) {
  core.reply({
    operations: { list: () => [] },
    companions: {
      list: () => [...companions],
      backups: () => [...backups],
      files: () => ({ folder: '~/.vrooli/clients/shop', env: '', compose: '' }),
      kinds: () => [
        ...[{ name: 'postgres', title: 'PostgreSQL', image: 'postgres:16-alpine', needsNetwork: false }].map(
          (kind) => ({
            ...kind,
            backupForm: 'dump' as const,
          }),
        ),
        { name: 'minio', title: 'MinIO', image: 'minio/minio', needsNetwork: true, backupForm: 'archive' as const },
      ],
    },
  });
}

const card = () => screen.findByRole('region', { name: 'Services beside the Redis of shop' });

describe('services of a tenant', () => {
  test('none › offers each kind; one that needs Docker is disabled beside a process', async () => {
    useServices([]);
    show(<CompanionsCard instance={someStatus('shop')} />);
    const add = await screen.findByRole<HTMLButtonElement>('button', { name: 'Add PostgreSQL' });
    await waitFor(() => expect(add.disabled).toBe(false));
    const minio = screen.getByRole<HTMLButtonElement>('button', { name: 'Add MinIO' });
    expect([minio.disabled, minio.title]).toEqual([true, 'MinIO runs in Docker only, beside a tenant in Docker']);
    expect((await card()).textContent).toContain('None yet.');
  });

  test('a running one › its URL without a password, and where the passwords are', async () => {
    useServices([postgres]);
    show(<CompanionsCard instance={someStatus('shop')} />);
    await screen.findByText('postgresql://app@localhost:15400/app');
    const shown = await card();
    await waitFor(() => expect(shown.textContent).toContain('~/.vrooli/clients/shop/.env'));
    expect(within(shown).getByText('Running')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add PostgreSQL' })).toBeNull();
  });

  test('a problem › the sentence and its fix', async () => {
    const problem = { code: 'CRASHED', message: 'It stopped.', fix: 'Start it again.', since: null } as const;
    useServices([{ ...postgres, state: 'stopped', health: 'unknown', problem }]);
    show(<CompanionsCard instance={someStatus('shop')} />);
    expect(await screen.findByText('It stopped. Start it again.')).toBeTruthy();
  });

  test('restore › offers the newest backup that is no safety backup, with the terminal line', async () => {
    const safety = { ...backup, name: 'before-restore-1', reason: 'safety' as const };
    useServices([postgres], [safety, backup]);
    const { user } = show(<CompanionsCard instance={someStatus('shop')} />);
    const actions = await screen.findByRole<HTMLButtonElement>('button', { name: 'Actions for PostgreSQL' });
    await waitFor(() => expect(actions.disabled).toBe(false));
    await user.click(actions);
    await user.click(await screen.findByRole('menuitem', { name: 'Restore…' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('Restore PostgreSQL of shop?');
    await waitFor(() =>
      expect(dialog.textContent).toContain(
        '--action companions --client-id shop --companion postgres --change restore --backup-name before-deploy',
      ),
    );
    expect(core.calls.filter(({ procedure }) => procedure === 'companions.restore')).toEqual([]);
  });

  test('restore › no backup yet › says so, and cannot be confirmed', async () => {
    useServices([postgres]);
    companionAsked.set({ kind: 'restore', companion: postgres });
    show(<CompanionsCard instance={someStatus('shop')} />);
    expect(await screen.findByText('There is no backup to restore yet.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Restore' }).disabled).toBe(true);
  });
});
