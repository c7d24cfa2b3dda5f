import { describe, expect, test } from 'vitest';
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
} from '../../../../shared/contract/server.ts';
import { chooseStyle } from '../../format/style.ts';
import { aclLines } from './acl-lines.ts';
import { clientFacts, clientLines } from './client-lines.ts';
import { latencyLines } from './latency-lines.ts';
import { momentLines } from './moment-lines.ts';
import { refusalLine } from './refusal-line.ts';
import { milliseconds, slowLogLines } from './slow-log-lines.ts';
import { memoryLines, persistenceLines, replicationLines } from './state-lines.ts';
import * as serverWords from './words.ts';

const WIDTH = 160;
const plain = chooseStyle(false, {});
const AT = '2020-01-02T03:04:05.000Z';
const ESCAPE = '\u001b[2J';
const refused = { command: 'ACL LIST', why: 'not-permitted' as const, said: 'NOPERM' };
const none = { value: null, refused: null };
/** Each line with one bar between its columns. */
const cells = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/ {2,}/g, ' | '));

const client = (change: Partial<ConnectedClient> = {}): ConnectedClient => ({
  ...{ id: 42, address: '10.0.0.5:50000', name: 'web', user: 'default', library: 'redis-py 5.0', program: null },
  ...{ own: false, role: 'normal', database: 0, ageSeconds: 90, idleSeconds: 3, command: 'get', queryBytes: 0 },
  ...{ outputBytes: 0, memoryBytes: 2048, subscriptions: 0 },
  ...change,
});

describe('refusals', () => {
  test.each(['too-old', 'not-permitted', 'disabled', 'not-running', 'failed'] as const)(
    'refusal › %s › a sentence, and the server’s own text',
    (why) => {
      expect(refusalLine({ command: 'ACL LIST', why, said: null })).toMatch(/\.$/);
      expect(refusalLine({ command: 'ACL LIST', why, said: 'ERR x' })).toMatch(/\. It said: ERR x$/);
    },
  );
});

describe('clients in a terminal', () => {
  const report = (...clients: readonly ConnectedClient[]): ClientsReport => ({
    ...{ id: 'main', at: AT, total: 1, own: 2, limit: 10_000, clients: [...clients] },
  });

  test('clients › a table of others, and how many are this app’s', () => {
    const [title, , head, row] = cells(clientLines(report(client(), client({ id: 1, own: true })), WIDTH, plain));
    expect(title).toBe('main: 1 client of at most 10,000, and 2 connections of this app');
    expect(head?.split(' | ')).toHaveLength(11);
    expect(row).toBe('42 | web | 10.0.0.5:50000 | redis-py 5.0 | normal | 0 | get | 1 min 30 s | 3 s | 0 B | 2 KB');
  });

  test('clients › a narrow terminal › drops columns, never the id, the program and the memory', () => {
    const lines = clientLines(report(client()), 60, plain);
    expect(lines.slice(2, 4).every((line) => line.length <= 60)).toBe(true);
    expect(cells(lines)[3]).toMatch(/^42 \| web .*2 KB$/);
  });

  test('clients › only connections of this app › the title alone', () => {
    expect(clientLines(report(client({ own: true })), WIDTH, plain)).toHaveLength(1);
  });

  test('clients › a name with control characters › cannot move the cursor', () => {
    const lines = clientLines(report(client({ name: `a${ESCAPE}b`, command: '\n' })), WIDTH, plain);
    expect(lines.join('')).not.toContain('\u001b');
    expect(lines).toHaveLength(6);
  });

  test('client facts › unknown values are left out', () => {
    const facts = clientFacts(client({ name: '', program: 'node (pid 812)', library: '', command: '' })).join('\n');
    expect(facts).toContain('node (pid 812)');
    expect(facts).not.toContain(serverWords.library);
    expect(clientFacts(client({ name: '', program: null })).join('\n')).toContain('—');
  });
});

