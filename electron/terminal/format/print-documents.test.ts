import { describe, expect, test } from 'vitest';
import type { Backup, BackupContents } from '../../../shared/contract/backup.ts';
import { CONTAINER_MEMORY, CONTAINER_PRIVILEGES } from '../../../shared/contract/names.ts';
import type { Drift, SettingsApplied } from '../../../shared/contract/settings.ts';
import { someDocument, somePlan, someSetting } from '../../../test/support/components/some-document.ts';
import { goodVerification, someBackup } from '../../../test/support/some-backup.ts';
import { backupLines, backupTable, foundLine } from './print-backup.ts';
import { appliedLines, arrow, planLines, riskLines, settingsLines } from './print-settings.ts';
import { chooseStyle } from './style.ts';
import * as formatWords from './words.ts';

const plain = chooseStyle(false, {});
const NOW = Date.parse('2026-11-20T10:00:00.000Z');
const AT = '2026-11-20T09:58:00.000Z';
const cells = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/ {2,}/g, ' | '));
const pairs = (lines: readonly string[]) =>
  new Map(cells(lines).map((line) => [line.split(' | ')[0] ?? '', line.split(' | ').slice(1).join(' | ')]));

describe('settings in a terminal', () => {
  test('settings › those of the file and those that differ from the default, by group', () => {
    const lines = settingsLines(
      someDocument([
        someSetting('timeout', { group: 'Limits', file: '60', live: '60' }),
        someSetting('hz', { group: 'Server', default: '10', live: '20' }),
        someSetting('databases', { group: 'Server', default: '16', live: '16' }),
      ]),
      plain,
    );
    const shown = pairs(lines);
    expect(lines.filter((line) => ['Limits', 'Server'].includes(line))).toEqual(['Limits', 'Server']);
    expect([shown.get('timeout'), shown.get('hz')]).toEqual(['60', '20']);
    expect(shown.has('databases')).toBe(false);
  });

  test.each([
    [{ kind: 'memory', live: '104857600' }, '104857600 (100 MB)'],
    [{ kind: 'memory', live: '512' }, '512'],
    [{ live: '' }, 'none'],
    [{ live: 'a\nb' }, 'a | b'],
    [{ live: '10', file: '20', pending: true }, '10 | after a restart: 20'],
  ] as const)('settings › a value %j › %s', (change, text) => {
    const shown = pairs(settingsLines(someDocument([someSetting('x', { file: 'x', ...change } as never)]), plain));
    expect(shown.get('x')).toBe(text);
  });

  const drift = (directive: string, change: Partial<Drift> = {}): Drift => ({
    ...{ directive, file: '0', live: '60', where: 'server', how: 'live' },
    ...change,
  });

  test('settings › the server differs from the file › which value is where', () => {
    const document = someDocument([], {
      drift: [drift('timeout'), drift('hz', { file: null }), drift('dir', { how: 'restart' })],
    });
    const shown = pairs(settingsLines(document, plain));
    expect(shown.get('timeout')).toBe('60 is in use, 0 is in redis.conf');
    expect(shown.get('hz')).toBe('60 is in use, nothing is in redis.conf');
    expect(shown.has('dir')).toBe(false);
  });

  test('settings › a container with more privileges or another limit › the command that converts it', () => {
    const document = someDocument([], {
      drift: [
        drift(CONTAINER_PRIVILEGES, { where: 'container', how: 'recreate', live: 'root' }),
        drift(CONTAINER_MEMORY, { where: 'container', live: '1 GB', file: '2 GB' }),
      ],
    });
    expect(settingsLines(document, plain)).toEqual(
      expect.arrayContaining([
        formatWords.excessPrivileges('root'),
        formatWords.theContainersDirectiveIsLive(CONTAINER_MEMORY, '1 GB', '2 GB'),
        formatWords.convertContainerHint(formatWords.recreatesAroundData),
      ]),
    );
  });

  test.each([
    [{ running: false }, formatWords.stoppedSoFileValues],
    [{ refusal: 'The server refuses this app.' }, formatWords.refusedSoFileValues('The server refuses this app.')],
    [
      { unreadIncludes: ['extra.conf does not exist'] },
      formatWords.sentenceItsSettingsAreUnknownHere('extra.conf does not exist'),
    ],
  ])('settings › %j › %s', (change, line) => {
    expect(settingsLines(someDocument([], change), plain)).toContain(line);
  });
});

