import { expect, test } from 'vitest';
import { childAt, type OpenFolder, rowOf, segmentsOf } from './tree-layout.ts';

const folders = (...list: readonly OpenFolder[]) => new Map(list.map((folder) => [folder.id, folder]));

test('segmentsOf › folders open in folders › lists their children below them', () => {
  const { segments, rows } = segmentsOf(
    folders(
      { id: '', total: 2, open: [{ id: '0', child: 0 }] },
      { id: '0', total: 4, open: [{ id: 'b', child: 1 }] },
      { id: 'b', total: 2, open: [] },
    ),
  );
  expect(rows).toBe(8);
  const names = Array.from({ length: rows }, (_, row) => {
    const at = childAt(segments, row);
    return `${'  '.repeat((at?.level ?? 1) - 1)}${at?.folder}/${at?.child}`;
  });
  expect(names).toEqual(['/0', '  0/0', '  0/1', '    b/0', '    b/1', '  0/2', '  0/3', '/1']);
  expect(rowOf(segments, '0', 2)).toBe(5);
  expect(rowOf(segments, 'closed', 0)).toBeNull();
});

test('segmentsOf › a folder of a million children › makes two segments', () => {
  const { segments, rows } = segmentsOf(
    folders({ id: '', total: 1_000_000, open: [{ id: 'x', child: 700_000 }] }, { id: 'x', total: 0, open: [] }),
  );
  expect(segments).toHaveLength(2);
  expect(childAt(segments, rows - 1)).toEqual({ folder: '', child: 999_999, level: 1 });
});

test('segmentsOf › an open folder whose index is unknown, or that is gone › left out', () => {
  const open = [
    { id: 'x', child: -1 },
    { id: 'y', child: 5 },
  ];
  const inner = { total: 9, open: [] };
  expect(segmentsOf(folders({ id: '', total: 3, open }, { id: 'x', ...inner }, { id: 'y', ...inner })).rows).toBe(3);
});
