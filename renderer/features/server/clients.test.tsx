import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ClientsReport, ConnectedClient } from '../../../shared/contract/server.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { AT, client, open } from '../../../test/support/components/server-panels.tsx';
import { fill, show } from '../../../test/support/components/show.tsx';
import { clientColumns, clientName } from './clients/client-columns.tsx';
import * as clientWords from './words/clients.ts';
import * as frameWords from './words/frame.ts';

// cspell:ignore workernode

afterEach(() => {
  vi.restoreAllMocks();
});

describe('columns of clients', () => {
  const cell = (id: string, one: ConnectedClient) => {
    const { container } = show(<div>{clientColumns.find((column) => column.id === id)?.cell(one)}</div>);
    return container.querySelector('[class*="line"], [class*="mono"]')?.textContent ?? container.textContent;
  };

  test.each([
    [{ own: true, name: 'x' }, clientWords.thisApp],
    [{ name: 'worker', program: 'node (pid 812)' }, 'worker'],
    [{ program: 'node (pid 812)' }, 'node (pid 812)'],
    [{}, clientWords.noName],
  ])('client name › %j › %s', (change, name) => expect(clientName(client(change))).toBe(name));

  test('client › with its own name › its program too; without one, the program once', () => {
    expect(cell('client', client({ name: 'worker', program: 'node (pid 812)' }))).toBe('workernode (pid 812)');
    expect(cell('client', client({ program: 'node (pid 812)' }))).toBe('node (pid 812)');
  });

  test('figures that an old server does not report › a dash, never 0', () => {
    expect(cell('memory', client({ memoryBytes: null }))).toContain('—');
    expect(cell('library', client())).toBe('—');
  });

  test('columns › a narrow window drops the least needed first, and never the client itself', () => {
    const dropped = clientColumns.flatMap(({ id, drop }) => (drop === undefined ? [] : [[drop, id] as const]));
    expect(dropped.map(([, id]) => id)).not.toContain('client');
    expect(dropped.sort(([one], [other]) => other - one)[0]?.[1]).toBe('database');
  });

  test('columns › each one can be sorted by what it shows', () => {
    const two = [client({ id: 1, ageSeconds: 5, name: 'b' }), client({ id: 2, ageSeconds: 100, name: 'a' })];
    const by = (id: string) => two.map((one) => clientColumns.find((column) => column.id === id)?.sortValue?.(one));
    expect([by('id'), by('age'), by('client')]).toEqual([
      [1, 2],
      [5, 100],
      ['b', 'a'],
    ]);
    expect(clientColumns.every(({ sortValue }) => sortValue !== undefined)).toBe(true);
  });
});

describe('clients of a server', () => {
  const report = (...clients: readonly ConnectedClient[]): ClientsReport => ({
    ...{ id: 'main', at: AT, total: clients.filter(({ own }) => !own).length, limit: 10_000 },
    ...{ own: clients.filter(({ own }) => own).length, clients: [...clients] },
  });
  const web = client({ id: 1, name: 'web', user: 'app', address: '10.0.0.5:1' });
  const job = client({ id: 2, name: 'job', program: 'python3 (pid 9)', address: '10.0.0.6:1', command: 'blpop' });
  const app = client({ id: 3, name: 'vrooli', own: true });
  const shownClients = () => screen.getAllByRole('row').flatMap((row) => row.getAttribute('data-id') ?? []);

  test('find › by program, command and address › the others are hidden; a filter without matches can be cleared', async () => {
    core.reply({ server: { clients: () => report(web, job, app) } });
    const { user } = open('clients');
    await waitFor(() => expect(shownClients()).toEqual(['1', '2']));
    const find = () => screen.getByRole('textbox', { name: clientWords.find });
    for (const [text, ids] of [
      ['PYTHON', ['2']],
      ['blpop', ['2']],
      ['10.0.0.5', ['1']],
    ] as const) {
      await fill(user, find(), text);
      await waitFor(() => expect(shownClients()).toEqual(ids));
    }
    await fill(user, find(), 'nobody');
    await user.click(await screen.findByRole('button', { name: clientWords.clearFilter }));
    await waitFor(() => expect(shownClients()).toEqual(['1', '2']));
  });

  test('own connections › are hidden at first, counted, and cannot be disconnected', async () => {
    core.reply({ server: { clients: () => report(web, app) } });
    const { user } = open('clients');
    await user.click(await screen.findByRole('checkbox', { name: clientWords.showOwn('1 connection') }));
    await waitFor(() => expect(shownClients()).toEqual(['1', '3']));
    const own = screen.getByRole('button', { name: clientWords.disconnectClient(3) });
    expect(own.getAttribute('aria-disabled')).toBe('true');
    await user.click(own);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('groups › by host and by user › name what they have in common', async () => {
    sessionStorage.setItem('vrooli.server.clients.group', '"address"');
    core.reply({ server: { clients: () => report(web, job) } });
    const { unmount } = open('clients');
    expect(await screen.findByText('10.0.0.5')).toBeTruthy();
    unmount();
    sessionStorage.setItem('vrooli.server.clients.group', '"user"');
    open('clients');
    expect(await screen.findByRole('row', { name: /^app/ })).toBeTruthy();
  });

  test('no clients › a sentence; Copy as CSV waits for the first', async () => {
    core.reply({ server: { clients: () => report(app) } });
    open('clients');
    expect(await screen.findByText(clientWords.noneTitle)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: frameWords.copyAsCsv }).disabled).toBe(true);
  });

  test('Copy as CSV › only the clients that are shown, one line each', async () => {
    core.reply({ server: { clients: () => report(web, job, app) } });
    const { user } = open('clients');
    await waitFor(() => expect(shownClients()).toHaveLength(2));
    await fill(user, screen.getByRole('textbox', { name: clientWords.find }), 'web');
    await waitFor(() => expect(shownClients()).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: frameWords.copyAsCsv }));
    expect(await screen.findByText(frameWords.copiedAsCsv('Clients'))).toBeTruthy();
    const copied = (await navigator.clipboard.readText()).trim().split('\r\n');
    expect(copied).toHaveLength(2);
    expect(copied[1]).toBe('1,web,,10.0.0.5:1,,app,normal,0,get,90,3,0,0,22000');
    expect(copied[0]?.split(',')).toHaveLength(14);
  });

  test('a replica › the question says what disconnecting it means; one that has gone is no success', async () => {
    const replica = client({ id: 7, role: 'replica' });
    core.reply({
      server: {
        clients: () => report(replica),
        killClient: () => ({ id: 'main', client: 7, address: replica.address, killed: false }),
      },
    });
    const { user } = open('clients');
    await user.click(await screen.findByRole('button', { name: clientWords.disconnectClient(7) }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(clientWords.replicaEffect)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: clientWords.disconnect }));
    expect(await screen.findByText(clientWords.wasGone(7))).toBeTruthy();
    expect(screen.queryByText(clientWords.disconnected(7, 'main'))).toBeNull();
  });
});
