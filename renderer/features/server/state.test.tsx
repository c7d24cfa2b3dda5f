import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { MemoryReport, PersistenceReport, ReplicationReport } from '../../../shared/contract/server.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { AT, fact, lines, open, refused } from '../../../test/support/components/server-panels.tsx';
import { refusalWords } from './model/refusal-words.ts';
import * as stateWords from './words/state.ts';

afterEach(() => {
  vi.restoreAllMocks();
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
