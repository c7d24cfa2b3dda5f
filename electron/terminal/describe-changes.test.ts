import { expect, test } from 'vitest';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import { describeChanges } from './describe-changes.ts';

const gigabyte = 1024 ** 3;
const before: InstanceStatus = {
  id: 'main',
  runtime: 'process',
  state: 'running',
  problem: null,
  container: null,
  network: null,
  image: null,
  host: '127.0.0.1',
  port: 6380,
  url: 'redis://localhost:6380',
  passwordSet: false,
  version: '7.0.15',
  uptimeSeconds: 10,
  memory: { usedBytes: 1, peakBytes: 1, limitBytes: 2 * gigabyte },
  clients: { connected: 1 },
  commands: { total: 1, perSecond: 0 },
  hitRate: null,
  databases: [],
  persistence: { mode: 'rdb', lastSaveAt: null, changesSinceSave: 0 },
};

test('nothing is said where nothing changed', () => {
  expect(describeChanges(before, { ...before, uptimeSeconds: 0 })).toEqual([]);
});

test('what the environment of a restart changed is said', () => {
  const after: InstanceStatus = {
    ...before,
    port: 6381,
    passwordSet: true,
    memory: { ...before.memory, limitBytes: null },
    persistence: { ...before.persistence, mode: 'aof' },
  };
  expect(describeChanges(before, after)).toEqual([
    'The port changed from 6380 to 6381.',
    'Persistence changed from rdb to aof.',
    'The memory limit changed from 2 GB to none.',
    'It asks for a password now.',
  ]);
  expect(describeChanges(after, before)).toContain('It asks for no password any more.');
});

test('what was not known before has not changed', () => {
  const stopped: InstanceStatus = {
    ...before,
    state: 'stopped',
    port: null,
    memory: { usedBytes: null, peakBytes: null, limitBytes: null },
    persistence: { mode: null, lastSaveAt: null, changesSinceSave: null },
  };
  expect(describeChanges(stopped, before)).toEqual([]);
});
