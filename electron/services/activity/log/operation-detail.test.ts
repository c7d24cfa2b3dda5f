import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { type OperationDetail, operationDetail } from './operation-detail.ts';

const status = { version: '7.4.2', runtime: PROGRAMS, port: 6390 };

describe('an operation without a result', () => {
  test.each(['config', 'backup', 'restore', 'flush', 'start', 'change-keys', 'move-client'] as const)(
    '%s › without a result › no detail',
    (kind) => {
      expect(operationDetail({ kind, result: null } as Operation)).toEqual({ text: null, backup: null });
    },
  );

  test.each(['stop', 'export-backup'] as const)('%s › it says all with its title › no detail', (kind) => {
    expect(detailOf(kind, { ok: true })).toEqual({ text: null, backup: null });
  });
});

describe('a changed state of an instance', () => {
  test.each(['install', 'start', 'restart', 'upgrade', 'create-client', 'branch', 'undo-destroy', 'repair'] as const)(
    '%s › version, runtime and port are known › all three',
    (kind) => {
      expect(detailOf(kind, status)).toEqual({ text: `Redis 7.4.2, ${PROGRAMS}, port 6390`, backup: null });
    },
  );

  test.each([
    [{ ...status, version: null }, `${PROGRAMS}, port 6390`],
    [{ ...status, port: null }, `Redis 7.4.2, ${PROGRAMS}`],
    [{ version: null, runtime: null, port: null }, ''],
  ])('start › %o › what is unknown is left out', (result, text) => {
    expect(detailOf('start', result).text).toBe(text);
  });
});

describe('changed settings', () => {
  const applied = { applied: [], restarted: false, safetyBackup: null };

  test('config › nothing differed › says so', () => {
    expect(detailOf('config', applied)).toEqual({ text: 'Nothing changed', backup: null });
  });

  test('config › a memory limit of bytes › a limit that people read', () => {
    const changes = [{ directive: 'maxmemory', from: '0', to: '268435456' }];
    expect(detailOf('config', { ...applied, applied: changes }).text).toMatch(/^maxmemory .+ → 256 ?mb$/i);
  });

  test('config › a value was the default, another becomes empty › words for both', () => {
    const changes = [
      { directive: 'hz', from: null, to: '20' },
      { directive: 'save', from: '3600 1', to: '' },
    ];
    expect(detailOf('config', { ...applied, applied: changes }).text).toBe('hz default → 20, save 3600 1 → ""');
  });

  test('config › the server was restarted after a safety backup › both are named', () => {
    const changes = [{ directive: 'databases', from: '16', to: '32' }];
    expect(detailOf('config', { applied: changes, restarted: true, safetyBackup: 'before-config' })).toEqual({
      text: 'databases 16 → 32; restarted',
      backup: 'before-config',
    });
  });
});

describe('backups', () => {
  const backup = { name: 'nightly', sizeBytes: 2_048, keys: 3, proof: { ok: true } };

  test.each([
    [backup, 'nightly, 2 KB, 3 keys, verified'],
    [{ ...backup, keys: 1 }, 'nightly, 2 KB, 1 key, verified'],
    [{ ...backup, keys: null }, 'nightly, 2 KB, verified'],
    [{ ...backup, proof: null }, 'nightly, 2 KB, 3 keys, not verified'],
    [
      { ...backup, proof: { ok: false, message: 'the file is truncated' } },
      'nightly, 2 KB, 3 keys, verification failed: the file is truncated',
    ],
  ])('backup › %o › size, keys and verification', (result, text) => {
    expect(detailOf('backup', result)).toEqual({ text, backup: 'nightly' });
  });

  test.each(['backup', 'prove', 'import-backup'] as const)('%s › succeeded › names its backup', (kind) => {
    expect(detailOf(kind, backup).backup).toBe('nightly');
  });

  test.each([
    ['restore', null, 'nightly, 3 keys'],
    ['undo', 'before-undo', 'nightly, 3 keys; safety backup before-undo'],
  ] as const)('%s › safety backup %s › the restored backup is the one it concerns', (kind, safetyBackup, text) => {
    expect(detailOf(kind, { backup: 'nightly', keys: 3, safetyBackup })).toEqual({ text, backup: 'nightly' });
  });

  test.each([
    [{ database: 'all', removedKeys: 1_200, safetyBackup: null }, '1,200 keys removed from all databases', null],
    [
      { database: 2, removedKeys: 1, safetyBackup: 'before-flush' },
      '1 key removed from database 2; safety backup before-flush',
      'before-flush',
    ],
  ])('flush › %o › keys, place and safety backup', (result, text, safetyBackup) => {
    expect(detailOf('flush', result)).toEqual({ text, backup: safetyBackup });
  });
});

