import { describe, expect, test } from 'vitest';
import type { ComparedKey, Comparison, DifferenceCounts } from '../../../../shared/contract/compare.ts';
import type { KeyItem } from '../../../../shared/contract/keyspace.ts';
import { someKey, someKeySpace } from '../../../../test/support/components/fake-keys.ts';
import { chooseStyle } from '../../format/style.ts';
import { comparedHeadLines, comparedItemLines } from './compare-lines.ts';
import { cut, folderLines, headLines, itemLines, keyField, shownKey } from './inspect-lines.ts';
import * as keysWords from './words.ts';

const WIDTH = 160;
const NOW = Date.parse('2026-11-20T10:00:00.000Z');
const plain = chooseStyle(false, {});
const cells = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/ {2,}/g, ' | '));
const pairs = (lines: readonly string[]) => new Map(cells(lines).map((line) => line.split(' | ') as [string, string]));

describe('a key in a terminal', () => {
  test.each([
    [{ text: 'session:1' }, 'session:1'],
    [{ text: 'a\nb\u001b[2J' }, 'a\\nb\\x1b[2J'],
    [{ text: 'a\\nb' }, 'a\\\\nb'],
    [{ base64: 'YQD/XA==' }, 'a\\x00\\xff\\\\'],
  ])('shownKey › %j › %s: one line, and two keys never look alike', (key, text) => {
    expect(shownKey(key)).toBe(text);
  });

  test('keyField › bytes that are no text › another field, so that nobody mistakes them for the key', () => {
    expect(keyField({ text: 'a' })).toEqual({ key: 'a' });
    expect(keyField({ base64: '/w==' }, 'prefix')).toEqual({ prefixBase64: '/w==' });
  });

  test('cut › a long key › ends with an ellipsis, never within a character', () => {
    expect(cut('x'.repeat(120))).toHaveLength(120);
    expect(cut('x'.repeat(121))).toBe(`${'x'.repeat(119)}…`);
    expect(cut(`${'x'.repeat(118)}😀${'y'.repeat(20)}`)).toBe(`${'x'.repeat(118)}…`);
  });
});

describe('inspect in a terminal', () => {
  const backup = { kind: 'backup', instance: 'main', name: 'nightly' } as const;

  test('head › of a backup › its databases, what a restore drops, and who wrote it', () => {
    const keys = ['a', 'b', { name: 'c', database: 1 }];
    const space = someKeySpace(keys, {
      ...{ source: backup, phase: 'ready', savedAt: '2026-11-20T09:58:00.000Z', checksum: 'verified' },
      warnings: ['Module values are shown raw.'],
    });
    const databases = space.databases.map((one) => (one.index === 0 ? { ...one, expires: 1, expired: 1 } : one));
    const lines = headLines({ ...space, databases }, 2, plain, NOW);
    expect(lines[0]).toBe(keysWords.backupNameOfInstance('nightly', 'main'));
    const shown = pairs(lines);
    expect(shown.get('keys')).toBe('3, 30 B; 2 match');
    expect(shown.get('db0')).toBe('2 keys, 1 with an expiry');
    expect(shown.get('db1')).toBe('1 key, 0 with an expiry');
    expect(shown.get('expired')).toBe('1 key: a restore drops them');
    expect(shown.get('saved')).toBe('2 min ago (2026-11-20 09:58:00 UTC)');
    expect(shown.get('checksum')).toBe('verified');
    expect(shown.get('warning')).toBe('Module values are shown raw.');
    expect(shown.has(keysWords.readBy)).toBe(false);
  });

  test('head › of a running instance › how it was read, and no checksum', () => {
    const live = {
      ...{ method: 'scan' as const, reason: 'The server permits no PSYNC.', currentAt: null, coverage: 1, cost: null },
      copies: 1,
    };
    const shown = pairs(headLines(someKeySpace(['a'], { live, checksum: 'absent' }), 1, plain, NOW));
    expect(shown.get(keysWords.readBy)).toBe('SCAN: The server permits no PSYNC.');
    expect(shown.has('checksum')).toBe(false);
    expect(shown.get('keys')).toBe('1, 10 B');
  });

  test.each([
    [null, 'never'],
    ['2026-11-20T09:59:59.000Z', 'past'],
    ['2026-11-20T10:24:00.000Z', 'in 24 min'],
  ])('items › an expiry of %s › %s', (expiresAt, text) => {
    const item: KeyItem = someKey({ name: 'a', expiresAt });
    expect(cells(itemLines([item], 1, plain, WIDTH, NOW))[1]).toBe(`0 | a | string | raw | ${text} | 10 B`);
  });

  test('items › none, or more than are listed', () => {
    expect(itemLines([], 0, plain, WIDTH, NOW)).toEqual([keysWords.noKeysMatch]);
    expect(itemLines([someKey('a')], 1500, plain, WIDTH, NOW).at(-1)).toBe('1 of 1,500 keys; --limit 0 lists all.');
  });

  test('items › a narrow terminal › the encoding is dropped first, the key stays', () => {
    const wide = itemLines([someKey('a-key')], 1, plain, 60, NOW)[0] ?? '';
    const narrow = itemLines([someKey('a-key')], 1, plain, 24, NOW);
    expect(wide).toContain('ENCODING');
    expect(narrow[0]).not.toContain('ENCODING');
    expect(narrow[1]).toContain('a-key');
  });

  test('folders › with keys and bytes; none › how many keys are here', () => {
    const folder = { database: 0, prefix: { text: 'session:' }, keys: 1200, sizeBytes: 2048 };
    const lines = folderLines([folder], { folders: 3, keys: 0 }, plain, WIDTH);
    expect(cells(lines)[1]).toBe('0 | session: | 1,200 | 2 KB');
    expect(lines.at(-1)).toBe('1 of 3 folders; --limit 0 lists all.');
    expect(folderLines([], { folders: 0, keys: 5 }, plain, WIDTH)).toEqual([keysWords.noFoldersHereCounted('5 keys')]);
  });
});

