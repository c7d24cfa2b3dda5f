import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ClientsReport, ConnectedClient, MomentReport, SlowLogReport } from '../../../shared/contract/server.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import { csvLines } from './model/csv.ts';
import { momentAround, panelPath, panelSearch, timeOf } from './model/panel-names.ts';
import { ServerPanel } from './server-panel.tsx';
import * as clientWords from './words/clients.ts';
import * as momentWords from './words/moment.ts';
import * as slowLogWords from './words/slow-log.ts';

const AT = '2026-11-20T10:00:00.000Z';
const slowEntry = {
  ...{ id: 7, at: AT, tookUsec: 153_000, command: 'KEYS session:*', name: 'KEYS', pattern: '' },
  ...{ address: '127.0.0.1:50000', client: 'worker' },
};
const slowLog: SlowLogReport = {
  ...{ id: 'main', from: AT, to: AT, thresholdUsec: 10_000, serverKeeps: 128, recordedSince: AT, lost: 0, count: 1 },
  groups: [
    {
      name: 'KEYS',
      pattern: '',
      count: 1,
      totalUsec: 153_000,
      maxUsec: 153_000,
      lastAt: AT,
      longest: 'KEYS session:*',
    },
  ],
  entries: [slowEntry],
  refused: null,
};
const worker: ConnectedClient = {
  ...{ id: 42, address: '127.0.0.1:50000', name: 'worker', user: 'default', library: '', program: 'node (pid 812)' },
  ...{ own: false, role: 'normal', database: 0, ageSeconds: 90, idleSeconds: 3, command: 'BLPOP' },
  ...{ queryBytes: 0, outputBytes: 0, memoryBytes: 22_000, subscriptions: 0 },
};
const own: ConnectedClient = { ...worker, id: 1, name: 'vrooli-redis-desktop', own: true, address: '127.0.0.1:1' };
const clients: ClientsReport = { id: 'main', at: AT, total: 1, own: 1, limit: 10_000, clients: [worker, own] };

beforeEach(() => sessionStorage.clear());

const panel = (name: Parameters<typeof ServerPanel>[0]['panel'], search = {}) =>
  show(<ServerPanel id="main" panel={name} search={search} />);
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

describe('slow log', () => {
  test('entries › by command first; then each one, with the threshold and since when it is recorded', async () => {
    core.reply({ server: { slowLog: () => slowLog } });
    const { user } = panel('slow-log');
    expect(await screen.findAllByText('153 ms')).not.toHaveLength(0);
    expect(screen.getByText(/take 10\.0 ms or longer, and keeps the newest 128 of them/)).toBeTruthy();
    await user.click(screen.getByText(slowLogWords.eachEntry));
    expect(await screen.findByText('KEYS session:*')).toBeTruthy();
    expect(screen.getByText('worker')).toBeTruthy();
  });

  test('a refused SLOWLOG and dropped entries › are said, and what was recorded stays', async () => {
    const refused = { command: 'SLOWLOG GET', why: 'not-permitted', said: 'NOPERM' } as const;
    core.reply({ server: { slowLog: () => ({ ...slowLog, refused, lost: 3 }) } });
    panel('slow-log');
    expect(await screen.findByText(/do not permit SLOWLOG GET\. NOPERM/)).toBeTruthy();
    expect(screen.getByText(/3 entries were dropped by the server/)).toBeTruthy();
    expect(screen.getAllByText('KEYS')).not.toHaveLength(0);
  });

  test('a time of a link › is asked for exactly', async () => {
    core.reply({ server: { slowLog: () => ({ ...slowLog, count: 0, entries: [], groups: [] }) } });
    panel('slow-log', { from: AT, to: '2026-11-20T10:01:00.000Z' });
    expect(await screen.findByText(slowLogWords.noneTitle)).toBeTruthy();
    expect(inputs('server.slowLog')[0]).toMatchObject({ id: 'main', from: AT, to: '2026-11-20T10:01:00.000Z' });
  });
});

