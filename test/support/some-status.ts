import type { InstanceStatus } from '../../shared/contract/instance.ts';

/** The status of a healthy server without keys, for tests without a server. */
export function someStatus(id = 'main', change: Partial<InstanceStatus> = {}): InstanceStatus {
  return {
    id,
    runtime: 'process',
    state: 'running',
    problem: null,
    container: null,
    network: null,
    image: null,
    host: '127.0.0.1',
    port: 6500,
    url: 'redis://localhost:6500',
    passwordSet: false,
    version: '7.0.15',
    uptimeSeconds: 100,
    memory: { usedBytes: 1_000_000, peakBytes: 1_000_000, limitBytes: null },
    clients: { connected: 1 },
    commands: { total: 10, perSecond: 0 },
    hitRate: null,
    lookups: { hits: null, misses: null },
    databases: [],
    lastKnownKeys: null,
    persistence: { mode: 'rdb', lastSaveAt: null, changesSinceSave: 0 },
    replication: { role: 'master', masterHost: null, masterPort: null, link: null },
    ...change,
  };
}

/** The databases of a server with this number of keys in database 0. */
export function withKeys(keys: number): Pick<InstanceStatus, 'databases'> {
  return { databases: keys === 0 ? [] : [{ index: 0, keys, expires: 0, averageTtlMs: null }] };
}