describe('compare in a terminal', () => {
  const counts: DifferenceCounts = { added: 1, removed: 1200, changed: 3, expiryOnly: 4, same: 61_690, expired: 7 };
  const side = { reason: null, sizeBytes: 0, redisVersion: null };
  const comparison: Comparison = {
    ...{ before: { kind: 'backup', instance: 'main', name: 'nightly' }, after: { kind: 'instance', instance: 'main' } },
    ...{ phase: 'ready', fraction: null, counts, databases: [], tookSeconds: 1, problem: null, revision: 1 },
    sides: {
      before: { ...side, method: 'file', keys: 5, at: '2026-11-20T09:58:00.000Z' },
      after: { ...side, method: 'replication', keys: 1, at: null },
    },
    warnings: ['The keys of main are not of one moment.'],
  };
  const state = (type: 'string' | 'hash', sizeBytes: number) => ({ type, encoding: 'raw', expiresAt: null, sizeBytes });
  const key = (
    change: ComparedKey['change'],
    before: ComparedKey['before'],
    after: ComparedKey['after'],
  ): ComparedKey => ({
    ...{ database: 2, key: { text: 'cart:1' }, change, expired: false, before, after },
  });

  test('head › both sides, the counts, and how many keys only expired', () => {
    const shown = pairs(comparedHeadLines(comparison, counts, plain, NOW));
    expect(shown.get('before')).toBe('Backup nightly of main: 5 keys, as of 2 min ago (2026-11-20 09:58:00 UTC)');
    expect(shown.get('after')).toBe('Instance main, by replication: 1 key');
    expect(shown.get('removed')).toBe('1,200, 7 of them expired by themselves');
    expect(shown.get('same')).toBe('61,690');
    expect(shown.get('warning')).toBe('The keys of main are not of one moment.');
  });

  test('head › a side that is not known yet, and no expired keys', () => {
    const early = { ...comparison, sides: { before: null, after: null }, warnings: [] };
    const shown = pairs(comparedHeadLines(early, { ...counts, expired: 0 }, plain, NOW));
    expect(shown.get('after')).toBe('Instance main');
    expect(shown.get('removed')).toBe('1,200');
  });

  test('items › each kind with a sign and a word; another type on each side shows both', () => {
    const items = [
      key('added', null, state('string', 10)),
      key('removed', state('hash', 2048), null),
      key('changed', state('string', 10), state('hash', 20)),
      key('expiry', state('string', 10), state('string', 10)),
    ];
    expect(cells(comparedItemLines(items, 10, plain, WIDTH)).slice(1)).toEqual([
      '+ added | 2 | cart:1 | string | - | 10 B',
      '- removed | 2 | cart:1 | hash | 2 KB | -',
      '~ changed | 2 | cart:1 | string > hash | 10 B | 20 B',
      '~ expiry | 2 | cart:1 | string | 10 B | 10 B',
      '4 of 10 differences; --limit 0 lists all.',
    ]);
  });

  test('items › none › a sentence', () => {
    expect(comparedItemLines([], 0, plain, WIDTH)).toEqual([keysWords.noDifferences]);
  });
});
