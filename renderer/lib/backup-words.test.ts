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
const verified: Backup = { ...plain, name: 'nightly', reason: 'scheduled', proof, proofs: [proof] };
const failed: Backup = { ...plain, name: 'torn', kind: 'archive', proof: { ...proof, ok: false } };
const damaged: Backup = { ...verified, name: 'gone', instance: 'acme', damaged: true, damage: 'its file is missing' };
const warned: Backup = {
  ...verified,
  contents: {
    form: 'rdb',
    path: 'base.rdb',
    decidedBy: 'only',
    found: [],
    warnings: ['It is only the base of an AOF.'],
  },
};
const all = [plain, verified, failed, damaged];

test('trustOf › a damaged backup whose last verification succeeded › damaged', () => {
  expect(all.map(trustOf)).toEqual(['unverified', 'verified', 'failed', 'damaged']);
});

test('trustOf › a verified backup with a warning › never plainly verified', () => {
  expect(trustOf(warned)).toBe('warnings');
  expect(totalsOf([warned, verified])).toMatchObject({ verified: 1, warnings: 1 });
  expect(filteredBackups([warned, verified], { ...noFilter, trust: 'verified' })).toEqual([verified]);
});

test('totalsOf › backups of every trust › each is counted once', () => {
  expect(totalsOf(all)).toEqual({ count: 4, size: '4 KB', verified: 1, warnings: 0, failed: 1, damaged: 1 });
});

test('filteredBackups › kind, reason or trust is chosen › only matching backups', () => {
  expect(filteredBackups(all, noFilter)).toEqual(all);
  expect(filteredBackups(all, { ...noFilter, kind: 'archive' })).toEqual([failed]);
  expect(filteredBackups(all, { ...noFilter, reason: 'scheduled' })).toEqual([verified, damaged]);
  expect(filteredBackups(all, { ...noFilter, reason: 'scheduled', trust: 'verified' })).toEqual([verified]);
});

test('filteredBackups › several words › each matches the name, the note or the instance', () => {
  const noted = { ...plain, note: 'Before the price import' };
  expect(filteredBackups([noted, damaged], { ...noFilter, text: ' price PRE' })).toEqual([noted]);
  expect(filteredBackups([noted, damaged], { ...noFilter, text: 'acme' })).toEqual([damaged]);
  expect(filteredBackups([noted, damaged], { ...noFilter, text: 'acme price' })).toEqual([]);
});
