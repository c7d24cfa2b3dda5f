import { expect, test } from 'vitest';
import { FolderPages } from './folder-pages.ts';
import { KeyIndex } from './key-index.ts';
import { KeyViews } from './key-views.ts';

function pagesOf(keys: readonly string[]) {
  const index = new KeyIndex();
  for (const key of keys) {
    const keyBytes = Buffer.from(key);
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0 };
    index.add({ ...place, database: 0, type: 0, expireAtMs: -1 }, keyBytes.length);
  }
  const { signal } = new AbortController();
  const views = new KeyViews(index, signal);
  return { views, folders: new FolderPages(index, views, signal) };
}

function query(prefix: string, offset: number, limit: number) {
  return { database: 0, prefix: Buffer.from(prefix), separator: ':', offset, limit };
}

const bare = Array.from({ length: 30_000 }, (_, at) => `key-${(at * 7919) % 30_000}`);
const keys = [...bare.map((key, at) => (at % 3 === 0 ? key : `folder:${at % 5}:${key}`)), 'folder:x', 'zero:1'];
const sortedBare = keys.filter((key) => !key.includes(':')).sort();

test('folder pages › the top level before anything is sorted › the keys of each page in their order', async () => {
  const { folders, views } = pagesOf(keys);
  for (const offset of [0, 500, 900, 3000, 9900]) {
    const page = await folders.page(query('', offset, 100), true);
    expect(page).toMatchObject({ totalFolders: 2, totalKeys: 10_000 });
    const from = Math.max(0, offset - 2);
    const names = sortedBare.slice(from, offset + 98).map((text) => ({ text }));
    expect(page.keys.map(({ key }) => key)).toEqual(names);
    expect(page.folders).toHaveLength(offset === 0 ? 2 : 0);
  }
  expect(views.recent(0)).toBeNull();
});

test('folder pages › far beyond the selected keys › the sorted rows', async () => {
  const { folders } = pagesOf(Array.from({ length: 60_000 }, (_, at) => `key-${at}`));
  const page = await folders.page(query('', 40_000, 3), true);
  const sorted = Array.from({ length: 60_000 }, (_, at) => `key-${at}`).sort();
  expect(page.keys.map(({ key }) => key)).toEqual(sorted.slice(40_000, 40_003).map((text) => ({ text })));
});

test('folder pages › folders listed in advance › the same pages', async () => {
  const many = Array.from({ length: 30_000 }, (_, at) => `user:${at % 25_000}:${at}`);
  const { folders, views } = pagesOf([...many, 'user:plain', 'other:1', 'alone']);
  const before = await folders.page(query('user:', 24_990, 20), true);
  await views.buildAll();
  await folders.listAhead();
  const after = await folders.page(query('user:', 24_990, 20), true);
  expect(after).toEqual(before);
  expect(after).toMatchObject({ totalFolders: 25_000, totalKeys: 1, keys: [{ key: { text: 'user:plain' } }] });
  expect(after.folders).toHaveLength(10);
  const top = await folders.page(query('', 0, 10), true);
  expect(top).toMatchObject({ folders: [{ keys: 1 }, { keys: 30_001 }], keys: [{ key: { text: 'alone' } }] });
});
