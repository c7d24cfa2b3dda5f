import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type {
  AclReport,
  ClientsReport,
  ConnectedClient,
  LatencyReport,
  MemoryReport,
  MomentReport,
  PersistenceReport,
  ReplicationReport,
  SlowLogReport,
} from '../../../shared/contract/server.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { clientColumns, clientName } from './clients/client-columns.tsx';
import { milliseconds } from './model/figures.ts';
import { momentAround } from './model/panel-names.ts';
import { refusalWords } from './model/refusal-words.ts';
import { ServerPanel } from './server-panel.tsx';
import { entryColumns, groupColumns } from './slow-log/slow-log-columns.tsx';
import * as aclWords from './words/acl.ts';
import * as clientWords from './words/clients.ts';
import * as frameWords from './words/frame.ts';
import * as latencyWords from './words/latency.ts';
import * as momentWords from './words/moment.ts';
import * as slowLogWords from './words/slow-log.ts';
import * as stateWords from './words/state.ts';

// cspell:ignore workernode

const AT = '2020-01-02T03:04:05.000Z';
const none = { value: null, refused: null };
const refused = {
  value: null,
  refused: { command: 'LATENCY DOCTOR', why: 'not-permitted' as const, said: 'NOPERM no rights' },
};

afterEach(() => {
  vi.restoreAllMocks();
});

const open = (panel: Parameters<typeof ServerPanel>[0]['panel'], search = {}) =>
  show(<ServerPanel id="main" panel={panel} search={search} />);
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const lines = (name: string) =>
  within(screen.getByRole('table', { name }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent));
/** The value beside a name. */
const fact = async (name: string) =>
  (await screen.findByText(name, { selector: 'dt' })).nextElementSibling?.textContent;