describe('slow log in a terminal', () => {
  const report = (change: Partial<SlowLogReport> = {}): SlowLogReport => ({
    ...{ id: 'main', from: AT, to: AT, thresholdUsec: 10_000, serverKeeps: 128, recordedSince: AT, lost: 0, count: 5 },
    groups: [
      {
        ...{ name: 'KEYS', pattern: 'session:*', count: 3, totalUsec: 3_000_000, maxUsec: 1_200_000, lastAt: AT },
        longest: 'KEYS session:*',
      },
    ],
    entries: [
      {
        ...{ id: 1, at: AT, tookUsec: 153_000, command: `KEYS ${ESCAPE}`, name: 'KEYS', pattern: '' },
        ...{ address: '?:0', client: '' },
      },
    ],
    refused: null,
    ...change,
  });

  test.each([
    [0, '0.00 ms'],
    [12_340, '12.3 ms'],
    [999_999, '1000 ms'],
    [1_000_000, '1.0 s'],
  ])('milliseconds › %i µs › %s', (usec, text) => expect(milliseconds(usec)).toBe(text));

  test('slow log › groups, then entries; a command of a script says so', () => {
    const lines = slowLogLines(report(), WIDTH, plain);
    expect(lines[1]).toBe('Redis records commands that take 10.0 ms or longer, and keeps the newest 128.');
    expect(cells(lines).some((line) => /^3 \| 3\.0 s \| 1\.2 s \| KEYS/.test(line))).toBe(true);
    expect(lines.join('\n')).toContain(serverWords.inAScript);
    expect(lines.join('\n')).not.toContain('\u001b');
    expect(lines.at(-1)).toBe(serverWords.shownOf('1', '5'));
  });

  test.each([
    [{ thresholdUsec: -1 }, serverWords.slowLogOff],
    [{ serverKeeps: null }, 'Redis records commands that take 10.0 ms or longer.'],
    [{ lost: 1 }, serverWords.lostBefore('1 entry was')],
    [{ refused }, refusalLine(refused)],
    [{ count: 0, groups: [], entries: [] }, serverWords.noSlowCommands],
  ])('slow log › %j › %s', (change, line) => {
    expect(slowLogLines(report(change), WIDTH, plain)).toContain(line);
  });

  test('slow log › an unknown threshold › no line about it', () => {
    expect(slowLogLines(report({ thresholdUsec: null }), WIDTH, plain)[1]).toBe('');
  });
});

describe('latency in a terminal', () => {
  const event = { event: 'fork', at: AT, ms: 120 };
  const report = (change: Partial<LatencyReport> = {}): LatencyReport => ({
    ...{ id: 'main', from: AT, to: AT, thresholdMs: 100, doctor: none, events: [], count: 0, latest: none },
    ...change,
  });

  test('latency › kinds with their meaning, at most twenty events, and the advice indented', () => {
    const latest = { value: [{ event: 'fork', at: AT, latestMs: 120, maxMs: 1340 }], refused: null };
    const doctor = { value: 'Dave, I have observed\n\t- spikes\n', refused: null };
    const lines = latencyLines(
      report({ latest, events: Array.from({ length: 30 }, () => event), count: 30, doctor }),
      WIDTH,
      plain,
    );
    expect(cells(lines).find((line) => line.startsWith('fork'))).toMatch(/120 ms \| 1,340 ms/);
    expect(cells(lines).filter((line) => line.endsWith('120 ms | fork'))).toHaveLength(20);
    expect(lines.slice(-2)).toEqual(['  Dave, I have observed', '  \t- spikes']);
  });

  test.each([
    [0, serverWords.latencyOff],
    [100, serverWords.latencyThreshold('100')],
  ])('latency › a threshold of %i ms › %s', (thresholdMs, line) => {
    expect(latencyLines(report({ thresholdMs }), WIDTH, plain)[1]).toBe(line);
  });

  test('latency › both parts refused › a line for each, and nothing else', () => {
    const part = { value: null, refused };
    const lines = latencyLines(report({ thresholdMs: null, latest: part, doctor: part }), WIDTH, plain);
    expect(lines.filter((line) => line === refusalLine(refused))).toHaveLength(2);
  });
});