describe('removals', () => {
  test.each([
    [{ changed: false, removedData: false, safetyBackup: null }, 'Nothing to remove'],
    [{ changed: true, removedData: false, safetyBackup: null }, 'Data kept'],
    [{ changed: true, removedData: true, safetyBackup: null }, 'Data removed'],
    [{ changed: true, removedData: true, safetyBackup: 'last' }, 'Data removed; safety backup last'],
  ])('uninstall › %o › says what happened to the data', (result, text) => {
    expect(detailOf('uninstall', result)).toEqual({ text, backup: null });
    expect(detailOf('destroy-client', result)).toEqual({ text, backup: null });
  });
});

describe('changed keys', () => {
  test.each([
    ['change-keys', { changed: 1, skipped: 0 }, '1 key changed'],
    ['change-keys', { changed: 40, skipped: 1 }, '40 keys changed; 1 key skipped, because other clients changed it'],
    ['undo-keys', { changed: 2, skipped: 3 }, '2 keys restored; 3 keys skipped, because other clients changed them'],
  ] as const)('%s › %o › counts what was left as others made it', (kind, result, text) => {
    expect(detailOf(kind, result).text).toBe(text);
  });

  test('restore-keys › only new keys › one count', () => {
    const result = { restored: 5, overwritten: 0, deleted: 0, skipped: 0, expired: 0 };
    expect(detailOf('restore-keys', result).text).toBe('5 keys restored');
  });

  test('restore-keys › keys of every outcome › each outcome has its count', () => {
    const result = { restored: 5, overwritten: 2, deleted: 3, skipped: 4, expired: 6 };
    expect(detailOf('restore-keys', result).text).toBe(
      '7 keys restored, 2 of them overwritten, 3 deleted, 4 skipped, 6 expired and left out',
    );
  });
});

describe('modules and TLS', () => {
  const search = { name: 'search', file: '/opt/search.so' };
  const applied = {
    ...{ module: search, deletedKeys: 0, safetyBackup: 'before-modules', verified: null },
    state: { modules: [search] },
  };

  test('modules › the module is in the list afterwards › loaded', () => {
    const { text, backup } = detailOf('modules', applied);
    expect(text).toMatch(/ loaded, not verified$/);
    expect(backup).toBe('before-modules');
  });

  test('modules › it is gone afterwards, with its keys › unloaded and the count', () => {
    const result = { ...applied, deletedKeys: 12, verified: { keys: 3 }, state: { modules: [] } };
    expect(detailOf('modules', result).text).toMatch(/ unloaded, verified; 12 keys deleted$/);
  });

  test('modules › another file has the same name › the wanted one counts as unloaded', () => {
    const state = { modules: [{ ...search, file: '/opt/other.so' }] };
    expect(detailOf('modules', { ...applied, state }).text).toMatch(/ unloaded, /);
  });

  const tls = { enabled: true, tlsPort: 6391, plainPort: null, certificate: null };

  test.each([
    [{ ...tls, enabled: false, plainPort: 6390 }, null, 'TLS is off; plain port 6390'],
    [tls, null, 'TLS on port 6391, plain port closed; not verified'],
    [{ ...tls, plainPort: 6390 }, null, 'TLS on port 6391, plain port 6390 open; not verified'],
    [
      { ...tls, certificate: { expiresAt: '2027-03-04T05:06:07.000Z' } },
      { protocol: 'TLSv1.3' },
      'TLS on port 6391, plain port closed, certificate until 2027-03-04; verified with TLSv1.3',
    ],
  ])('tls › %o › ports, certificate and verification', (state, verified, text) => {
    expect(detailOf('tls', { state, safetyBackup: 'before-tls', verified })).toEqual({ text, backup: 'before-tls' });
  });
});

