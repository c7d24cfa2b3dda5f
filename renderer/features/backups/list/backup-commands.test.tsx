import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { core, ended } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { commandOf, offerOf, someContext } from '../../../../test/support/components/some-context.ts';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { orpc } from '../../../client/api.ts';
import { queryClient } from '../../../client/query-client.ts';
import { backupDialog } from '../actions/backup-dialog-state.ts';
import './backup-commands.ts';

const [main, shop] = [someStatus('main'), someStatus('shop')];
const replica = someStatus('shop', {
  replication: { role: 'replica', masterHost: '10.0.0.1', masterPort: 6379, link: 'up' },
});
const takenAt = '2026-11-19T11:00:00.000Z';
const [verified, unverified] = [someBackup('good', takenAt, { proof: goodVerification }), someBackup('new', takenAt)];

beforeEach(() => queryClient.clear());
afterEach(() => {
  backupDialog.set(null);
});

describe('which backup commands are offered', () => {
  test('back up › an installed instance only', () => {
    expect(offerOf('instance.back-up', someContext(main))).toBe(true);
    expect(offerOf('instance.back-up', someContext(someStatus('main', { runtime: null })))).toBe(false);
    expect(offerOf('instance.back-up', someContext(null))).toBe(false);
  });

  test('restore › the list is unread or has none of the instance › hidden', () => {
    expect(offerOf('instance.restore', someContext(main))).toBe(false);
    know([{ ...verified, instance: 'shop' }]);
    expect(offerOf('instance.restore', someContext(main))).toBe(false);
    expect(offerOf('instance.restore', someContext(shop))).toBe(true);
  });

  test('restore › only damaged backups and failed verifications › hidden', () => {
    know([
      someBackup('a', takenAt, { damaged: true }),
      someBackup('b', takenAt, { proof: { ...goodVerification, ok: false } }),
    ]);
    expect(offerOf('instance.restore', someContext(main))).toBe(false);
  });

  test('restore and flush › a replica › disabled, and the master is named', () => {
    know([{ ...verified, instance: 'shop' }]);
    for (const id of ['instance.restore', 'instance.flush'])
      expect(offerOf(id, someContext(replica))).toContain('10.0.0.1:6379');
  });

  test('flush › a running server only', () => {
    expect(offerOf('instance.flush', someContext(main))).toBe(true);
    expect(offerOf('instance.flush', someContext(someStatus('main', { state: 'stopped' })))).toBe(false);
  });

  test('undo › without a change that can be undone › hidden', () => {
    expect(offerOf('instance.undo-restore', someContext(main))).toBe(false);
  });

  test.each(['backups.import', 'backups.clean-up'])('%s › disconnected › disabled with the reason', (id) => {
    expect(offerOf(id, someContext(null))).toBe(true);
    expect(typeof offerOf(id, someContext(null, { connected: false }))).toBe('string');
  });
});

describe('the backup that restore offers', () => {
  test('a verified one before a newer one › named in the title and in the line', () => {
    know([unverified, verified]);
    expect(commandOf('instance.restore').title(someContext(main))).toMatch(/newest verified backup.*main/);
    expect(commandOf('instance.restore').terminalLine?.(someContext(main))).toBe(
      'manage.sh --action restore --backup-name good',
    );
  });

  test('none is verified › the title says so', () => {
    know([unverified]);
    expect(commandOf('instance.restore').title(someContext(main))).toMatch(/newest backup \(not verified\)/);
  });

  test('run › its dialog opens with this backup, and nothing is restored yet', () => {
    know([unverified, verified]);
    commandOf('instance.restore').run(someContext(main));
    expect(backupDialog.get()).toMatchObject({ kind: 'restore', backup: { name: 'good' } });
    expect(core.calls).toEqual([]);
  });
});

describe('what the backup commands do', () => {
  test.each([
    ['instance.back-up-as', { kind: 'back-up', instance: 'shop' }],
    ['instance.flush', { kind: 'flush', instance: 'shop' }],
    ['backups.import', { kind: 'import', instance: 'shop' }],
    ['backups.clean-up', { kind: 'clean-up', instance: 'shop' }],
  ])('%s › its dialog, for this instance', (id, request) => {
    commandOf(id).run(someContext(shop));
    expect(backupDialog.get()).toEqual(request);
  });

  test.each(['backups.import', 'backups.clean-up'])('%s › without an instance › the dialog asks for it', (id) => {
    commandOf(id).run(someContext(null));
    expect(backupDialog.get()).toMatchObject({ instance: null });
  });

  test('list › leads to the backups of the instance', () => {
    const context = someContext(shop);
    commandOf('instance.backups').run(context);
    expect(context.places).toEqual(['/backups/shop']);
  });

  test('back up › the result is told with keys, size and verification', async () => {
    takes(someBackup('nightly', takenAt, { keys: 40, sizeBytes: 2_048, proof: goodVerification }));
    await commandOf('instance.back-up').run(someContext(main));
    expect(await screen.findByText(/nightly · 40 keys · 2 KB · verified\./)).toBeTruthy();
    expect(core.calls.find(({ procedure }) => procedure === 'backups.create')?.input).toMatchObject({
      instance: 'main',
    });
  });

  test('back up › its verification failed › a warning with the reason', async () => {
    takes(
      someBackup('nightly', takenAt, { proof: { ...goodVerification, ok: false, message: 'The file is truncated.' } }),
    );
    await commandOf('instance.back-up').run(someContext(main));
    expect(await screen.findByText(/its verification failed/)).toBeTruthy();
    expect(screen.getByText(/The file is truncated\./)).toBeTruthy();
  });

  test('back up › show › leads to the details of the new backup', async () => {
    takes(someBackup('nightly', takenAt, { proof: goodVerification }));
    await commandOf('instance.back-up').run(someContext(main));
    const open = await screen.findByRole('button', { name: 'Show' });
    open.click();
    await waitFor(() => expect(window.location.hash).toBe('#/backups/main'));
  });

  test.each([
    ['instance.back-up', 'manage.sh --action backup --instance shop'],
    ['instance.flush', 'manage.sh --action flush --instance shop'],
    ['instance.undo-restore', 'manage.sh --action undo --instance shop'],
    ['backups.clean-up', 'manage.sh --action cleanup-backups --instance shop'],
  ])('%s › its line of the terminal names the instance', (id, line) => {
    expect(commandOf(id).terminalLine?.(someContext(shop))).toBe(line);
  });
});

/** Puts backups into the list that the page has read, newest first. */
function know(backups: readonly Backup[]): void {
  queryClient.setQueryData(orpc.backups.list.queryKey({ input: {} }), backups as never);
}

/** The core takes this backup. */
function takes(result: Backup): void {
  core.reply({ backups: { create: () => ended({ kind: 'backup', title: 'Back up main', result }) } });
  show(<div />);
}
