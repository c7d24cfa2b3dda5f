import { Menu } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { show } from '../../../test/support/components/show.tsx';
import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorState } from '../feedback/error-state.tsx';
import { SkeletonRows } from '../feedback/skeleton-rows.tsx';
import { DataTable } from './data-table.tsx';
import type { DataColumn } from './data-table-columns.ts';
import type { DataTableProps } from './data-table-props.ts';

interface Fruit {
  readonly id: string;
  readonly name: string;
  readonly count: number | null;
  readonly group?: string;
}

const fruits: readonly Fruit[] = [
  { id: 'b', name: 'banana', count: 3, group: 'yellow' },
  { id: 'a', name: 'apple', count: null },
  { id: 'c', name: 'cherry', count: 12, group: 'red' },
];

const columns: readonly DataColumn<Fruit>[] = [
  { id: 'name', title: 'Name', width: 100, cell: ({ name }) => name, sortValue: ({ name }) => name },
  {
    id: 'count',
    title: 'Count',
    width: 60,
    align: 'right',
    cell: ({ count }) => count ?? '—',
    sortValue: ({ count }) => count,
  },
  { id: 'note', title: 'Note', width: 60, cell: () => 'note' },
];

function showTable(more: Partial<DataTableProps<Fruit>> = {}) {
  return show(<DataTable label="Fruits" columns={columns} rows={fruits} rowId={({ id }) => id} {...more} />);
}

const names = () =>
  screen
    .getAllByRole('row')
    .flatMap((row) => row.getAttribute('data-id') ?? [])
    .join('');
const rowOf = (id: string) => {
  const found = screen.getAllByRole('row').find((row) => row.getAttribute('data-id') === id);
  if (!found) throw new Error(`no row ${id}`);
  return found;
};

describe('table › sorting', () => {
  test('no choice › the order of the data', () => {
    showTable();
    expect(names()).toBe('bac');
    expect(screen.getByRole('table', { name: 'Fruits' }).getAttribute('aria-rowcount')).toBe('4');
  });

  test('a click on a heading › ascending, then descending, then as before', async () => {
    const { user } = showTable();
    const button = screen.getByRole('button', { name: 'Name' });
    const direction = () => screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort');
    const seen = [];
    for (let click = 0; click < 3; click++) {
      await user.click(button);
      seen.push(`${names()} ${direction()}`);
    }
    expect(seen).toEqual(['abc ascending', 'cba descending', 'bac none']);
  });

  test('unknown values › come last in both directions', async () => {
    const { user } = showTable();
    const button = screen.getByRole('button', { name: 'Count' });
    await user.click(button);
    const first = names();
    await user.click(button);
    expect([first, names()].map((order) => order.at(-1))).toEqual(['a', 'a']);
    expect(first).not.toBe(names());
  });

  test('a column without a sort key › has no button', () => {
    showTable();
    expect(screen.queryByRole('button', { name: 'Note' })).toBeNull();
  });

  test('a reload of the tab › keeps the sorting', async () => {
    const { user, unmount } = showTable();
    await user.click(screen.getByRole('button', { name: 'Name' }));
    unmount();
    showTable();
    expect(names()).toBe('abc');
  });
});

describe('table › opening', () => {
  test('a click, and Enter on the focused row › open it', async () => {
    const onOpen = vi.fn();
    const { user } = showTable({ onOpen });
    await user.click(rowOf('c'));
    rowOf('a').focus();
    await user.keyboard('{Enter}');
    expect(onOpen.mock.calls.map(([{ id }]) => id)).toEqual(['c', 'a']);
  });

  test('a click on a button of the row › does not open it', async () => {
    const onOpen = vi.fn();
    const pressed = vi.fn();
    const actions = ({ name }: Fruit) => (
      <button type="button" onClick={pressed}>
        Eat {name}
      </button>
    );
    const { user } = showTable({ onOpen, actions });
    await user.click(screen.getByRole('button', { name: 'Eat apple' }));
    expect(pressed).toHaveBeenCalledOnce();
    expect(onOpen).not.toHaveBeenCalled();
  });
});

describe('table › keyboard', () => {
  test('arrows, Home and End › move the focus and stop at the ends', async () => {
    const { user } = showTable();
    const focused = () => document.activeElement?.getAttribute('data-id');
    rowOf('b').focus();
    for (const [key, id] of [
      ['ArrowDown', 'a'],
      ['ArrowDown', 'c'],
      ['ArrowDown', 'c'],
      ['Home', 'b'],
      ['ArrowUp', 'b'],
      ['End', 'c'],
    ]) {
      await user.keyboard(`{${key}}`);
      await waitFor(() => expect(focused(), key).toBe(id));
    }
  });

  test('a key in a button of the row › belongs to the button', async () => {
    const onOpen = vi.fn();
    const { user } = showTable({ onOpen, actions: () => <button type="button">Eat</button> });
    within(rowOf('a')).getByRole('button', { name: 'Eat' }).focus();
    await user.keyboard('{Enter}{ArrowDown}');
    expect(onOpen).not.toHaveBeenCalled();
  });
});

