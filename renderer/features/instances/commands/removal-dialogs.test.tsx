import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InstallPreview, KillPreview } from '../../../../shared/contract/instance.ts';
import { core, ended } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someStatus, withKeys } from '../../../../test/support/some-status.ts';
import * as commandsWords from '../words/commands.ts';
import { KillDialog } from './kill-dialog.tsx';
import { killDialog } from './kill-dialog-state.ts';
import { UninstallDialog } from './uninstall-dialog.tsx';
import { uninstallDialog } from './uninstall-dialog-state.ts';

afterEach(() =>
  act(() => {
    uninstallDialog.set(null);
    killDialog.set(null);
  }),
);
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const dialog = () => screen.findByRole('dialog');

const installed: InstallPreview = {
  ...{
    port: 6380,
    portFree: true,
    portTakenBy: null,
    nextFreePort: 6381,
    memoryLimitBytes: null,
    memoryPolicy: 'noeviction',
  },
  ...{ persistence: 'rdb', saveIntervals: '900 1', databases: 16, folder: '~/.vrooli', freeBytes: null },
  dataKept: { bytes: 4096, changedAt: '2026-11-20T10:00:00.000Z' },
};

describe('uninstall', () => {
  beforeEach(() => core.reply({ instances: { installPreview: () => installed } }));

  async function ask() {
    const shown = show(<UninstallDialog />);
    act(() => uninstallDialog.set('main'));
    return { ...shown, dialog: await dialog() };
  }

  test('uninstall › opens › keys, memory, disk and clients, and that the data is kept; Cancel has the focus', async () => {
    await showStatuses(someStatus('main', { ...withKeys(1234), clients: { connected: 2 } }));
    const { dialog: shown } = await ask();
    await waitFor(() => expect(shown.textContent).toContain('4 KB'));
    expect(shown.textContent).toContain('1,234');
    expect(shown.textContent).toContain(commandsWords.theDataIsSavedAndKept);
    expect(shown.textContent).toContain(commandsWords.andItsClientsAreDisconnected);
    expect(shown.textContent).not.toContain('--remove-data');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
  });

  test('uninstall › with its data › says what is lost, and the CLI line does the same', async () => {
    await showStatuses(someStatus('main', withKeys(1)));
    const { user, dialog: shown } = await ask();
    await user.click(screen.getByRole('checkbox', { name: commandsWords.removeItsDataConfigurationAndLogs }));
    expect(shown.textContent).toContain(commandsWords.partLost('1 key is'));
    expect(shown.textContent).toContain('--action uninstall --remove-data yes');
    expect(button(commandsWords.uninstallAndRemoveData)).toBeTruthy();
  });

  test('uninstall › stopped, so that its keys are unknown › no number is invented', async () => {
    await showStatuses(
      someStatus('main', {
        state: 'stopped',
        memory: { usedBytes: null, peakBytes: null, limitBytes: null },
        clients: { connected: null },
      }),
    );
    const { user, dialog: shown } = await ask();
    expect(shown.textContent).toContain(commandsWords.unknownWhileStopped);
    await user.click(screen.getByRole('checkbox', { name: commandsWords.removeItsDataConfigurationAndLogs }));
    expect(shown.textContent).toContain(commandsWords.partLost(commandsWords.allKeysAre));
    expect(shown.textContent).not.toMatch(/null|NaN|undefined/);
  });

  test('uninstall › opened again › the data is kept again, whatever was chosen before', async () => {
    await showStatuses(someStatus('main'));
    core.reply({
      instances: {
        uninstall: () =>
          ended({
            kind: 'uninstall',
            result: { id: 'main', removedData: false, safetyBackup: null },
          } as never) as never,
      },
    });
    const { user } = await ask();
    await user.click(screen.getByRole('checkbox', { name: commandsWords.removeItsDataConfigurationAndLogs }));
    act(() => uninstallDialog.set(null));
    act(() => uninstallDialog.set('main'));
    await user.click(await screen.findByRole('button', { name: commandsWords.uninstall }));
    await waitFor(() => expect(inputs('instances.uninstall')).toEqual([{ id: 'main', removeData: false }]));
  });
});

describe('kill', () => {
  async function ask(change: Partial<KillPreview> | null) {
    const preview = change && {
      id: 'acme',
      keys: null,
      usesAof: false,
      snapshotAt: null,
      aofAt: null,
      changesSinceSave: null,
      consequence: '',
      ...change,
    };
    core.reply({ instances: { killPreview: () => preview ?? new Promise<KillPreview>(() => undefined) } });
    const shown = show(<KillDialog />);
    act(() => killDialog.set('acme'));
    return { ...shown, dialog: await dialog() };
  }

  test('kill › opens › the consequence in figures; Cancel has the focus, so that Enter kills nothing', async () => {
    const { user, dialog: shown } = await ask({
      keys: 1234,
      snapshotAt: null,
      aofAt: null,
      consequence: '3 changes are lost.',
    });
    await waitFor(() => expect(shown.textContent).toContain('3 changes are lost.'));
    expect(shown.textContent).toContain('1,234');
    expect(shown.textContent).toContain('--action stop --instance acme --kill yes');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    await user.keyboard('{Enter}');
    expect(inputs('instances.kill')).toEqual([]);
  });

  test('kill › the data on disk is not known yet › unknown, not "none"', async () => {
    const { dialog: shown } = await ask(null);
    expect(shown.textContent).toContain(commandsWords.unknownNotResponding);
    expect(shown.textContent).not.toContain('none');
  });

  test('kill › confirmed › kills this one; a failure stays in the dialog', async () => {
    const error = { code: 'NO_PERMISSION', message: 'The process belongs to root.', data: {} };
    core.reply({ instances: { kill: () => ended({ kind: 'stop', state: 'failed', error } as never) as never } });
    const { user, dialog: shown } = await ask({ keys: null, snapshotAt: null, aofAt: null, consequence: '' });
    await user.click(button(commandsWords.kill));
    await waitFor(() => expect(shown.textContent).toContain('The process belongs to root.'));
    expect(inputs('instances.kill')).toEqual([{ id: 'acme' }]);
    expect(killDialog.get()).toBe('acme');
  });
});
