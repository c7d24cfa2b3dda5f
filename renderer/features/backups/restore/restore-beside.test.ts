import { expect, test } from 'vitest';
import type { RestorePreview } from '../../../../shared/contract/backup.ts';
import { difference, keysBeside } from './restore-beside.ts';

const backup = { databases: [{ index: 0, keys: 5, expires: 1 }], keys: 5 } as RestorePreview['backup'];
const now: RestorePreview['now'] = {
  state: 'running',
  databases: [
    { index: 3, keys: 2, expires: 0 },
    { index: 0, keys: 7, expires: 0 },
  ],
  keys: 9,
  memoryBytes: 1,
  connectedClients: 0,
};

test('keysBeside › databases on one side only › appear with 0 keys on the other', () => {
  const { databases, total } = keysBeside({ now, backup });
  expect(databases).toEqual([
    { name: 'db0', now: 7, after: 5 },
    { name: 'db3', now: 2, after: 0 },
  ]);
  expect(difference(total)).toBe(-4);
});

test('keysBeside › unknown counts › stay unknown', () => {
  const stopped = { ...now, keys: null, databases: [] };
  expect(keysBeside({ now: stopped, backup }).databases).toEqual([{ name: 'db0', now: null, after: 5 }]);
  const uncounted = { ...backup, databases: null, keys: null };
  const { databases, total } = keysBeside({ now, backup: uncounted });
  expect(databases.map(difference)).toEqual([null, null]);
  expect(difference(total)).toBeNull();
});
