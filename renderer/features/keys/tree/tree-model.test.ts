import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areSeveral, prefixId, prefixWords, weightOf } from '../memory/prefix-words.ts';
import { moved, pagesOf, placed, topShowing } from '../rows/tall-scroll.ts';
import { childAt, type OpenFolder, rowOf, segmentsOf } from './tree-layout.ts';
import { databaseId, directId, folderId, foldersTo, lastPart, linkedFolder, withoutFolder } from './tree-nodes.ts';

const folders = (...list: readonly OpenFolder[]) => new Map(list.map((folder) => [folder.id, folder]));

describe('tree layout', () => {
  test('layout › nothing in the source › no rows', () => {
    const { segments, rows } = segmentsOf(folders({ id: '', total: 0, open: [] }));
    expect([segments, rows]).toEqual([[], 0]);
    expect(childAt(segments, 0)).toBeNull();
    expect(rowOf(segments, '', 0)).toBeNull();
  });

  test('layout › before the root is known › no rows', () => expect(segmentsOf(new Map()).rows).toBe(0));

  test('layout › any open folders › each row is one child, and finds itself again', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.uniqueArray(fc.nat(19)), fc.nat(5), (total, opened, inner) => {
        const open = opened.map((child) => ({ id: `f${child}`, child }));
        const { segments, rows } = segmentsOf(
          folders({ id: '', total, open }, ...open.map(({ id }) => ({ id, total: inner, open: [] }))),
        );
        const inside = opened.filter((child) => child < total).length * inner;
        expect(rows).toBe(total + inside);
        for (let row = 0; row < rows; row++) {
          const at = childAt(segments, row);
          expect(at && rowOf(segments, at.folder, at.child)).toBe(row);
          expect(at?.level).toBe(at?.folder === '' ? 1 : 2);
        }
        expect(childAt(segments, rows)).toBeNull();
        expect(childAt(segments, -1)).toBeNull();
      }),
    );
  });

  test('layout › two folders that claim the same index, as while pages are read › both are shown, no row twice', () => {
    const open = [
      { id: 'a', child: 0 },
      { id: 'b', child: 0 },
    ];
    const { segments, rows } = segmentsOf(
      folders({ id: '', total: 2, open }, { id: 'a', total: 1, open: [] }, { id: 'b', total: 1, open: [] }),
    );
    expect(rows).toBe(4);
    const places = Array.from({ length: rows }, (_, row) => JSON.stringify(childAt(segments, row)));
    expect(new Set(places).size).toBe(rows);
  });
});

describe('tree nodes', () => {
  test('ids › a database, its keys without a prefix, and folders › all different', () => {
    const ids = [
      databaseId(1),
      directId(1),
      folderId(1, { text: '' }),
      folderId(1, { text: '!' }),
      folderId(1, { base64: 'AA==' }),
      folderId(1, { text: 'AA==' }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ['a:b', 2],
    ['a:b:', 2],
    [':', 1],
    ['::', 2],
    [':a:', 2],
  ])('foldersTo › %j › %d rows around it', (text, count) => expect(foldersTo(0, { text }, ':')).toHaveLength(count));

  test('foldersTo › bytes that are no text, or a separator that does not occur › only the database', () => {
    expect(foldersTo(3, { base64: '/w==' }, ':').map(([id]) => id)).toEqual(['3']);
    expect(foldersTo(3, { text: 'a/b/' }, ':').map(([id]) => id)).toEqual(['3']);
  });

  test('linkedFolder › a separator of several characters › the folder ends with it', () => {
    expect(linkedFolder(null, { text: 'a->b->c' }, '->')).toEqual({ text: 'a->b->' });
    expect(linkedFolder(null, null, ':')).toBeNull();
    expect(linkedFolder({ base64: '/w==' }, { text: 'a:b' }, ':')).toEqual({ base64: '/w==' });
  });

  test('withoutFolder › a folder that is not open › nothing changes; the map before stays as it is', () => {
    const opened = new Map(foldersTo(0, { text: 'a:b:' }, ':'));
    expect([...withoutFolder(opened, '9').keys()]).toEqual([...opened.keys()]);
    expect(withoutFolder(opened, '0').size).toBe(0);
    expect(opened.size).toBe(2);
  });

  test('lastPart › a prefix whose escapes differ from its folder › whole', () => {
    expect(lastPart('b:c:', 'a:')).toBe('b:c:');
    expect(lastPart('a:', 'a:')).toBe('');
  });
});

describe('memory of prefixes', () => {
  const one = { database: 0, prefix: { text: 'session:' } };

  test('words › keys without a prefix › have words; several databases › are named', () => {
    expect(prefixWords(one, false)).toBe('session:');
    expect(prefixWords(one, true)).toBe('db0 session:');
    expect(prefixWords({ ...one, prefix: { text: '' } }, false)).toBe('(no prefix)');
    expect(prefixWords({ ...one, prefix: { text: 'a\u202e' } }, false)).toBe('a\\u202e');
  });

  test('ids › the same prefix in two databases › differ', () => {
    expect(prefixId(one)).not.toBe(prefixId({ ...one, database: 1 }));
    expect([areSeveral([one]), areSeveral([one, { database: 1 }]), areSeveral([])]).toEqual([false, true, false]);
  });

  test('weight › memory of zero › known, so the size does not replace it', () => {
    expect(weightOf({ memoryBytes: 0, sizeBytes: 9 })).toBe(0);
    expect(weightOf({ memoryBytes: null, sizeBytes: 9 })).toBe(9);
  });
});

describe('tall lists', () => {
  const tall = { full: 300_000_000, viewport: 600 };

  test('scroll › any way through ten million rows › never beyond the ends', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 8_000_100 }), { maxLength: 20 }), (ways) => {
        let position = { top: 0, scrollTop: 0 };
        for (const scrollTop of ways) {
          position = moved(tall, position, scrollTop);
          expect(position.top).toBeGreaterThanOrEqual(0);
          expect(position.top).toBeLessThanOrEqual(tall.full - tall.viewport);
        }
      }),
    );
  });

  test('scroll › a list that became shorter, or is empty › at its start', () => {
    expect(placed({ full: 0, viewport: 600 }, { top: 5000, scrollTop: 5000 }, 5000)).toEqual({ top: 0, scrollTop: 0 });
    expect(placed({ full: 300, viewport: 600 }, { top: 0, scrollTop: 0 }, 200).top).toBe(0);
  });

  test('topShowing › a row above, on and below the screen › the least movement', () => {
    expect(topShowing(2, 30, 90, 300)).toBe(60);
    expect(topShowing(5, 30, 90, 300)).toBe(90);
    expect(topShowing(13, 30, 90, 300)).toBe(120);
  });

  test('pagesOf › rows before the first › from the first page', () => {
    expect(pagesOf(-6, 10, 100)).toEqual([0]);
    expect(pagesOf(-6, -1, 100).every((page) => page >= 0)).toBe(true);
  });
});