describe('clients', () => {
  test('a client › its program, and disconnected after a question with the reason', async () => {
    const done = { id: 'main', client: 42, address: worker.address, killed: true };
    core.reply({ server: { clients: () => clients, killClient: () => done } });
    const { user } = panel('clients');
    expect(await screen.findByText('node (pid 812)')).toBeTruthy();
    expect(screen.queryByText(clientWords.thisApp)).toBeNull();
    await user.click(screen.getByRole('button', { name: clientWords.disconnectClient(42) }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('BLPOP');
    await user.type(within(dialog).getByLabelText(clientWords.reason), 'leaks');
    await user.click(within(dialog).getByRole('button', { name: clientWords.disconnect }));
    await waitFor(() =>
      expect(inputs('server.killClient')).toEqual([
        { id: 'main', client: 42, address: '127.0.0.1:50000', reason: 'leaks' },
      ]),
    );
    expect(await screen.findByText(clientWords.disconnected(42, 'main'))).toBeTruthy();
  });

  test('a stopped instance › says so, and offers the way to start it', async () => {
    const stopped = failure('NOT_RUNNING', 'main is not running.', { id: 'main', state: 'stopped' });
    core.reply({ server: { clients: () => Promise.reject(stopped) } });
    panel('clients');
    expect(await screen.findByText('main is not running.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Go to main' })).toBeTruthy();
  });

  test('CLIENT LIST is refused › this panel says why', async () => {
    const refused = failure('COMMAND_UNAVAILABLE', 'main refuses CLIENT LIST', { command: 'CLIENT LIST' });
    core.reply({ server: { clients: () => Promise.reject(refused) } });
    panel('clients');
    expect((await screen.findByRole('alert')).textContent).toContain('main refuses CLIENT LIST');
  });
});

describe('one time', () => {
  const report: MomentReport = {
    ...{ id: 'main', from: AT, to: AT, commandsFrom: AT, commandsTo: AT, slow: [slowEntry], slowCount: 1, latency: [] },
    commands: [{ command: 'SET', calls: 500, usec: 2000 }],
    clients: null,
  };

  test('without a time › offers the last minute and the charts', async () => {
    panel('moment', { from: 'soon' });
    expect(await screen.findByText(momentWords.noTime)).toBeTruthy();
    expect(inputs('server.moment')).toEqual([]);
  });

  test('a time › its commands and slow commands; what was not recorded is said', async () => {
    core.reply({ server: { moment: () => report } });
    panel('moment', momentAround(AT));
    expect(await screen.findByText('SET')).toBeTruthy();
    expect(screen.getByText('KEYS session:*')).toBeTruthy();
    expect(screen.getByText(momentWords.noClients)).toBeTruthy();
    expect(inputs('server.moment')[0]).toEqual({ id: 'main', ...momentAround(AT) });
  });
});

test('addresses › times of a link › valid ones as ISO 8601, others as none', () => {
  expect(timeOf('2026-11-20T10:00:00+02:00')).toBe('2026-11-20T08:00:00.000Z');
  expect([timeOf(undefined), timeOf('soon'), timeOf('-1')].slice(0, 2)).toEqual([null, null]);
  expect(panelSearch({ from: 1, other: 'x' })).toEqual({ from: '1' });
  expect(panelPath('main', 'moment', { from: 'a b', to: 'c' })).toBe('/instances/main/moment?from=a+b&to=c');
  expect(momentAround(AT)).toEqual({ from: '2026-11-20T09:59:55.000Z', to: '2026-11-20T10:00:05.000Z' });
});

test('CSV › foreign text › quoted, and no formula for a spreadsheet', () => {
  expect(
    csvLines([
      ['a', 1, null],
      ['=cmd()', 'say "hi", you', 'x'],
    ]),
  ).toBe('a,1,\r\n\'=cmd(),"say ""hi"", you",x\r\n');
});