const client = (change: Partial<ConnectedClient> = {}): ConnectedClient => ({
  ...{ id: 42, address: '10.0.0.5:50000', name: '', user: 'default', library: '', program: null, own: false },
  ...{ role: 'normal', database: 0, ageSeconds: 90, idleSeconds: 3, command: 'get', queryBytes: 0, outputBytes: 0 },
  ...{ memoryBytes: 22_000, subscriptions: 0 },
  ...change,
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

describe('slow log of a server', () => {
  const entry = (id: number, command: string, tookUsec: number) => ({
    ...{ id, at: AT, tookUsec, command, name: command.split(' ')[0] ?? '', pattern: '', address: '?:0', client: '' },
  });
  const group = (name: string, change: Partial<SlowLogReport['groups'][number]> = {}) => ({
    ...{
      name,
      pattern: 'session:*',
      count: 12,
      totalUsec: 1_200_000,
      maxUsec: 15_500,
      lastAt: AT,
      longest: `${name} session:1`,
    },
    ...change,
  });
  const report = (change: Partial<SlowLogReport> = {}): SlowLogReport => ({
    ...{ id: 'main', from: AT, to: AT, thresholdUsec: 10_000, serverKeeps: 128, recordedSince: AT, lost: 0, count: 2 },
    ...{ groups: [group('HGETALL'), group('KEYS')], entries: [entry(1, 'KEYS *', 20_000), entry(2, 'HGETALL a', 900)] },
    refused: null,
    ...change,
  });

  test.each([
    [120, '0.12 ms'],
    [12_340, '12.3 ms'],
    [153_000, '153 ms'],
    [1_250_000, '1.3 s'],
  ])('milliseconds › %i µs › %s', (usec, text) => expect(milliseconds(usec)).toBe(text));

  test('columns › a command of a script has no address › says so', () => {
    const column = entryColumns.find(({ id }) => id === 'client');
    show(<div>{column?.cell(entry(1, 'GET a', 1))}</div>);
    expect(screen.getByText(slowLogWords.inAScript)).toBeTruthy();
  });

  test('columns › by command › the pattern of its keys, or a dash without a key', () => {
    const keys = groupColumns.find(({ id }) => id === 'keys');
    const { container } = show(<div>{keys?.cell(group('KEYS', { pattern: '' }))}</div>);
    expect(container.textContent).toContain('—');
    expect(groupColumns.map(({ sortValue }) => sortValue?.(group('KEYS')))).toEqual([
      'KEYS',
      'session:*',
      12,
      1_200_000,
      15_500,
      AT,
    ]);
  });

  test('a command is opened › its entries, found by its name', async () => {
    core.reply({ server: { slowLog: () => report() } });
    const { user } = open('slow-log');
    await user.dblClick(await screen.findByText('KEYS'));
    expect(await screen.findByText('KEYS *')).toBeTruthy();
    expect(screen.queryByText('HGETALL a')).toBeNull();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: slowLogWords.findCommandOrKey }).value).toBe('KEYS');
  });

  test('find › no match › the filter can be cleared; the range stays', async () => {
    core.reply({ server: { slowLog: () => report() } });
    const { user } = open('slow-log');
    await screen.findByText('HGETALL');
    await fill(user, screen.getByRole('textbox', { name: slowLogWords.findCommandOrKey }), 'zzz');
    await user.click(await screen.findByRole('button', { name: slowLogWords.clearFilter }));
    expect(await screen.findByText('HGETALL')).toBeTruthy();
  });

  test('Copy as CSV › time, microseconds, command and client of each entry', async () => {
    core.reply({ server: { slowLog: () => report() } });
    const { user } = open('slow-log');
    await screen.findByText('HGETALL');
    await user.click(screen.getByRole('button', { name: frameWords.copyAsCsv }));
    await screen.findByText(frameWords.copiedAsCsv(slowLogWords.slowLog));
    expect(await navigator.clipboard.readText()).toContain(`${AT},20000,KEYS *,,?:0\r\n`);
  });

  test.each([
    [null, slowLogWords.unknownThreshold],
    [-1, slowLogWords.off],
    [10_000, slowLogWords.threshold('10.0 ms', '128')],
  ])('threshold › %s › a sentence', async (thresholdUsec, sentence) => {
    core.reply({ server: { slowLog: () => report({ thresholdUsec, recordedSince: null }) } });
    open('slow-log');
    const notes = await screen.findByText(new RegExp(slowLogWords.notRecordedYet.slice(0, 20)));
    expect(notes.textContent).toContain(sentence);
  });

  test('a time of a link › the last 24 hours are one click away', async () => {
    core.reply({ server: { slowLog: () => report() } });
    const { user } = open('slow-log', { from: AT, to: '2020-01-02T03:05:05.000Z' });
    await user.click(await screen.findByRole('button', { name: slowLogWords.showLast24Hours }));
    expect(window.location.hash).toBe('#/instances/main/slow-log');
  });

  test('more entries than are listed › says how many there are', async () => {
    sessionStorage.setItem('vrooli.server.slow-log.shape', '"entries"');
    core.reply({ server: { slowLog: () => report({ count: 5000 }) } });
    open('slow-log');
    expect(await screen.findByText(slowLogWords.shownOf('2', '5,000'))).toBeTruthy();
  });
});

