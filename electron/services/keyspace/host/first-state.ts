import type { IndexState } from './index-host.ts';

/** The state of an index before anything is read. */
export const firstState: IndexState = {
  phase: 'reading',
  fraction: 0,
  keys: 0,
  sizeBytes: 0,
  databases: [],
  types: [],
  functions: 0,
  redisVersion: null,
  rdbVersion: null,
  savedAt: null,
  checksum: null,
  problem: null,
  warnings: [],
  live: null,
  isDeleted: false,
  revision: 0,
  keysRevision: 0,
  commandsFollow: false,
};
