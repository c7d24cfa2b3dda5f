import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyIndex } from './key-index.ts';
import { listChildren } from './list-children.ts';
import { runSliced } from './slices.ts';
import { sortRows } from './sort-rows.ts';
import { SortedView } from './sorted-view.ts';

const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), maxLength: 8 }), { maxLength: 40 });

test('children › any keys, prefix and separator › the folders and keys of a simple search', async () => {
  const wanted = fc.record({
    keys: names,
    prefix: fc.constantFrom('', 'a', 'a:', ':', 'a:b/', 'b//'),
    separator: fc.constantFrom(':', '/', '::', ':/'),
  });
  await fc.assert(
    fc.asyncProperty(wanted, async ({ keys, prefix, separator }) => {
      const { index, view } = await sorted(keys);
      const range = view.range(Buffer.from(prefix));
      const work = listChildren(index.columns, view, range, prefix.length, Buffer.from(separator));
      const children = await runSliced(work);
      const plain = plainChildren(keys, prefix, separator);
      const nameOf = (place: number) => index.columns.key(view.rows[place] as number).toString();
      const folders = Array.from({ length: children.totalFolders }, (_, at) => {
        const { start, end, prefixBytes } = children.folder(at);
        return { prefix: nameOf(start).slice(0, prefixBytes), keys: end - start };
      });
      expect(folders).toEqual(plain.folders);
      expect(Array.from({ length: children.totalKeys }, (_, at) => nameOf(children.key(at)))).toEqual(plain.keys);
      expect(children.large).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('children › more than 20,000 keys in a folder › reported as a large folder', async () => {
  const keys = Array.from({ length: 20_001 }, (_, at) => `many:${at}`);
  const { index, view } = await sorted([...keys, 'few:1']);
  const range = { start: 0, end: view.rows.length };
  const children = await runSliced(listChildren(index.columns, view, range, 0, Buffer.from(':')));
  expect(children.totalFolders).toBe(2);
  expect(children.large.map(String)).toEqual(['many:']);
});

test('children › keys before and after each of 500 folders › each key is found at its index', async () => {
  const keys = Array.from({ length: 500 }, (_, at) => [`${1000 + at}`, `${1000 + at}:x`, `${1000 + at}:y`]).flat();
  const { index, view } = await sorted(keys);
  const range = { start: 0, end: view.rows.length };
  const children = await runSliced(listChildren(index.columns, view, range, 0, Buffer.from(':')));
  expect(children).toMatchObject({ totalFolders: 500, totalKeys: 500 });
  for (const at of [0, 1, 250, 499]) expect(children.key(at)).toBe(at * 3);
});

async function sorted(keys: readonly string[]) {
  const index = new KeyIndex();
  const rows = keys.map((key) => {
    const keyBytes = Buffer.from(key);
    const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0 };
    return index.add({ ...place, database: 0, type: 0, expireAtMs: -1 }, keyBytes.length);
  });
  const order = Uint32Array.from(rows);
  await runSliced(sortRows(index.columns, order));
  return { index, view: await runSliced(SortedView.create(index.columns, order)) };
}

function plainChildren(keys: readonly string[], prefix: string, separator: string) {
  const folders = new Map<string, number>();
  const own: string[] = [];
  for (const key of keys.filter((one) => one.startsWith(prefix)).sort()) {
    const at = key.indexOf(separator, prefix.length);
    if (at < 0) own.push(key);
    else {
      const folder = key.slice(0, at + separator.length);
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
  }
  return { folders: [...folders].map(([folder, count]) => ({ prefix: folder, keys: count })), keys: own };
}