describe('tenants', () => {
  const [reached, blocked, failed] = [{ outcome: 'reached' }, { outcome: 'blocked' }, { outcome: 'failed' }];

  test.each([
    [true, [], 'No running tenants to probe'],
    [true, [blocked], '1 probe, all blocked'],
    [false, [blocked, failed], '2 probes, some failed to run'],
    [false, [reached, blocked, reached], '2 of 3 probes reached another tenant'],
  ])('isolation-proof › ok %s, probes %o › one sentence', (ok, probes, text) => {
    expect(detailOf('isolation-proof', { ok, probes })).toEqual({ text, backup: null });
  });

  test('move-client › moved › places, keys and the whole milliseconds that writes waited', () => {
    const result = {
      from: { engine: 'local', port: 6400 },
      to: { engine: 'shop', port: 6500 },
      ...{ keys: 1_000, pausedMs: 30.7 },
    };
    expect(detailOf('move-client', result).text).toBe(
      'local:6400 → shop:6500; 1,000 keys, equal digests; writes waited 31 ms',
    );
  });

  test.each([
    [['a', 'b'], [], 'shop: 2 tenants moved'],
    [['a'], ['b'], 'shop: 1 tenant moved; 1 tenant stayed'],
  ])('drain-engine › moved %o, left %o › counts both', (moved, left, text) => {
    expect(detailOf('drain-engine', { engine: 'shop', moved, left }).text).toBe(text);
  });
});

describe('companions', () => {
  const companion = { title: 'PostgreSQL', version: '17.2', runtime: CONTAINERS, ports: [{ port: 5433 }] };

  test.each(['create-companion', 'start-companion', 'stop-companion'] as const)(
    '%s › all is known › title, version, runtime and first port',
    (kind) => {
      expect(detailOf(kind, companion).text).toBe(`PostgreSQL 17.2, ${CONTAINERS}, port 5433`);
    },
  );

  test('start-companion › no version and no port › the rest', () => {
    expect(detailOf('start-companion', { ...companion, version: null, ports: [] }).text).toBe(
      `PostgreSQL, ${CONTAINERS}`,
    );
  });

  test('backup-companion › taken › name, size and form', () => {
    const result = { companion: 'postgres', name: 'monday', sizeBytes: 4_000_000, form: 'custom' };
    expect(detailOf('backup-companion', result).text).toMatch(/^monday of postgres, [\d.]+ MB, custom$/);
  });

  test('restore-companion › restored › names the backup and the safety backup, but no backup of Redis', () => {
    const result = { companion, backup: 'monday', safetyBackup: 'before-restore' };
    expect(detailOf('restore-companion', result)).toEqual({
      text: 'PostgreSQL from monday; safety backup before-restore',
      backup: null,
    });
  });

  test('remove-companion › removed › says where its data is', () => {
    expect(detailOf('remove-companion', { name: 'postgres', backup: 'last' }).text).toBe(
      'postgres; its data is in the backup last',
    );
  });
});

test('benchmark › tests of different speed › the range in whole requests', () => {
  const tests = [81_234.6, 120_000.2, 99_000].map((requestsPerSecond) => ({ requestsPerSecond }));
  expect(detailOf('benchmark', { tests }).text).toBe('3 tests, 81,235 to 120,000 requests per second');
});

/** @param result the part that the detail needs */
function detailOf(kind: Operation['kind'], result: object): OperationDetail {
  return operationDetail({ kind, result } as unknown as Operation);
}