describe('latency of a server', () => {
  const report = (change: Partial<LatencyReport> = {}): LatencyReport => ({
    ...{ id: 'main', from: AT, to: AT, thresholdMs: 100, doctor: none, events: [], count: 0 },
    latest: { value: [], refused: null },
    ...change,
  });

  test('events › their meaning, and a link to what ran then', async () => {
    const latest = { value: [{ event: 'fork', at: AT, latestMs: 120, maxMs: 340 }], refused: null };
    core.reply({
      server: { latency: () => report({ latest, events: [{ event: 'fork', at: AT, ms: 120 }], count: 9 }) },
    });
    open('latency');
    await waitFor(() =>
      expect(lines(latencyWords.kinds)[0]?.slice(2)).toEqual(['120 ms', '340 ms', latencyWords.meanings.fork]),
    );
    const link = screen.getByRole('link', { name: latencyWords.showMoment });
    expect(link.getAttribute('href')).toContain(`from=${encodeURIComponent(momentAround(AT).from)}`);
    expect(screen.getByText(latencyWords.shownOf('1', '9'))).toBeTruthy();
  });

  test.each([
    [0, latencyWords.off],
    [null, latencyWords.unknownThreshold],
    [100, latencyWords.threshold('100')],
  ])('threshold › %s › a sentence with the way to its setting', async (thresholdMs, sentence) => {
    core.reply({ server: { latency: () => report({ thresholdMs }) } });
    open('latency');
    const note = (await screen.findByRole('link', { name: latencyWords.changeInSettings })).closest('p');
    expect(note?.textContent).toContain(sentence);
  });

  test('the advice is refused › says which command and why; the other parts are shown', async () => {
    core.reply({ server: { latency: () => report({ doctor: refused }) } });
    open('latency');
    expect(await screen.findByText(refusalWords(refused.refused))).toBeTruthy();
    expect(screen.getByText(latencyWords.noKinds)).toBeTruthy();
    expect(screen.getByText(latencyWords.none)).toBeTruthy();
  });

  test.each(['too-old', 'not-permitted', 'disabled', 'not-running', 'failed'] as const)(
    'refusal › %s › a sentence that ends, with the server’s words after it',
    (why) => {
      const words = refusalWords({ command: 'ACL LIST', why, said: 'ERR x' });
      expect(words).toMatch(/\. ERR x$/);
      expect(refusalWords({ command: 'ACL LIST', why, said: null })).toMatch(/\.$/);
    },
  );
});

describe('memory of a server', () => {
  const report = (change: Partial<MemoryReport> = {}): MemoryReport => ({
    ...{ id: 'main', at: AT, usedBytes: 2048, peakBytes: 4096, residentBytes: null, limitBytes: null, policy: null },
    ...{
      allocator: 'jemalloc-5.3.0',
      fragmentation: 1.275,
      fragmentationBytes: 1024,
      clients: [{ kind: 'own', bytes: 10 }],
    },
    usage: [
      { use: 'data', bytes: 1536, share: 0.75 },
      { use: 'new-thing', bytes: 1, share: null },
    ],
    ...{
      stats: { value: [{ name: 'keys.count', value: '3' }], refused: null },
      doctor: { value: '  ', refused: null },
    },
    ...change,
  });

  test('figures › what is not known is a dash; no limit is said in words', async () => {
    core.reply({ server: { memory: () => report() } });
    open('memory');
    expect(await fact(stateWords.resident)).toBe('—');
    expect(await fact(stateWords.limit)).toBe(stateWords.noLimit);
    expect(await fact(stateWords.fragmentation)).toBe(stateWords.fragmentationOf('1.27', '1 KB'));
  });

  test('usage › by words where this app has them, otherwise by the server’s name', async () => {
    core.reply({ server: { memory: () => report() } });
    open('memory');
    await waitFor(() =>
      expect(lines(stateWords.usage)).toEqual([
        ['Keys and values', '1.5 KB', '75.0 %'],
        ['new-thing', '1 B', '—'],
      ]),
    );
    expect(lines(stateWords.byClient)).toEqual([['This app', '10 B']]);
    expect(lines(stateWords.stats)).toEqual([['keys.count', '3']]);
  });

  test('advice › empty › says that there is none; given, as the server words it', async () => {
    core.reply({ server: { memory: () => report() } });
    const { unmount } = open('memory');
    expect(await screen.findByText(stateWords.noAdvice)).toBeTruthy();
    unmount();
    core.reply({ server: { memory: () => report({ doctor: { value: 'Sam, I detected\n * Peak', refused: null } }) } });
    open('memory');
    expect((await screen.findByText(/Sam, I detected/)).tagName).toBe('PRE');
  });

  test('MEMORY STATS refused › its two tables say so, and the figures of INFO are shown', async () => {
    core.reply({ server: { memory: () => report({ stats: { value: null, refused: refused.refused } }) } });
    open('memory');
    expect(await screen.findAllByText(refusalWords(refused.refused))).toHaveLength(2);
    expect(await fact(stateWords.peak)).toBe('4 KB');
  });
});