describe('a plan in a terminal', () => {
  test('plan › changes, risks, steps and the difference of the file', () => {
    const plan = somePlan('main', {
      risks: [
        { directive: 'maxmemory', level: 'danger', message: 'Redis evicts about 5 keys of 10 keys.' },
        { directive: 'bind', level: 'warning', message: 'It will listen on 0.0.0.0.' },
      ],
      steps: ['Take a safety backup.', 'Apply 1 setting live.'],
      access: { app: 'ok', clients: 'password' },
    });
    const lines = planLines(plan, plain);
    expect(lines[0]).toMatch(/^1 change to .*; nothing was changed\.$/);
    expect(cells(lines)[1]).toBe('timeout | 0 → 60 | live: Applies now.');
    expect(riskLines(plan, plain)).toEqual([
      'Risk: Redis evicts about 5 keys of 10 keys.',
      'Note: It will listen on 0.0.0.0.',
    ]);
    expect(lines.some((line) => line.startsWith('Access: '))).toBe(true);
    expect(lines).toEqual(
      expect.arrayContaining(['1. Take a safety backup.', '2. Apply 1 setting live.', '-timeout 0', '+timeout 60']),
    );
  });

  test('plan › nothing would change › one line', () => {
    expect(planLines(somePlan('main', { changes: [], diff: '' }), plain)).toEqual([formatWords.nothingWouldChange]);
  });

  test.each([
    [{ from: '7', to: '33' }, '7 → 33'],
    [{ from: null, to: '' }, 'none → none'],
    [{ from: '5', to: '5' }, '5 was in use already, and is now in redis.conf too'],
  ])('arrow › %j › %s', (change, text) => expect(arrow(change)).toBe(text));
});

describe('applied settings in a terminal', () => {
  const done = (change: Partial<SettingsApplied> = {}): SettingsApplied => ({
    ...{ id: 'main', entry: 'e1', restarted: false, safetyBackup: null, evictedKeys: 0, evictedBefore: null },
    ...{ keptSnapshot: null, applied: [{ directive: 'timeout', from: '0', to: '60', how: 'live' }] },
    ...change,
  });

  test('applied › without and with a restart', () => {
    expect(appliedLines(done())[0]).toMatch(
      /: 1 setting changed.* without a restart\.$|: 1 setting changed without a restart\.$/,
    );
    expect(appliedLines(done({ restarted: true }))[0]).toContain(formatWords.withOneRestart);
    expect(cells(appliedLines(done()))[1]).toBe('timeout | 0 → 60');
  });

  test('applied › keys were evicted in a tenant › the undo names it', () => {
    const lines = appliedLines(done({ id: 'acme', evictedKeys: 5, safetyBackup: 'safety-1' }));
    expect(lines).toContain(formatWords.countedEvictedUndoRestoresThem('5 keys', '--action undo --instance acme'));
    expect(lines).toContain(formatWords.aSafetyBackupWasTakenFirst('safety-1'));
  });

  test('applied › a revert after an eviction, and a snapshot that was kept › where the keys are', () => {
    const lines = appliedLines(done({ evictedBefore: 'safety-1', keptSnapshot: '/data/dump.rdb.unused' }));
    expect(lines).toContain(formatWords.theEvictedKeysAreStillMissing('--action undo', 'safety-1'));
    expect(lines).toContain(formatWords.itsKeysAreNowInMemory('/data/dump.rdb.unused'));
  });

  test('applied › nothing differed › one line', () => {
    expect(appliedLines(done({ applied: [] }))).toHaveLength(1);
  });
});

