import { expect, test } from 'vitest';
import type { Backup } from '../../shared/contract/backup.ts';
import { someBackup } from '../../test/support/some-backup.ts';
import { filteredBackups, noFilter, totalsOf, trustOf } from './backup-words.ts';

const proof = {
  at: '2026-11-19T12:06:00.000Z',
  ok: true,
  keys: 3,
  expiredSince: 0,
  message: 'All 3 keys came back.',
  durationMs: 90,
  redisVersion: '7.0.15',
  compared: 3,
};

const plain = someBackup('pre-deploy', '2026-11-19T12:05:00.000Z', {
  sizeBytes: 1024,
  keys: 3,
  databases: [{ index: 0, keys: 3, expires: 0 }],
  countsExact: true,
});
const proven: Backup = { ...plain, name: 'nightly', reason: 'scheduled', proof, proofs: [proof] };
const failed: Backup = { ...plain, name: 'torn', kind: 'archive', proof: { ...proof, ok: false } };
const damaged: Backup = { ...proven, name: 'gone', instance: 'acme', damaged: true, damage: 'its file is missing' };
const all = [plain, proven, failed, damaged];

test('a damaged backup is damaged, whatever its last proof said', () => {
  expect(all.map(trustOf)).toEqual(['unproven', 'proven', 'failed', 'damaged']);
});

test('totals count each backup under one kind of trust alone', () => {
  expect(totalsOf(all)).toEqual({ count: 4, size: '4 KB', proven: 1, failed: 1, damaged: 1 });
});

test('every choice narrows down', () => {
  expect(filteredBackups(all, noFilter)).toEqual(all);
  expect(filteredBackups(all, { ...noFilter, kind: 'archive' })).toEqual([failed]);
  expect(filteredBackups(all, { ...noFilter, reason: 'scheduled' })).toEqual([proven, damaged]);
  expect(filteredBackups(all, { ...noFilter, reason: 'scheduled', trust: 'proven' })).toEqual([proven]);
});

test('every word must be found, in the name, the note or the instance', () => {
  const noted = { ...plain, note: 'Before the price import' };
  expect(filteredBackups([noted, damaged], { ...noFilter, text: ' price PRE' })).toEqual([noted]);
  expect(filteredBackups([noted, damaged], { ...noFilter, text: 'acme' })).toEqual([damaged]);
  expect(filteredBackups([noted, damaged], { ...noFilter, text: 'acme price' })).toEqual([]);
});