describe('persistence of a server', () => {
  const aof: PersistenceReport['aof'] = {
    ...{ enabled: true, fsync: 'everysec', rewriting: false, rewriteScheduled: false, lastRewriteSeconds: 2 },
    ...{ lastRewriteOk: true, lastWriteOk: true, sizeBytes: 2048, baseBytes: 1024, pendingBytes: 0, delayedFsyncs: 0 },
  };
  const report = (change: Partial<PersistenceReport> = {}): PersistenceReport => ({
    ...{
      id: 'main',
      at: AT,
      loading: false,
      changesSinceSave: 5,
      lastSaveAt: AT,
      lastSaveOk: true,
      lastSaveSeconds: 3,
    },
    ...{ saving: false, savingSeconds: null, savedShare: null, saves: 2, savePoints: '900 1', lastForkMs: 4 },
    ...{ lastCopyOnWriteBytes: null, aof },
    ...change,
  });
  const opened = (change: Partial<PersistenceReport> = {}) => {
    core.reply({ server: { persistence: () => report(change) } });
    return open('persistence');
  };

  test.each([
    [{ lastSaveOk: null, lastSaveSeconds: null }, stateWords.noneSinceStart],
    [{}, stateWords.resultIn(stateWords.succeeded, '3 s')],
    [{ lastSaveOk: false, lastSaveSeconds: null }, stateWords.failed],
  ])('last save › %j › %s', async (change, words) => {
    opened(change);
    expect(await fact(stateWords.result)).toBe(words);
  });

  test.each([
    ['900 1', '900 1'],
    ['', stateWords.noSavePoints],
    [null, '—'],
  ])('save points › %j › %s', async (savePoints, words) => {
    opened({ savePoints });
    expect(await fact(stateWords.savePoints)).toBe(words);
  });

  test('a save runs › for how long, and how far where the server says it', async () => {
    const { unmount } = opened({ saving: true, savingSeconds: 61 });
    expect(await fact(stateWords.savingNow)).toBe('for 1 min');
    unmount();
    opened({ saving: true, savingSeconds: 61, savedShare: 0.5 });
    expect(await fact(stateWords.savingNow)).toBe('for 1 min, 50 % of the keys');
  });

  test('no append-only file › says what a crash costs; a loading server › that figures are incomplete', async () => {
    opened({ aof: { ...aof, enabled: false }, loading: true });
    expect(await screen.findByText(stateWords.aofOff)).toBeTruthy();
    expect(screen.getByText(stateWords.loading)).toBeTruthy();
  });

  test.each([
    [{ rewriting: true }, stateWords.rewriting],
    [{ rewriteScheduled: true }, stateWords.rewriteScheduled],
    [{ lastRewriteSeconds: null }, stateWords.noneSinceStart],
    [{ lastRewriteOk: false }, stateWords.resultIn(stateWords.failed, '2 s')],
  ])('last rewrite › %j › %s', async (change, words) => {
    opened({ aof: { ...aof, ...change } });
    expect(await fact(stateWords.lastRewrite)).toBe(words);
  });
});