describe('memory, persistence and replication in a terminal', () => {
  const memory: MemoryReport = {
    ...{ id: 'main', at: AT, usedBytes: 2048, peakBytes: null, residentBytes: 1024, limitBytes: null, policy: null },
    ...{ allocator: null, fragmentation: 0.5, fragmentationBytes: -1024, clients: [{ kind: 'own', bytes: 10 }] },
    usage: [
      { use: 'data', bytes: 1024, share: 0.5 },
      { use: 'other', bytes: 1, share: null },
    ],
    ...{ stats: { value: null, refused }, doctor: none },
  };
  const aof: PersistenceReport['aof'] = {
    ...{ enabled: false, fsync: null, rewriting: false, rewriteScheduled: false, lastRewriteSeconds: null },
    ...{ lastRewriteOk: null, lastWriteOk: null, sizeBytes: null, baseBytes: null, pendingBytes: null },
    delayedFsyncs: null,
  };
  const persistence: PersistenceReport = {
    ...{ id: 'main', at: AT, loading: false, changesSinceSave: 1200, lastSaveAt: AT, lastSaveOk: true },
    ...{ lastSaveSeconds: 60, saving: false, savingSeconds: null, savedShare: null, saves: 1, savePoints: '' },
    ...{ aof, lastForkMs: 1.25, lastCopyOnWriteBytes: null },
  };
  const replication: ReplicationReport = {
    ...{ id: 'main', at: AT, role: 'replica', offset: null, replicas: [], fullSyncs: 1, partialSyncsOk: 2 },
    ...{ partialSyncsFailed: null, backlog: { active: false, sizeBytes: null, historyBytes: null } },
    master: {
      ...{ host: '10.0.0.1', port: null, link: 'down', lastIoSeconds: 5, syncing: true, syncLeftBytes: 2048 },
      ...{ downSeconds: 60, readOnly: true },
    },
  };
  const pairs = (lines: readonly string[]) =>
    new Map(cells(lines).map((line) => line.split(' | ') as [string, string]));

  test('memory › unknown values are dashes, swapped memory is negative', () => {
    const lines = memoryLines(memory, WIDTH, plain);
    const shown = pairs(lines);
    expect(shown.get(serverWords.peak)).toBe('—');
    expect(shown.get(serverWords.limit)).toBe(serverWords.noLimit);
    expect(shown.get(serverWords.fragmentation)).toBe('0.50 (-1 KB)');
    expect(shown.get('keys and values')).toBe('1 KB');
    expect(shown.get(serverWords.clientKinds.own ?? '')).toBe('10 B');
    expect(lines).toContain(refusalLine(refused));
  });

  test('persistence › without an AOF › no lines about it; a sentence if there are no save points', () => {
    const shown = pairs(persistenceLines(persistence, Date.parse(AT) + 120_000, plain));
    expect(shown.get(serverWords.lastSave)).toBe('2 min ago (2020-01-02 03:04:05 UTC)');
    expect(shown.get(serverWords.saveResult)).toBe(serverWords.resultIn(serverWords.ok, '1 min'));
    expect(shown.get(serverWords.savePoints)).toBe(serverWords.noSavePoints);
    expect(shown.has(serverWords.aofSize)).toBe(false);
    expect(shown.has(serverWords.saving)).toBe(false);
  });

  test('persistence › a save and a rewrite run › their progress', () => {
    const running: PersistenceReport = {
      ...{ ...persistence, saving: true, savingSeconds: 3, savedShare: 0.25, lastSaveOk: null },
      aof: { ...aof, enabled: true, rewriting: true, lastWriteOk: false, sizeBytes: 2048, baseBytes: 1024 },
    };
    const shown = pairs(persistenceLines(running, Date.parse(AT), plain));
    expect(shown.get(serverWords.saving)).toMatch(/^for 3 s, 25(\.0)? % of the keys$/);
    expect(shown.get(serverWords.saveResult)).toBe(serverWords.notYet);
    expect(shown.get(serverWords.aofSize)).toBe(serverWords.sizeAtRewrite('2 KB', '1 KB'));
    expect(shown.get(serverWords.aofRewrite)).toBe(serverWords.rewritingNow);
    expect(shown.get(serverWords.aofWrite)).toBe(serverWords.failed);
  });

  test('replication › a replica whose link is down › since when, and what is left to copy', () => {
    const lines = replicationLines(replication, WIDTH, plain);
    const shown = pairs(lines);
    expect(lines[0]).toBe('main: replica');
    expect(shown.get(serverWords.master)).toBe('10.0.0.1:?');
    expect(shown.get(serverWords.link)).toBe('down for 1 min');
    expect(shown.get(serverWords.copying)).toBe('2 KB left');
    expect(lines.at(-1)).toBe(serverWords.noReplicas);
  });

  test('replication › a master › its replicas with how far they are behind', () => {
    const replica = { address: '10.0.0.9:6379', state: 'online', offset: 1, behindBytes: 1024, lagSeconds: null };
    const lines = replicationLines({ ...replication, role: 'master', master: null, replicas: [replica] }, WIDTH, plain);
    expect(cells(lines).at(-1)).toBe('10.0.0.9:6379 | online | 1 KB | —');
  });
});

