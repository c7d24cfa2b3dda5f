import type { Backup, BackupVerification } from '../../shared/contract/backup.ts';

/** The document of a backup, for tests without a server. */
export function someBackup(name: string, createdAt: string, change: Partial<Backup> = {}): Backup {
  return {
    name,
    instance: 'main',
    damaged: false,
    damage: null,
    kind: 'snapshot',
    file: `${name}.rdb`,
    createdAt,
    sizeBytes: 100,
    sha256: null,
    keys: null,
    databases: null,
    countsExact: false,
    redisVersion: null,
    rdbVersion: null,
    reason: 'manual',
    before: null,
    note: null,
    pinned: false,
    proof: null,
    proofs: [],
    memoryBytes: null,
    tookMs: null,
    askedFrom: null,
    runtime: null,
    settings: {},
    contents: null,
    modules: [],
    ...change,
  };
}

export const goodVerification: BackupVerification = {
  at: '2026-11-19T12:00:00.000Z',
  ok: true,
  keys: 1,
  expiredSince: 0,
  message: 'Loaded.',
  durationMs: 1,
  redisVersion: '7.0.15',
  compared: 0,
};