describe('replication of a server', () => {
  const report = (change: Partial<ReplicationReport> = {}): ReplicationReport => ({
    ...{ id: 'main', at: AT, role: 'master', offset: 5000, master: null, replicas: [], fullSyncs: 1 },
    ...{ backlog: { active: false, sizeBytes: null, historyBytes: null }, partialSyncsOk: 2, partialSyncsFailed: 3 },
    ...change,
  });

  test('a master › its replicas with how far they are behind', async () => {
    const replica = { address: '10.0.0.9:6379', state: 'online', offset: 4000, behindBytes: 1024, lagSeconds: 1 };
    core.reply({
      server: {
        replication: () =>
          report({ replicas: [replica], backlog: { active: true, sizeBytes: 2048, historyBytes: 1024 } }),
      },
    });
    open('replication');
    await waitFor(() => expect(lines(stateWords.replicas)).toEqual([['10.0.0.9:6379', 'online', '1 KB', '1 s']]));
    expect(await fact(stateWords.backlog)).toBe(stateWords.backlogOf('1 KB', '2 KB'));
    expect(await fact(stateWords.copies)).toBe(stateWords.copiesOf('1', '2', '3'));
  });

  test('a replica › whose link is down › for how long, and what is left of the copy', async () => {
    const master = {
      ...{ host: '10.0.0.1', port: 6379, link: 'down', lastIoSeconds: null, syncing: true, syncLeftBytes: 4096 },
      ...{ downSeconds: 61, readOnly: true },
    };
    core.reply({ server: { replication: () => report({ role: 'replica', master }) } });
    open('replication');
    expect(await fact(stateWords.link)).toBe(stateWords.linkFor('down', '1 min'));
    expect(await fact(stateWords.copying)).toBe(stateWords.left('4 KB'));
    expect(await fact(stateWords.lastIo)).toBe('—');
    expect(screen.getByText(stateWords.noReplicas)).toBeTruthy();
  });
});

describe('access rules of a server', () => {
  const user = {
    name: 'app',
    enabled: false,
    noPassword: false,
    passwords: 2,
    commands: '+@read',
    keys: '',
    channels: '*',
  };
  const report = (change: Partial<AclReport> = {}): AclReport => ({
    ...{ id: 'main', at: AT, ownUser: 'default', userCount: 1 },
    ...{ users: { value: [user, { ...user, name: 'open', enabled: true, noPassword: true }], refused: null } },
    log: { value: [], refused: null },
    ...change,
  });

  test('users › whether they are enabled and need a password, and their rules', async () => {
    core.reply({ server: { acl: () => report() } });
    open('acl');
    await waitFor(() =>
      expect(lines(aclWords.users)).toEqual([
        ['app', 'No', '2 passwords', '—', '*', '+@read'],
        ['open', 'Yes', aclWords.noPassword, '—', '*', '+@read'],
      ]),
    );
    expect(screen.getByText(aclWords.ownUser('default'))).toBeTruthy();
    expect(screen.getByText(aclWords.nothingRefused)).toBeTruthy();
  });

  test('refused commands › who was refused what, and how often', async () => {
    const refusal = {
      ...{ count: 1200, reason: 'command', context: 'toplevel', object: 'flushall', user: 'app', ageSeconds: 65 },
      client: '10.0.0.5:1',
    };
    core.reply({ server: { acl: () => report({ log: { value: [refusal], refused: null } }) } });
    open('acl');
    await waitFor(() =>
      expect(lines(aclWords.log)).toEqual([
        ['1 min ago', '1,200', 'command', 'app', 'flushall', 'toplevel', '10.0.0.5:1'],
      ]),
    );
  });

  test('ACL LIST refused › its section says so', async () => {
    core.reply({ server: { acl: () => report({ users: { value: null, refused: refused.refused } }) } });
    open('acl');
    expect(await screen.findByText(refusalWords(refused.refused))).toBeTruthy();
  });
});