describe('access rules in a terminal', () => {
  const user = {
    name: 'app',
    enabled: true,
    noPassword: false,
    passwords: 1,
    commands: '+@read',
    keys: '~*',
    channels: '',
  };
  const entry = {
    ...{ count: 1200, reason: 'auth', context: 'toplevel', object: '', user: `x${ESCAPE}`, ageSeconds: 60 },
    client: '10.0.0.5:1',
  };
  const report = (change: Partial<AclReport> = {}): AclReport => ({
    ...{ id: 'main', at: AT, ownUser: 'default', userCount: 2, users: { value: [user], refused: null }, log: none },
    ...change,
  });

  test('access rules › users and what was refused; a login has no object', () => {
    const lines = cells(aclLines(report({ log: { value: [entry], refused: null } }), WIDTH, plain));
    expect(lines).toContain('app | yes | 1 password | ~* | — | +@read');
    expect(lines.at(-1)).toMatch(/^1 min ago \| 1,200 \| auth \| x.* \| — \| toplevel \| 10\.0\.0\.5:1$/);
    expect(lines.join('')).not.toContain('\u001b');
  });

  test('access rules › users that need no password › say so', () => {
    const open = { ...user, noPassword: true, enabled: false };
    expect(cells(aclLines(report({ users: { value: [open], refused: null } }), WIDTH, plain)).join('\n')).toContain(
      `app | no | ${serverWords.noPassword}`,
    );
  });

  test('access rules › both parts refused, or nothing refused yet', () => {
    const part = { value: null, refused };
    const lines = aclLines(report({ users: part, log: part }), WIDTH, plain);
    expect(lines.filter((line) => line === refusalLine(refused))).toHaveLength(2);
    expect(aclLines(report(), WIDTH, plain).at(-1)).toBe(serverWords.nothingRefused);
  });
});

describe('one time in a terminal', () => {
  const empty: MomentReport = {
    ...{ id: 'main', from: AT, to: AT, commands: [], commandsFrom: null, commandsTo: null, slow: [], slowCount: 0 },
    ...{ latency: [], clients: null },
  };

  test('moment › nothing was recorded › says so', () => {
    expect(momentLines(empty, WIDTH, plain)[1]).toBe(serverWords.nothingRecorded);
  });

  test('moment › each part that was recorded, and only those', () => {
    const lines = cells(
      momentLines(
        {
          ...empty,
          commands: [{ command: 'get', calls: 1200, usec: 2000 }],
          latency: [{ event: 'fork', at: AT, ms: 40 }],
          clients: {
            ...{ at: AT, total: 3 },
            groups: [
              {
                ...{ name: '', library: 'jedis', host: '10.0.0.5', count: 3, blocked: 0, outputBytes: 0 },
                ...{ memoryBytes: 2048, commands: ['get', 'set'] },
              },
            ],
          },
        },
        WIDTH,
        plain,
      ),
    );
    expect(lines).toContain('get | 1,200 | 2.00 ms');
    expect(lines).toContain('3 | jedis | 10.0.0.5 | get, set | 2 KB');
    expect(lines.some((line) => line.endsWith('40 ms | fork'))).toBe(true);
    expect(lines).not.toContain(serverWords.slowHere);
  });
});
