import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent, ActivityKind } from '../../../shared/contract/activity.ts';
import type { UndoOffer } from '../../../shared/contract/backup.ts';
import { core, ended, type Replies } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import { PROGRAMS } from '../../../test/support/runtime-kinds.ts';
import { goodVerification, someBackup } from '../../../test/support/some-backup.ts';
import { EventUndo } from './event-undo.tsx';

const [began, within, over, later] = [0, 1, 2, 60].map((minutes) =>
  new Date(Date.parse('2026-11-20T10:00:00.000Z') + minutes * 60_000).toISOString(),
) as [string, string, string, string];

describe('an event whose data was kept', () => {
  test.each(['restore', 'flush', 'undo'] as const)('%s › its state can still be undone › undoes it', async (kind) => {
    const { user } = showUndo(event(kind), {
      backups: { undoable: () => offer({ what: kind }), undo: () => ended({ kind: 'undo', result: undone }) },
    });
    await user.click(await screen.findByRole('button', { name: /^Undo .*main/ }));
    await waitFor(() => expect(inputsOf('backups.undo')).toMatchObject([{ instance: 'main' }]));
  });

  test('a later restore took its place › no button for the earlier one', async () => {
    showUndo(event('restore'), { backups: { undoable: () => offer({ at: later }) } });
    await noButtonAfter('backups.undoable');
  });

  test('another kind of change came last › no button', async () => {
    showUndo(event('restore'), { backups: { undoable: () => offer({ what: 'flush' }) } });
    await noButtonAfter('backups.undoable');
  });

  test.each(['failed', 'cancelled', null] as const)(
    'its outcome is %s › nothing is asked and nothing offered',
    (outcome) => {
      showUndo({ ...event('restore'), outcome }, { backups: { undoable: () => offer({}) } });
      expect(inputsOf('backups.undoable')).toEqual([]);
      expect(screen.queryByRole('button')).toBeNull();
    },
  );
});

describe('changed keys', () => {
  const pack = { undoPack: 'pack-1', at: within, changed: 12 };

  test('their former values are kept › brings back that many keys', async () => {
    const { user } = showUndo(event('change-keys'), {
      keyspace: {
        undoPacks: () => [{ ...pack, undoPack: 'other', at: later }, pack],
        undo: () => ended({ kind: 'undo-keys', result: { changed: 12, skipped: 0 } as never }),
      },
    });
    await user.click(await screen.findByRole('button', { name: /12 keys.*main/ }));
    await waitFor(() => expect(inputsOf('keyspace.undo')).toMatchObject([{ instance: 'main', undoPack: 'pack-1' }]));
  });

  test('a cancelled change › what it did can be undone all the same', async () => {
    showUndo({ ...event('change-keys'), outcome: 'cancelled' }, { keyspace: { undoPacks: () => [pack] } });
    expect(await screen.findByRole('button', { name: /12 keys/ })).toBeTruthy();
  });

  test('the values were removed since › no button', async () => {
    showUndo(event('restore-keys'), { keyspace: { undoPacks: () => [] } });
    await noButtonAfter('keyspace.undoPacks');
  });
});

describe('a destroyed tenant', () => {
  const gone = {
    ...{ safetyBackup: 'shop-1', id: 'shop', runtime: PROGRAMS, port: 6400, destroyedAt: within, undoUntil: later },
    ...{ bytesOnDisk: 1, keys: 3 },
  };
  const destroyed = { ...event('destroy-client'), instance: 'shop' };

  test('its safety backup is kept › recovers from it', async () => {
    const { user } = showUndo(destroyed, {
      tenants: {
        destroyed: () => [gone],
        undoDestroy: () => ended({ kind: 'undo-destroy', instance: 'shop', title: 'Recover shop' }),
      },
    });
    await user.click(await screen.findByRole('button', { name: /^Undo .*shop/ }));
    await waitFor(() => expect(inputsOf('tenants.undoDestroy')).toMatchObject([{ safetyBackup: 'shop-1' }]));
  });

  test('another tenant of the same id was destroyed later › not offered for this event', async () => {
    showUndo(destroyed, { tenants: { destroyed: () => [{ ...gone, destroyedAt: later }] } });
    await noButtonAfter('tenants.destroyed');
  });
});

