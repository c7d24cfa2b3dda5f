import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { StopPreview } from '../../../../shared/contract/instance.ts';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { confirmStop, confirmStopAnyway, couldNotSave } from './confirm-stop.ts';
import { StopDialog } from './stop-dialog.tsx';
import { stopAsked } from './stop-dialog-state.ts';

afterEach(() => stopAsked.set(null));

const noLoss = (id: string): StopPreview => ({
  ...{ id, mode: 'rdb', keys: 7, changesSinceSave: 0, snapshotAt: null, losesKeys: false, consequence: '' },
});
const loss = (id: string): StopPreview => ({
  ...{ id, mode: 'none', keys: 1234, changesSinceSave: 3, snapshotAt: null, losesKeys: true },
  consequence: `${id} has persistence none and holds 1,234 keys in memory only.`,
});

/** The core's replies for these instances. */
function useInstances(previews: readonly StopPreview[], clients: Readonly<Record<string, number | null>> = {}) {
  core.reply({
    instances: {
      otherClients: ({ id }) => ({ id, count: clients[id] ?? 0 }),
      stopPreview: ({ id }) => previews.find((preview) => preview.id === id) ?? noLoss(id),
    },
  });
}

const dialog = () => screen.findByRole('dialog');

describe('stop › without a question', () => {
  test('no clients and no loss › runs immediately, and accepts no loss', async () => {
    useInstances([noLoss('main')]);
    show(<StopDialog />);
    const run = vi.fn();
    await confirmStop('Stop', ['main'], run);
    await waitFor(() => expect(run).toHaveBeenCalledExactlyOnceWith(new Set()));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('the previews fail › runs; the core itself refuses a loss', async () => {
    core.reply({
      instances: {
        otherClients: ({ id }) => ({ id, count: 0 }),
        stopPreview: () => {
          throw failure('NOT_FOUND', 'There is no instance.', { what: 'instance', id: 'main' });
        },
      },
    });
    const run = vi.fn();
    await confirmStop('Stop', ['main'], run);
    await waitFor(() => expect(run).toHaveBeenCalledExactlyOnceWith(new Set()));
  });

  test('a server that does not respond › counts as having no clients', async () => {
    useInstances([], { main: null });
    const run = vi.fn();
    await confirmStop('Restart', ['main'], run);
    expect(run).toHaveBeenCalledOnce();
  });
});

describe('stop › connected clients', () => {
  test('one instance › their number, the consequence and the terminal line', async () => {
    useInstances([], { main: 3 });
    show(<StopDialog />);
    await confirmStop('Stop', ['main'], vi.fn());
    const shown = await dialog();
    expect(shown.textContent).toContain('Stop main?');
    expect(shown.textContent).toContain('3 other clients are connected.');
    expect(shown.textContent).toContain('clients cannot reconnect until you start it again');
    expect(shown.textContent).toContain('The data is saved first and stays on disk.');
    expect(shown.textContent).toContain('--action stop');
    expect(shown.textContent).not.toContain('--yes');
  });

  test('a restart › says that the clients can reconnect', async () => {
    useInstances([], { main: 1 });
    show(<StopDialog />);
    await confirmStop('Restart', ['main'], vi.fn());
    const shown = await dialog();
    expect(shown.textContent).toContain('1 other client is connected.');
    expect(shown.textContent).toContain('most programs reconnect by themselves');
    expect(shown.textContent).toContain('saved first and loaded again');
  });

  test('several instances › a line for each that has clients', async () => {
    useInstances([], { acme: 2, beta: 1500, gone: 0 });
    show(<StopDialog />);
    await confirmStop('Stop', ['acme', 'beta', 'gone'], vi.fn());
    const shown = await dialog();
    expect(shown.textContent).toContain('Stop 3 tenants?');
    expect(shown.textContent).toContain('1,502 other clients are connected.');
    expect(
      within(shown)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['acme: 2', 'beta: 1,500']);
  });

  test('Cancel › has the focus, closes the dialog, and nothing runs', async () => {
    useInstances([], { main: 3 });
    const { user } = show(<StopDialog />);
    const run = vi.fn();
    await confirmStop('Stop', ['main'], run);
    const cancel = await screen.findByRole('button', { name: 'Cancel' });
    await waitFor(() => expect(document.activeElement).toBe(cancel));
    await user.click(cancel);
    expect(run).not.toHaveBeenCalled();
    expect(stopAsked.get()).toBeNull();
  });

  test('Escape › closes the dialog and nothing runs', async () => {
    useInstances([], { main: 3 });
    const { user } = show(<StopDialog />);
    const run = vi.fn();
    await confirmStop('Stop', ['main'], run);
    await dialog();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(stopAsked.get()).toBeNull());
    expect(run).not.toHaveBeenCalled();
  });

  test('the confirmation › runs without an accepted loss, and closes', async () => {
    useInstances([], { main: 3 });
    const { user } = show(<StopDialog />);
    const run = vi.fn();
    await confirmStop('Stop', ['main'], run);
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(run).toHaveBeenCalledExactlyOnceWith(new Set()));
    await waitFor(() => expect(stopAsked.get()).toBeNull());
  });
});

describe('stop › keys that would be lost', () => {
  test('one instance › the figures, the consequence, and --yes in the terminal line', async () => {
    useInstances([loss('main')]);
    show(<StopDialog />);
    await confirmStop('Stop', ['main'], vi.fn());
    const shown = await dialog();
    expect(shown.textContent).toContain('1,234');
    expect(shown.textContent).toContain('holds 1,234 keys in memory only');
    expect(shown.textContent).toContain('--yes yes');
    expect(shown.textContent).not.toContain('saved first');
  });

  test('some of several › only the loss of those is accepted', async () => {
    useInstances([loss('acme')], { beta: 2 });
    const { user } = show(<StopDialog />);
    const run = vi.fn();
    await confirmStop('Stop', ['acme', 'beta'], run);
    expect((await dialog()).textContent).toContain('The data of the others is saved first.');
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(run).toHaveBeenCalledExactlyOnceWith(new Set(['acme'])));
  });

  test('the save failed › asks again with the reason, and accepts the loss', async () => {
    useInstances([loss('main')]);
    const { user } = show(<StopDialog />);
    const run = vi.fn();
    const error = failure('SAVE_FAILED', 'main keeps running: no space.', { id: 'main', reason: 'no space' });
    expect(couldNotSave(error)).toBe(true);
    expect(couldNotSave(new Error('x'))).toBe(false);
    await confirmStopAnyway('Stop', [{ id: 'main', error }], run);
    const shown = await dialog();
    expect(shown.textContent).toContain('Stop main without saving?');
    expect(shown.textContent).toContain('main keeps running: no space.');
    await user.click(screen.getByRole('button', { name: 'Stop anyway' }));
    await waitFor(() => expect(run).toHaveBeenCalledExactlyOnceWith(new Set(['main'])));
  });
});