describe('a server at one time', () => {
  const time = { from: '2020-01-02T03:04:00.000Z', to: '2020-01-02T03:05:00.000Z' };
  const empty: MomentReport = {
    ...{ id: 'main', ...time, commands: [], commandsFrom: null, commandsTo: null, slow: [], slowCount: 0 },
    ...{ latency: [], clients: null },
  };

  test('nothing was recorded › says when this app records', async () => {
    core.reply({ server: { moment: () => empty } });
    open('moment', time);
    expect(await screen.findByText(momentWords.nothing)).toBeTruthy();
  });

  test('each part › its figures; a command without calls divides by nothing', async () => {
    const found: MomentReport = {
      ...empty,
      commands: [
        { command: 'get', calls: 4, usec: 2000 },
        { command: 'odd', calls: 0, usec: 10 },
      ],
      ...{ commandsFrom: time.from, commandsTo: time.to, slowCount: 30, latency: [{ event: 'fork', at: AT, ms: 40 }] },
      slow: [
        {
          id: 1,
          at: AT,
          tookUsec: 1000,
          command: 'KEYS *',
          name: 'KEYS',
          pattern: '',
          address: '1.2.3.4:5',
          client: '',
        },
      ],
      clients: {
        at: AT,
        total: 7,
        groups: [
          {
            ...{ name: '', library: '', host: '10.0.0.5', count: 7, blocked: 2, outputBytes: 0, memoryBytes: 2048 },
            commands: ['get', 'blpop'],
          },
        ],
      },
    };
    core.reply({ server: { moment: () => found } });
    open('moment', time);
    await waitFor(() =>
      expect(lines(momentWords.commands)).toEqual([
        ['get', '4', '2.00 ms', '0.50 ms'],
        ['odd', '0', '0.01 ms', '0.01 ms'],
      ]),
    );
    expect(lines(momentWords.slow)[0]?.slice(1)).toEqual(['1.00 ms', 'KEYS *', '1.2.3.4:5']);
    expect(lines(momentWords.clients)).toEqual([
      [momentWords.noName, '10.0.0.5', '7', '2', '0 B', '2 KB', 'get, blpop'],
    ]);
    expect(lines(momentWords.latency)[0]?.slice(1)).toEqual(['40 ms', 'fork']);
    expect(screen.getByText('30')).toBeTruthy();
  });

  test('Earlier and Later › move by the length of the time', async () => {
    core.reply({ server: { moment: () => empty } });
    const { user } = open('moment', time);
    await user.click(await screen.findByRole('button', { name: momentWords.earlier }));
    expect(decodeURIComponent(window.location.hash)).toBe(
      '#/instances/main/moment?from=2020-01-02T03:03:00.000Z&to=2020-01-02T03:04:00.000Z',
    );
    await user.click(screen.getByRole('button', { name: momentWords.later }));
    expect(decodeURIComponent(window.location.hash)).toContain('from=2020-01-02T03:05:00.000Z');
  });

  test.each([
    [momentWords.slowLog, `#/instances/main/slow-log?from=${time.from}&to=${time.to}`],
    [momentWords.clientsNow, '#/instances/main/clients'],
    [momentWords.chart, `#/charts/main?at=${time.from}`],
  ])('links › %s › leads there', async (name, hash) => {
    core.reply({ server: { moment: () => empty } });
    const { user } = open('moment', time);
    await user.click(await screen.findByRole('button', { name }));
    expect(decodeURIComponent(window.location.hash)).toBe(hash);
  });

  test.each([[{ from: time.to, to: time.from }], [{ from: time.from }], [{}]])(
    'an address with %j › asks nothing, and offers the last minute',
    async (search) => {
      const { user } = open('moment', search);
      await user.click(await screen.findByRole('button', { name: momentWords.lastMinute }));
      expect(inputs('server.moment')).toEqual([]);
      const [, from, to] = /from=(.*)&to=(.*)/.exec(decodeURIComponent(window.location.hash)) ?? [];
      expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(60_000);
    },
  );
});

describe('states of a panel', () => {
  test('a failure › the panel shows it instead of a toast, and Try again reads the report', async () => {
    let isBroken = true;
    core.reply({
      server: {
        acl() {
          if (isBroken) throw failure('COMMAND_UNAVAILABLE', 'main refuses ACL LIST', { command: 'ACL LIST' });
          return { id: 'main', at: AT, ownUser: null, users: none, userCount: 0, log: none };
        },
      },
    });
    const { user } = open('acl');
    expect((await screen.findAllByRole('alert')).map(({ textContent }) => textContent).join()).toContain(
      'main refuses ACL LIST',
    );
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(aclWords.passwordsStay)).toBeTruthy();
    await act(async () => undefined);
  });
});
