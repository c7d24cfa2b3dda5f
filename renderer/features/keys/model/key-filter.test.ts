import { describe, expect, test } from 'vitest';
import type { KeyType } from '../../../../shared/contract/key-name.ts';
import { keyType } from '../../../../shared/contract/key-name.ts';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import {
  filterOf,
  isFiltering,
  isMatching,
  matching,
  noFilter,
  type SizeChoice,
  sizeWords,
  typeWords,
} from './key-filter.ts';
import {
  costWords,
  elementsTitle,
  elementWord,
  expiresIn,
  lengthWords,
  readOnlyWords,
  sourceTitle,
  sourceWords,
  totalsWords,
} from './key-words.ts';

const everywhere = { database: null, prefix: null, direct: false };

describe('filterOf', () => {
  test('filter › nothing chosen › all databases', () => {
    expect(filterOf(noFilter, everywhere, ':')).toEqual({ database: 'all' });
  });

  test('filter › a database in the bar, another in the tree › that of the tree', () => {
    const filter = { ...noFilter, database: '3' };
    expect(filterOf(filter, everywhere, ':').database).toBe(3);
    expect(filterOf(filter, { ...everywhere, database: 0 }, ':').database).toBe(0);
  });

  test('filter › keys without a prefix › by the separator of the tree', () => {
    expect(filterOf(noFilter, { ...everywhere, database: 0, direct: true }, '/')).toEqual({
      database: 0,
      directBy: '/',
    });
  });

  test('filter › a folder of bytes › without the length that only an answer has', () => {
    const prefix = { base64: '/w==', totalBytes: 4 };
    expect(filterOf(noFilter, { ...everywhere, database: 0, prefix }, ':').prefix).toEqual({ base64: '/w==' });
  });

  test('filter › every choice › each in the form of the request', () => {
    const filter = { ...noFilter, text: 'a*', kind: 'glob' as const, type: 'zset' as const, expires: 'soon' as const };
    expect(matching({ ...filter, minSize: '1048576' })).toEqual({
      search: { kind: 'glob', text: 'a*' },
      types: ['zset'],
      expires: 'soon',
      minSizeBytes: 1_048_576,
    });
  });

  test('filter › a space as the search › is a search, as keys can hold spaces', () => {
    expect(matching({ ...noFilter, text: ' ' })).toEqual({ search: { kind: 'contains', text: ' ' } });
  });

  test('isMatching › only a database › counts are not matches, but something is chosen', () => {
    const filter = { ...noFilter, database: '0' };
    expect([isMatching(filter), isFiltering(filter), isFiltering(noFilter)]).toEqual([false, true, false]);
    expect(isMatching({ ...noFilter, kind: 'regex' })).toBe(false);
    expect(isMatching({ ...noFilter, minSize: '1024' })).toBe(true);
  });

  test('sizeWords › each choice › names the size that the request has', () => {
    const words: Readonly<Record<SizeChoice, string>> = sizeWords;
    for (const [bytes, text] of Object.entries(words)) {
      const [, amount = '', unit = ''] = /(\d+) ([KM])B/.exec(text) ?? [];
      expect(Number(amount) * (unit === 'K' ? 1024 : 1024 ** 2)).toBe(Number(bytes));
    }
  });
});

describe('key words', () => {
  const types: readonly KeyType[] = keyType.options;

  test.each(types)('length › one %s element › is singular', (type) => {
    expect(lengthWords(type, 1)).toBe(`1 ${elementWord(type)}`);
    expect(elementsTitle(type)).toMatch(/^[A-Z].*s$/);
  });

  test('length › none and many › plural with commas', () => {
    expect(lengthWords('hash', 0)).toBe('0 fields');
    expect(lengthWords('stream', 12_345)).toBe('12,345 entries');
  });

  test('typeWords › all types › have a word of their own', () => {
    expect(new Set(types.map((type) => typeWords[type])).size).toBe(types.length);
  });

  const sources: readonly (readonly [KeySource, string | null, string])[] = [
    [{ kind: 'instance', instance: 'main' }, null, 'main'],
    [{ kind: 'backup', instance: 'main', name: 'pre-deploy' }, null, 'pre-deploy'],
    [{ kind: 'file', path: '/home/me/dump.rdb' }, null, 'dump.rdb'],
    [{ kind: 'file', path: 'C:\\data\\dump.rdb' }, null, 'dump.rdb'],
    [{ kind: 'file', path: '/data/' }, null, '/data/'],
    [{ kind: 'file', path: '/tmp/x' }, 'mine.rdb', 'mine.rdb'],
    [{ kind: 'upload', upload: '01' }, 'mine.rdb', 'mine.rdb'],
    [{ kind: 'upload', upload: '01' }, null, 'File'],
  ];
  test.each(sources)('sourceTitle › %j named %s › %s', (source, fileName, title) => {
    expect(sourceTitle(source, fileName)).toBe(title);
  });

  test('sourceWords › a backup › names its instance, because names repeat', () => {
    const words = sourceWords({ kind: 'backup', instance: 'acme', name: 'nightly' }, null);
    expect(words).toContain('acme');
    expect(words).toContain('nightly');
  });

  test('totalsWords › still reading › says that there may be more', () => {
    const space = { keys: 1, databases: [{}], phase: 'ready' } as unknown as KeySpace;
    expect(totalsWords(space)).toBe('1 key in 1 database');
    expect(totalsWords({ ...space, phase: 'reading' })).toContain('so far');
    expect(totalsWords({ ...space, phase: 'following' })).not.toContain('so far');
  });

  test('readOnlyWords › a file without a time › names none', () => {
    const file: KeySource = { kind: 'file', path: '/x' };
    expect(readOnlyWords(file, null, 0)).toBe('Read-only file');
    expect(readOnlyWords(file, '2026-11-18T09:00:00.000Z', Date.parse('2026-11-19T09:00:00Z'))).toContain('18 Nov');
  });

  test('costWords › no fork, one, many › a number from two on', () => {
    const cost = (forks: number, mainThreadSeconds = 0) => costWords({ forks, mainThreadSeconds });
    expect([cost(0), cost(1), cost(1200)].map((words) => words.split(',')[0])).toEqual(['no fork', 'one fork', '1']);
    expect(cost(1, 0.04)).toContain('< 0.1');
    expect(cost(1, 0.05)).toContain('0.1 s');
  });
});

describe('expiresIn', () => {
  const now = Date.parse('2026-11-19T12:00:00Z');
  const inMs = (ms: number) => expiresIn(new Date(now + ms).toISOString(), now);

  test('expiry › none › null', () => expect(expiresIn(null, now)).toBeNull());

  test('expiry › this very moment and before › expired, not 0 s', () => {
    expect(inMs(0)).toMatchObject({ past: true, soon: false });
    expect(inMs(-86_400_000)).toMatchObject({ past: true, soon: false });
    expect(inMs(1)).toMatchObject({ past: false, soon: true });
  });

  test('expiry › ten minutes › soon just below, not at it', () => {
    expect(inMs(599_999)?.soon).toBe(true);
    expect(inMs(600_000)?.soon).toBe(false);
  });

  test('expiry › far in the future › in days', () => expect(inMs(400 * 86_400_000)?.words).toBe('400 d'));
});