describe('changed settings', () => {
  const entry = {
    ...{ id: 'h1', at: within, face: 'desktop' as const, instance: 'main', what: 'changes' as const, changes: [] },
    ...{ restarted: false, safetyBackup: null, revertible: true },
  };

  test('revertible › leads to a plan, and changes nothing by itself', async () => {
    const { user } = showUndo(event('config'), { settings: { history: () => [entry] } });
    await user.click(await screen.findByRole('button', { name: /^Undo….*/ }));
    expect(window.location.hash).toBe('#/settings/main');
    expect(core.calls.map(({ procedure }) => procedure)).not.toContain('settings.apply');
  });

  test('a secret changed, so its old value is unknown › no button', async () => {
    showUndo(event('config'), { settings: { history: () => [{ ...entry, revertible: false }] } });
    await noButtonAfter('settings.history');
  });
});

describe('a deleted backup', () => {
  const now = new Date().toISOString();
  const deleted = { ...event('delete-backup'), at: now, finishedAt: now, backup: 'nightly', face: 'desktop' as const };

  test('a minute ago › recovered under its name', async () => {
    const { user } = showUndo(deleted, {
      backups: { list: () => [], undoRemove: () => someBackup('nightly', began, { proof: goodVerification }) },
    });
    await user.click(await screen.findByRole('button', { name: /^Undo .*nightly/ }));
    await waitFor(() => expect(inputsOf('backups.undoRemove')).toEqual([{ instance: 'main', name: 'nightly' }]));
  });

  test('it is in the list again › no button', async () => {
    showUndo(deleted, { backups: { list: () => [someBackup('nightly', began)] } });
    await noButtonAfter('backups.list');
  });

  test('eleven minutes ago, or from a terminal, which keeps none › nothing is asked', () => {
    const early = new Date(Date.now() - 11 * 60_000).toISOString();
    for (const change of [{ at: early, finishedAt: early }, { face: 'terminal' as const }]) {
      showUndo({ ...deleted, ...change }, { backups: { list: () => [] } }).unmount();
    }
    expect(inputsOf('backups.list')).toEqual([]);
  });
});

test('undo › an operation runs on the instance › disabled, and says so', async () => {
  showUndo(event('flush'), {
    backups: { undoable: () => offer({ what: 'flush' }) },
    operations: { list: () => [ended({ kind: 'backup', instance: 'main', state: 'running', finishedAt: null })] },
  });
  const button = await screen.findByRole('button', { name: /^Undo/ });
  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(true));
  expect(button.title).toContain('main');
});

const undone = {
  ...{ instance: 'main', backup: 'before', keys: 7, expiredSince: 0, evicted: 0, safetyBackup: 'again', durationMs: 5 },
};

function event(kind: ActivityKind): ActivityEvent {
  return {
    ...{ id: 'e1', at: began, finishedAt: over, instance: 'main', kind, title: 'An event', detail: null },
    ...{ backup: null, face: 'desktop', outcome: 'succeeded', level: 'info' },
  };
}

function offer(change: Partial<UndoOffer>): UndoOffer {
  return {
    ...{ instance: 'main', what: 'restore', at: within, backup: null, safetyBackup: 'before', asOf: began, keys: 7 },
    newer: null,
    ...change,
  };
}

function showUndo(given: ActivityEvent, replies: Replies) {
  core.reply({ operations: { list: () => [] } });
  core.reply(replies);
  return show(<EventUndo event={given} />);
}

/** The core has answered, and no way back is offered. */
async function noButtonAfter(procedure: string): Promise<void> {
  await waitFor(() => expect(inputsOf(procedure).length).toBeGreaterThan(0));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.queryByRole('button')).toBeNull();
}

function inputsOf(wanted: string): readonly unknown[] {
  return core.calls.filter(({ procedure }) => procedure === wanted).map(({ input }) => input);
}