describe('backups in a terminal', () => {
  const found = (path: string, keys: number | null) => ({
    ...{ form: 'rdb' as const, path, keys, sizeBytes: 2048, modifiedAt: null },
  });
  const contents = (change: Partial<BackupContents>): BackupContents =>
    ({
      ...{ form: 'rdb', path: 'dump.rdb', decidedBy: 'only', found: [found('dump.rdb', 5)], warnings: [] },
      ...change,
    }) as BackupContents;
  const lines = (change: Partial<Backup> = {}) => backupLines(someBackup('nightly', AT, change), plain, NOW);

  test('backup › verified, with its keys by database', () => {
    const databases = [
      { index: 0, keys: 1200, expires: 0 },
      { index: 3, keys: 1, expires: 0 },
    ];
    const shown = pairs(
      lines({ keys: 1201, databases, proof: { ...goodVerification, at: AT }, note: 'before the release' }),
    );
    expect(shown.get('taken')).toBe('2 min ago (2026-11-20 09:58:00 UTC)');
    expect(shown.get('kind')).toBe('snapshot, 100 B, nightly.rdb');
    expect(shown.get('keys')).toBe('1,201 (db0 1,200, db3 1)');
    expect(shown.get('state')).toBe('verified 2 min ago (2026-11-20 09:58:00 UTC): Loaded.');
    expect(shown.get('note')).toBe('before the release');
  });

  test('backup › never counted or verified, or failed › says so, and nothing more', () => {
    expect(pairs(lines()).get('keys')).toBe(formatWords.notCountedYet);
    expect(pairs(lines()).get('state')).toBe(formatWords.notVerified);
    const failed = { ...goodVerification, ok: false, message: 'Its checksum differs.' };
    expect(pairs(lines({ proof: failed })).get('state')).toMatch(/^FAILED .*: Its checksum differs\.$/);
  });

  test('backup › several data sets › which one is loaded, and why', () => {
    const two = [found('dump.rdb', 5), { ...found('appendonly.aof', null), form: 'aof' as const }];
    const shown = cells(
      lines({
        kind: 'archive',
        contents: contents({ found: two, decidedBy: 'dates', warnings: ['It has more after its end.'] }),
      }),
    );
    expect(shown).toContain(`found | dump.rdb: RDB, 5 keys, 2 KB${formatWords.thisOneIsLoaded}`);
    expect(shown).toContain('appendonly.aof: AOF, 2 KB');
    expect(shown).toContain(`decided | ${formatWords.chosenByDates}`);
    expect(shown).toContain('warning | It has more after its end.');
  });

  test('backup › one data set › nothing to explain', () => {
    expect(pairs(lines({ contents: contents({}) })).has('decided')).toBe(false);
  });

  test('foundLine › with a time › relative and exact', () => {
    expect(foundLine({ ...found('dump.rdb', 1), modifiedAt: AT }, NOW)).toBe(
      'dump.rdb: RDB, 1 key, 2 KB, 2 min ago (2026-11-20 09:58:00 UTC)',
    );
  });

  test('table › states, and below each backup what is wrong or noted', () => {
    const backups = [
      someBackup('good', AT, { proof: goodVerification, pinned: true, keys: 1200 }),
      someBackup('broken', AT, { damaged: true, damage: 'it is cut off' }),
      someBackup('failed', AT, {
        proof: { ...goodVerification, ok: false, message: 'Its checksum differs.' },
        note: 'mine',
      }),
    ];
    const shown = cells(backupTable(backups, plain, NOW, 160));
    expect(shown[1]).toMatch(/^good \| snapshot \| manual \| 2 min ago.* \| 100 B \| 1,200 \| verified, pinned$/);
    expect(shown.slice(2, 4)).toEqual([expect.stringMatching(/DAMAGED$/), 'damaged: it is cut off']);
    expect(shown.slice(4)).toEqual([
      expect.stringMatching(/FAILED$/),
      'Its checksum differs.',
      'mine',
      '3 backups, 300 B',
    ]);
  });

  test('table › none › how to take one', () => {
    expect(backupTable([], plain, NOW, 80)).toEqual([formatWords.thereAreNoBackupsYetAction]);
  });
});
