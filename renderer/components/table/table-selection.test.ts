import { describe, expect, test } from 'vitest';
import { groupedItems } from './data-table-items.ts';
import { extended, toggled } from './table-selection.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];

describe('a selection', () => {
  test('toggled › same row twice › selected, then not', () => {
    const one = toggled(new Set(), 'b');
    expect([...one]).toEqual(['b']);
    expect([...toggled(one, 'b')]).toEqual([]);
  });

  test('extended › range in either direction › adds all rows between and keeps the others', () => {
    expect([...extended(new Set(['e']), ids, 'a', 'c')].sort()).toEqual(['a', 'b', 'c', 'e']);
    expect([...extended(new Set(), ids, 'd', 'b')].sort()).toEqual(['b', 'c', 'd']);
  });

  test('extended › the anchor row is gone › selects only the clicked row', () => {
    expect([...extended(new Set(), ids, 'gone', 'b')]).toEqual(['b']);
  });
});

describe('groups', () => {
  const rows = [
    { id: '1', group: 'shops' },
    { id: '2', group: null },
    { id: '3', group: 'agencies' },
    { id: '4', group: 'shops' },
  ];

  test('groupedItems › several groups › ordered by name, ungrouped rows last', () => {
    const items = groupedItems(rows, ({ group }) => group);
    expect(items.map((item) => (item.kind === 'group' ? item.name : item.row.id))).toEqual([
      'agencies',
      '3',
      'shops',
      '1',
      '4',
      null,
      '2',
    ]);
  });

  test('groupedItems › several groups › row indexes skip the headings', () => {
    const indexes = groupedItems(rows, ({ group }) => group).flatMap((item) =>
      item.kind === 'row' ? [item.index] : [],
    );
    expect(indexes).toEqual([0, 1, 2, 3]);
  });

  test('groupedItems › no groups › no headings', () => {
    expect(groupedItems(rows, undefined).every((item) => item.kind === 'row')).toBe(true);
    expect(groupedItems(rows, () => null)).toHaveLength(4);
  });
});
