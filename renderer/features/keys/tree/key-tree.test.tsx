import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { type ComponentProps, useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { databasesOf, type FakeKey, repliesOfKeys } from '../../../../test/support/components/fake-keys.ts';
import { measureElements } from '../../../../test/support/components/measured-elements.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { noFilter } from '../model/key-filter.ts';
import * as treeWords from '../words/tree.ts';
import { KeyTree, type SelectedFolder } from './key-tree.tsx';

const shop: readonly FakeKey[] = [
  { name: 'session:web:1', sizeBytes: 100 },
  { name: 'session:web:2', sizeBytes: 100 },
  { name: 'session:api:1', sizeBytes: 50 },
  { name: 'user:1', sizeBytes: 30 },
  { name: 'counter', sizeBytes: 8 },
];
const root: SelectedFolder = { database: null, prefix: null, direct: false };

function showTree(keys: readonly FakeKey[] = shop, props: Partial<ComponentProps<typeof KeyTree>> = {}) {
  core.reply({ keyspace: repliesOfKeys(keys) });
  const selected: SelectedFolder[] = [];
  const Held = () => {
    const [folder, setFolder] = useState(props.selected ?? root);
    return (
      <KeyTree
        source={{ kind: 'instance', instance: 'main' }}
        databases={databasesOf(keys)}
        openKey={null}
        filter={noFilter}
        separator=":"
        stale={false}
        enabled
        {...props}
        selected={folder}
        onSelect={(next) => {
          selected.push(next);
          setFolder(next);
        }}
      />
    );
  };
  return { ...show(<Held />), selected };
}

const items = () => screen.queryAllByRole('treeitem');
/** Each row as its label below its level: `··web:` is two levels deep. */
const rows = () =>
  items().map(
    (one) => `${'·'.repeat(Number(one.getAttribute('aria-level')) - 1)}${one.querySelector('[title]')?.textContent}`,
  );
const item = (label: string) => {
  const found = items().find((one) => one.querySelector('[title]')?.textContent === label);
  if (!found) throw new Error(`no row ${label} in ${rows().join(', ')}`);
  return found;
};
const tree = () => screen.getByRole('tree');
const active = () =>
  document.getElementById(tree().getAttribute('aria-activedescendant') ?? '')?.querySelector('[title]')?.textContent;
const press = (...keys: readonly string[]) => {
  for (const key of keys) fireEvent.keyDown(tree(), { key });
};
const folderCalls = () =>
  core.calls
    .filter(({ procedure }) => procedure === 'keyspace.folder')
    .map(({ input }) => input as { prefix?: unknown });

describe('the key tree', () => {
  test('key tree › opens › shows the folders of the first database, and its keys without a prefix last', async () => {
    showTree();
    await waitFor(() => expect(rows()).toEqual(['db0', '·session:', '·user:', `·${treeWords.noPrefix}`]));
    expect(item('session:').textContent).toContain('3');
    expect(item('session:').textContent).toContain('250 B');
    expect(item(treeWords.noPrefix).textContent).toContain('8 B');
  });

  test('key tree › a folder’s chevron › opens it, without selecting it, and closes it again', async () => {
    const { user, selected } = showTree();
    await waitFor(() => expect(items()).toHaveLength(4));
    const chevron = () => item('session:').querySelector('[data-chevron]') as Element;
    await user.click(chevron());
    await waitFor(() => expect(rows().slice(1, 4)).toEqual(['·session:', '··api:', '··web:']));
    expect(item('session:').getAttribute('aria-expanded')).toBe('true');
    await user.click(chevron());
    expect(rows()).not.toContain('··web:');
    expect(selected).toEqual([]);
  });

  test('key tree › a click on each kind of row › selects the database, the folder or the keys without a prefix', async () => {
    const { user, selected } = showTree();
    await waitFor(() => expect(items()).toHaveLength(4));
    for (const label of ['user:', treeWords.noPrefix, 'db0']) {
      await user.click(item(label));
      expect(item(label).getAttribute('aria-selected')).toBe('true');
    }
    expect(items().filter((one) => one.getAttribute('aria-selected') === 'true')).toHaveLength(1);
    expect(selected).toEqual([
      { database: 0, prefix: { text: 'user:' }, direct: false },
      { database: 0, prefix: null, direct: true },
      { database: 0, prefix: null, direct: false },
    ]);
  });

  test('key tree › a folder without folders is opened › becomes a leaf without a chevron', async () => {
    const { user } = showTree();
    await waitFor(() => expect(items()).toHaveLength(4));
    await user.dblClick(item('user:'));
    await waitFor(() => expect(item('user:').hasAttribute('aria-expanded')).toBe(false));
    expect(item('user:').querySelector('[data-chevron]')).toBeNull();
  });

  test('key tree › two databases › the second opens only when asked, and a chosen database hides the other', async () => {
    const { user, rerender } = showTree([...shop, { name: 'queue:1', database: 3 }]);
    // The folders of db0 move the row of db3 down.
    await waitFor(() => expect(rows()).toEqual(expect.arrayContaining(['·session:', 'db3'])));
    expect(folderCalls().every((input) => (input as { database?: number }).database === 0)).toBe(true);
    await user.dblClick(item('db3'));
    await waitFor(() => expect(rows()).toContain('·queue:'));
    rerender(
      <KeyTree
        source={{ kind: 'instance', instance: 'main' }}
        databases={databasesOf([...shop, { name: 'queue:1', database: 3 }])}
        selected={root}
        openKey={null}
        onSelect={() => undefined}
        filter={{ ...noFilter, database: '3' }}
        separator=":"
        stale={false}
        enabled
      />,
    );
    await waitFor(() => expect(rows()[0]).toBe('db3'));
    expect(rows()).not.toContain('db0');
  });

  test('key tree › a filter › the rows count its matches, and a folder without any is marked', async () => {
    showTree(shop, { filter: { ...noFilter, text: 'web' } });
    await waitFor(() => expect(item('session:').textContent).toContain('2 '));
    await waitFor(() => expect(item('user:').hasAttribute('data-none')).toBe(true));
    expect(item('session:').hasAttribute('data-none')).toBe(false);
    expect(screen.getByText(treeWords.matches)).toBeTruthy();
  });

  test('key tree › another separator › folders end with it', async () => {
    showTree(['a/b/1', 'a:b'], { separator: '/' });
    await waitFor(() => expect(rows()).toEqual(['db0', '·a/', `·${treeWords.noPrefix}`]));
  });

  test('key tree › folders cannot be read › the reason, and Try again shows them', async () => {
    let isBroken = true;
    const replies = repliesOfKeys(shop);
    const { user } = showTree();
    core.reply({
      keyspace: {
        folder: (input) => {
          if (isBroken) throw failure('NOT_RUNNING', 'main is not running.', { id: 'main', state: 'stopped' });
          return replies.folder(input);
        },
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('main is not running.');
    isBroken = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(rows()).toContain('·session:'));
  });

  test('key tree › before keys are there to read › asks nothing', () => {
    showTree(shop, { enabled: false });
    expect(folderCalls()).toEqual([]);
  });
});

describe('the keyboard in the key tree', () => {
  test('arrows › open, enter, leave and close a folder', async () => {
    showTree();
    await waitFor(() => expect(items()).toHaveLength(4));
    press('ArrowDown', 'ArrowRight');
    expect(active()).toBe('session:');
    await waitFor(() => expect(rows()).toContain('··api:'));
    press('ArrowRight');
    expect(active()).toBe('api:');
    press('ArrowLeft');
    expect(active()).toBe('session:');
    press('ArrowLeft');
    expect(rows()).not.toContain('··api:');
    press('ArrowLeft');
    expect(active()).toBe('db0');
  });

  test('Home, End and the arrows beyond them › stay in the tree', async () => {
    showTree();
    await waitFor(() => expect(items()).toHaveLength(4));
    press('End', 'ArrowDown');
    expect(active()).toBe(treeWords.noPrefix);
    press('ArrowRight');
    expect(active()).toBe(treeWords.noPrefix);
    press('Home', 'ArrowUp', 'PageUp');
    expect(active()).toBe('db0');
  });

  test('Enter and the space bar › select the active row', async () => {
    const { selected } = showTree();
    await waitFor(() => expect(items()).toHaveLength(4));
    press('ArrowDown', 'Enter', 'End', ' ');
    expect(selected.map(({ prefix, direct }) => [prefix, direct])).toEqual([
      [{ text: 'session:' }, false],
      [null, true],
    ]);
  });

  test('letters › find the next folder that begins with them; several letters refine the search', async () => {
    showTree(['alpha:1', 'area:1', 'beta:1']);
    await waitFor(() => expect(items()).toHaveLength(4));
    vi.useFakeTimers({ toFake: ['Date'] });
    press('a');
    expect(active()).toBe('alpha:');
    vi.advanceTimersByTime(2000);
    press('a');
    expect(active()).toBe('area:');
    vi.advanceTimersByTime(2000);
    press('a', 'l');
    expect(active()).toBe('alpha:');
    vi.advanceTimersByTime(2000);
    press('z');
    expect(active()).toBe('alpha:');
    vi.useRealTimers();
  });

  test('a letter with Ctrl › is left to the shortcuts of the app', async () => {
    showTree();
    await waitFor(() => expect(items()).toHaveLength(4));
    expect(fireEvent.keyDown(tree(), { key: 'u', ctrlKey: true })).toBe(true);
    expect(active()).toBe('db0');
    expect(fireEvent.keyDown(tree(), { key: 'u' })).toBe(false);
    expect(active()).toBe('user:');
  });
});

describe('a link into the key tree', () => {
  const many = Array.from({ length: 450 }, (_, at) => `f${String(at).padStart(3, '0')}:1`);

  test('a link › to a key deep in folders › opens the folders around it, and no other', async () => {
    measureElements();
    showTree(shop, {
      selected: { database: 0, prefix: { text: 'session:web:' }, direct: false },
      openKey: { database: 0, name: { text: 'session:web:2' } },
    });
    await waitFor(() => expect(active()).toBe('web:'));
    expect(rows()).toEqual(['db0', '·session:', '··api:', '··web:', '·user:', `·${treeWords.noPrefix}`]);
    expect(item('web:').getAttribute('aria-selected')).toBe('true');
  });

  test('a link › to a folder far below the screen › scrolls to it, and reads only the page that holds it', async () => {
    measureElements();
    showTree(many, { selected: { database: 0, prefix: { text: 'f440:' }, direct: false } });
    await waitFor(() => expect(active()).toBe('f440:'));
    expect(tree().scrollTop).toBeGreaterThan(10_000);
    expect(item('f440:').getAttribute('aria-posinset')).toBe('441');
    expect(item('f440:').getAttribute('aria-setsize')).toBe('450');
    await waitFor(() =>
      expect(folderCalls().some((input) => (input as { offset?: number }).offset === 400)).toBe(true),
    );
  });

  test('many folders › only those on screen are drawn, and scrolling draws others', async () => {
    measureElements(280);
    showTree(many);
    await waitFor(() => expect(rows()).toContain('·f005:'));
    expect(items().length).toBeLessThan(30);
    await act(async () => {
      tree().scrollTop = 300 * 28;
      fireEvent.scroll(tree());
    });
    await waitFor(() => expect(rows()).toContain('·f300:'));
    expect(rows()).not.toContain('·f005:');
    expect(items().length).toBeLessThan(40);
  });
});
