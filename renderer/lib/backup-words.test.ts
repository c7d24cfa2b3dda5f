import { describe, expect, test } from 'vitest';
import type { Backup } from '../../shared/contract/backup.ts';
import { someBackup } from '../../test/support/some-backup.ts';
import {
  decisionOf,
  decisionWords,
  filteredBackups,
  foundKeys,
  isFiltering,
  keysOf,
  noFilter,
  origin,
  shortTrustWords,
  totalsOf,
  trustOf,
} from './backup-words.ts';

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

describe('filteredBackups › search text', () => {
  test('filteredBackups › only spaces › no filter', () => {
    expect(isFiltering({ ...noFilter, text: '  ' })).toBe(false);
    expect(filteredBackups(all, { ...noFilter, text: '  ' })).toEqual(all);
  });

  test.each([
    [{ text: 'x' }],
    [{ kind: 'archive' as const }],
    [{ reason: 'safety' as const }],
    [{ trust: 'damaged' as const }],
  ])('isFiltering › %j › true', (change) => expect(isFiltering({ ...noFilter, ...change })).toBe(true));

  test('filteredBackups › signs of a regular expression › are plain characters', () => {
    const dotted = { ...plain, name: 'v1.2' };
    const other = { ...plain, name: 'v1x2' };
    expect(filteredBackups([dotted, other], { ...noFilter, text: '1.2' })).toEqual([dotted]);
    expect(filteredBackups([dotted, other], { ...noFilter, text: '(' })).toEqual([]);
  });
});

describe('totalsOf', () => {
  test('totalsOf › no backups › zero bytes, not unknown', () => {
    expect(totalsOf([])).toEqual({ count: 0, size: '0 B', verified: 0, warnings: 0, failed: 0, damaged: 0 });
  });

  test('totalsOf › any trust › the four counts and the unverified ones make up all', () => {
    const totals = totalsOf([...all, warned]);
    expect(totals.verified + totals.warnings + totals.failed + totals.damaged + 1).toBe(totals.count);
  });
});

describe('origin', () => {
  const from = (change: Partial<Backup>) => origin({ ...plain, ...change });

  test('origin › each reason › says who or what asked for it', () => {
    const reasons = ['manual', 'scheduled', 'safety', 'imported'] as const;
    expect(new Set(reasons.map((reason) => from({ reason }))).size).toBe(reasons.length);
  });

  test('origin › by hand › names the terminal, as people look for it there', () => {
    expect(from({ askedFrom: 'terminal' })).toContain('terminal');
    expect(from({ askedFrom: 'desktop' })).not.toContain('terminal');
    expect(from({ askedFrom: null })).not.toContain('terminal');
  });

  test('origin › safety backup › says before what', () => {
    expect(from({ reason: 'safety', before: 'flush' })).toContain('flush');
    expect(from({ reason: 'safety', before: 'upgrade' })).toContain('upgrade');
  });

  test('origin › safety backup before a change of a later version › its own word, never "undefined"', () => {
    expect(from({ reason: 'safety', before: 'defragment' })).toContain('defragment');
    expect(from({ reason: 'safety', before: null })).not.toMatch(/null|undefined/);
    expect(from({ reason: 'safety', before: 'constructor' })).not.toContain('function');
  });
});

describe('decisionOf', () => {
  const found = [
    { path: 'dump.rdb', form: 'rdb' as const, keys: 3, savedAt: null, problem: null },
    { path: 'appendonlydir', form: 'aof' as const, keys: null, savedAt: null, problem: null },
  ] as unknown as NonNullable<Backup['contents']>['found'];
  const withContents = (change: Partial<NonNullable<Backup['contents']>>): Pick<Backup, 'contents'> => ({
    contents: { form: 'rdb', path: 'dump.rdb', decidedBy: 'dates', found, warnings: [], ...change },
  });

  test('decisionOf › several data sets › names the one that counts and why', () => {
    expect(decisionOf(withContents({}))).toContain('dump.rdb');
    expect(decisionOf(withContents({}))).toContain(decisionWords.dates ?? '-');
    expect(decisionOf(withContents({ decidedBy: 'choice' }))).toContain(decisionWords.choice ?? '-');
  });

  test('decisionOf › one data set, no choice, or unknown contents › null', () => {
    expect(decisionOf(withContents({ found: found.slice(0, 1) }))).toBeNull();
    expect(decisionOf(withContents({ decidedBy: 'only' }))).toBeNull();
    expect(decisionOf({ contents: null })).toBeNull();
  });

  test('foundKeys › a data set that cannot be loaded › says so instead of a number', () => {
    expect(foundKeys({ keys: 1 })).toBe('1 key');
    expect(foundKeys({ keys: 61_694 })).toBe('61,694 keys');
    expect(foundKeys({ keys: null })).not.toMatch(/\d|null/);
  });
});

test('keysOf › an undo whose number of keys is unknown › no number', () => {
  expect(keysOf({ keys: 0 })).toBe('0 keys');
  expect(keysOf({ keys: null })).not.toMatch(/\d|null/);
});

test('shortTrustWords › any trust › fits a narrow column', () => {
  for (const word of Object.values(shortTrustWords)) expect(word.length).toBeLessThanOrEqual('Not verified'.length);
});