describe('table › selection', () => {
  function Selecting() {
    const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
    return (
      <>
        <output>{[...selection].sort().join('')}</output>
        <DataTable
          label="Fruits"
          columns={columns}
          rows={fruits}
          rowId={({ id }) => id}
          selection={selection}
          onSelectionChange={setSelection}
        />
      </>
    );
  }
  const selected = () => screen.getByRole('status').textContent;

  test('checkboxes › toggle one row, or all', async () => {
    const { user } = show(<Selecting />);
    await user.click(screen.getByRole('checkbox', { name: 'Select a' }));
    expect(selected()).toBe('a');
    const all = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all' });
    expect(all.indeterminate).toBe(true);
    await user.click(all);
    expect(selected()).toBe('abc');
    expect(all.checked).toBe(true);
    await user.click(all);
    expect(selected()).toBe('');
  });

  test('Shift › the range from the last selected row', async () => {
    const { user } = show(<Selecting />);
    await user.click(screen.getByRole('checkbox', { name: 'Select b' }));
    await user.keyboard('{Shift>}');
    await user.click(rowOf('c'));
    await user.keyboard('{/Shift}');
    expect(selected()).toBe('abc');
  });

  test('Space on the focused row › toggles it', async () => {
    const { user } = show(<Selecting />);
    rowOf('c').focus();
    await user.keyboard(' ');
    expect(selected()).toBe('c');
    expect(rowOf('c').getAttribute('data-selected')).toBe('true');
    await user.keyboard(' ');
    expect(selected()).toBe('');
  });
});

describe('table › groups, problems and menus', () => {
  test('groups › by name with their counts, ungrouped rows last', () => {
    showTable({ groupOf: ({ group }) => group ?? null });
    expect(names()).toBe('cba');
    expect(screen.getByText('red')).toBeTruthy();
    expect(screen.getByText('Ungrouped')).toBeTruthy();
  });

  test('a problem › is shown below its row', () => {
    showTable({ problem: ({ id }) => (id === 'a' ? <span>It is rotten.</span> : null) });
    expect(screen.getByText('It is rotten.')).toBeTruthy();
    expect(rowOf('a').getAttribute('data-problem')).toBe('true');
    expect(rowOf('b').getAttribute('data-problem')).toBeNull();
  });

  test('hidden columns › are not shown', () => {
    showTable({ hidden: new Set(['count']) });
    expect(screen.queryByRole('columnheader', { name: 'Count' })).toBeNull();
  });

  test('the menu button › opens the items of its row', async () => {
    const { user } = showTable({ menu: ({ name }) => <Menu.Item>Eat {name}</Menu.Item> });
    await user.click(screen.getByRole('button', { name: 'More for c' }));
    expect(await screen.findByRole('menuitem', { name: 'Eat cherry' })).toBeTruthy();
    expect(screen.getByRole('menu', { name: 'More for c' })).toBeTruthy();
  });

  test('a thousand rows › only the visible ones are in the document, all are counted', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      id: `f${index}`,
      name: `fruit ${index}`,
      count: index,
    }));
    showTable({ rows });
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('1001');
  });
});

describe('instead of a table', () => {
  test('an error › the sentence of the failure, its log, and Try again', async () => {
    const onRetry = vi.fn();
    const error = Object.assign(new Error('It exited immediately.'), { name: 'Error' });
    const { user } = show(<ErrorState title="Could not read the list" error={error} onRetry={onRetry} />);
    const alert = screen.getByRole('alert');
    expect(within(alert).getByRole('heading', { name: 'Could not read the list' })).toBeTruthy();
    expect(alert.textContent).toContain('It exited immediately.');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  test('nothing yet › what will appear, the main action and its terminal line', () => {
    show(
      <EmptyState
        icon={IconBox}
        title="No backups yet"
        text="They appear here."
        actions={<button type="button">Back up</button>}
        line="manage.sh --action backup"
      />,
    );
    expect(screen.getByRole('heading', { name: 'No backups yet' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Back up' })).toBeTruthy();
    expect(screen.getByText(/--action backup/)).toBeTruthy();
  });

  test('loading › no flash for a fast reply, then a placeholder', () => {
    vi.useFakeTimers();
    try {
      show(<SkeletonRows />);
      expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull();
      act(() => vi.advanceTimersByTime(250));
      expect(screen.getByRole('status', { name: 'Loading' }).getAttribute('aria-busy')).toBe('true');
    } finally {
      vi.useRealTimers();
    }
  });
});
