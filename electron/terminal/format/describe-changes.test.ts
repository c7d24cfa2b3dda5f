import { expect, test } from 'vitest';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { describeChanges } from './describe-changes.ts';

const gigabyte = 1024 ** 3;
const before = someStatus('main', { port: 6380, memory: { usedBytes: 1, peakBytes: 1, limitBytes: 2 * gigabyte } });

test('describeChanges › no change › nothing', () => {
  expect(describeChanges(before, { ...before, uptimeSeconds: 0 })).toEqual([]);
});

test('describeChanges › restart with other variables › named', () => {
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
  expect(describeChanges(after, before)).toContain('It no longer asks for a password.');
});

test('describeChanges › unknown before › no change', () => {
  const stopped: InstanceStatus = {
    ...before,
    state: 'stopped',
    port: null,
    memory: { usedBytes: null, peakBytes: null, limitBytes: null },
    persistence: { mode: null, lastSaveAt: null, changesSinceSave: null },
  };
  expect(describeChanges(stopped, before)).toEqual([]);
});
