import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { type ComponentProps, useState } from 'react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeySpace } from '../../../../shared/contract/keyspace.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { type FakeKey, repliesOfKeys, someKeySpace } from '../../../../test/support/components/fake-keys.ts';
import { measureElements } from '../../../../test/support/components/measured-elements.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { keyDialog } from '../edit/key-dialog-state.ts';
import type { Editing } from '../edit/use-editing.ts';
import { noFilter, type ShownFilter } from '../model/key-filter.ts';
import { keysAddress, rootOf } from '../model/keys-address.ts';
import { restoreKeysTask } from '../restore/restore-keys-dialog-state.ts';
import type { KeySpaceFeed } from '../source/use-key-space.ts';
import * as detailsWords from '../words/details.ts';
import * as listWords from '../words/list.ts';
import * as modelWords from '../words/model.ts';
import * as pageWords from '../words/page.ts';
import * as sourceWords from '../words/source.ts';
import { Browse } from './browse.tsx';
import { separatorStore } from './keys-actions.ts';

const main = { kind: 'instance', instance: 'main' } as const;
const backup = { kind: 'backup', instance: 'main', name: 'nightly' } as const;
const shop: readonly FakeKey[] = [
  { name: 'cart:1', sizeBytes: 40 },
  { name: 'cart:2', sizeBytes: 250_000, type: 'hash', encoding: 'listpack' },
  { name: 'user:1', sizeBytes: 30, expiresAt: '2020-01-01T00:00:00.000Z' },
  { name: 'user:2', sizeBytes: 20, expiresAt: '2099-01-01T00:00:00.000Z' },
];
const live: Editing = { instance: 'main', blocked: null, readOnly: null };
const ofBackup: Editing = { instance: null, blocked: null, readOnly: null };

const followed: KeySpace['live'] = {
  ...{ method: 'replication', reason: null, currentAt: null, coverage: null, cost: null, copies: 1 },
};

interface Options {
  readonly keys?: readonly FakeKey[];
  readonly space?: Partial<KeySpace>;
  readonly filter?: ShownFilter;
  readonly stoppedAt?: number | null;
}

function browse(props: Partial<ComponentProps<typeof Browse>> = {}, options: Options = {}) {
  const { keys = shop, stoppedAt = null } = options;
  const source = props.source ?? main;
  core.reply({ keyspace: repliesOfKeys(keys) });
  const space = someKeySpace(keys, { source, ...options.space });
  const events: string[] = [];
  const feed: KeySpaceFeed = {
    ...{ space, error: null, stoppedAt, retry: () => events.push('retry') },
    ...{ stop: () => events.push('stop'), resume: () => events.push('resume') },
  };
  const Held = () => {
    const [filter, setFilter] = useState(options.filter ?? noFilter);
    return (
      <Browse
        source={source}
        place={rootOf(source)}
        feed={feed}
        space={space}
        editing={live}
        filter={filter}
        onFilter={setFilter}
        {...props}
      />
    );
  };
  return { ...show(<Held />), events };
}

beforeEach(() => measureElements());
afterEach(() => {
  act(() => keyDialog.set(null));
  act(() => restoreKeysTask.set(null));
  separatorStore.set(':');
});

const grid = () => screen.getByRole('grid', { name: listWords.keys });
const row = (name: string) => within(grid()).getByRole('row', { name: new RegExp(name) });
const names = () =>
  within(grid())
    .getAllByRole('row')
    .slice(1)
    .map((one) => one.querySelector('[title]')?.getAttribute('title'));
const selected = () =>
  within(grid())
    .getAllByRole('row')
    .filter((one) => one.getAttribute('aria-selected') === 'true')
    .map((one) => one.querySelector('[title]')?.getAttribute('title'));
const lists = () =>
  core.calls
    .filter(({ procedure }) => procedure === 'keyspace.list')
    .map(({ input }) => input as { sort?: string; filter?: Record<string, unknown>; limit?: number });
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name: listWords.selectKey(name) });

describe('list of keys', () => {
  test('list › the keys of a database › with type, size and the time left', async () => {
    browse();
    await waitFor(() => expect(names()).toEqual(['cart:1', 'cart:2', 'user:1', 'user:2']));
    expect(row('cart:1').textContent).toContain('string40never');
    expect(row('cart:2').textContent).toContain('244 KB');
    expect(row('user:1').textContent).toContain('expired');
    expect(row('user:2').textContent).toMatch(/\d+ d/);
    expect(screen.getByText('4 keys in')).toBeTruthy();
  });

  test('list › a head is clicked › orders by it, and by key again on the second click', async () => {
    const { user } = browse();
    await screen.findByText('4 keys in');
    const head = () => screen.getByRole('columnheader', { name: listWords.bytes });
    await user.click(within(head()).getByRole('button'));
    await waitFor(() => expect(names()[0]).toBe('cart:2'));
    expect(head().getAttribute('aria-sort')).toBe('descending');
    expect(lists().at(-1)?.sort).toBe('size');
    await user.click(within(head()).getByRole('button'));
    await waitFor(() => expect(names()[0]).toBe('cart:1'));
    expect(head().getAttribute('aria-sort')).toBe('none');
  });

  test('list › a click on a row › opens its key; the address names it', async () => {
    const { user } = browse();
    await user.click(await waitFor(() => row('user:2')));
    expect(window.location.hash).toBe('#/keys/main?keyDatabase=0&key=user%3A2');
  });

  test('list › two databases › names the database of each key', async () => {
    browse({}, { keys: [...shop, { name: 'job:1', database: 2 }] });
    await waitFor(() => expect(row('job:1').textContent).toContain('db2'));
    expect(row('cart:1').textContent).toContain('db0');
  });

  test('list › a filter without matches › says so, and Show all keys clears it', async () => {
    const { user } = browse({}, { filter: { ...noFilter, text: 'nothing' } });
    expect(await screen.findByText(pageWords.noKeysMatch)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: pageWords.showAllKeys }));
    await waitFor(() => expect(names()).toHaveLength(4));
  });

  test.each([
    ['a followed instance', {}, { space: { live: followed } }, true],
    [
      'a server that no longer answers',
      {},
      { space: { live: followed, problem: 'The server closed the connection.' } },
      false,
    ],
    ['a backup', { source: backup, editing: ofBackup }, {}, false],
  ])('list › nothing matches, %s › promises later keys only where they appear', async (_, props, options, follows) => {
    browse(props, { filter: { ...noFilter, text: 'nothing' }, ...options });
    expect(await screen.findByText(pageWords.noKeysMatch)).toBeTruthy();
    expect(screen.queryByText(pageWords.laterKeysAppearHere) !== null).toBe(follows);
  });

  test('list › no keys while the source is still read › does not claim that there are none', async () => {
    browse({}, { keys: [], space: { phase: 'reading', databases: [] } });
    expect(await screen.findByText(pageWords.noKeysHereYet)).toBeTruthy();
    expect(screen.queryByText(pageWords.noKeysHere)).toBeNull();
  });

  test('list › a page from before the source was read › does not claim that there are no keys', async () => {
    browse(
      {},
      {
        keys: [],
        space: { phase: 'ready', keys: 3, databases: [{ index: 0, keys: 3, expires: 0, expired: 0, sizeBytes: 30 }] },
      },
    );
    await waitFor(() => expect(lists()).not.toEqual([]));
    await act(async () => undefined);
    expect(screen.queryByText(pageWords.noKeysHere)).toBeNull();
  });

  test('list › before the first key is found › asks the core for nothing', async () => {
    browse({}, { space: { phase: 'opening', databases: [] } });
    await act(async () => undefined);
    expect(lists()).toEqual([]);
  });

  test('list › the empty key › has a name to read', async () => {
    browse({}, { keys: [''] });
    expect(await screen.findByText(modelWords.emptyKey)).toBeTruthy();
  });

  test('list › a database without keys › says so, and does not claim that it had some', async () => {
    browse({ place: { ...rootOf(main), database: 7 } });
    expect(await screen.findByText(pageWords.databaseHasNoKeys(7))).toBeTruthy();
  });

  test('list › the folder lost its last key › says so', async () => {
    browse({ place: { ...rootOf(main), database: 0, prefix: { text: 'gone:' } } });
    expect(await screen.findByText(pageWords.noKeyHasThePrefix('gone:'))).toBeTruthy();
  });

  test('list › cannot be read › the reason, and Try again reads it', async () => {
    let isBroken = true;
    const { list } = repliesOfKeys(shop);
    const { user } = browse();
    core.reply({
      keyspace: {
        list(input) {
          if (isBroken) throw failure('NOT_RUNNING', 'main is not running.', { id: 'main', state: 'stopped' });
          return list(input);
        },
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(pageWords.couldNotListTheKeys);
    isBroken = false;
    await user.click(within(alert).getByRole('button', { name: pageWords.tryAgain }));
    await waitFor(() => expect(names()).toHaveLength(4));
  });

  test('list › a thousand keys › draws what is on screen, and reads pages of 100 around it', async () => {
    browse({}, { keys: Array.from({ length: 1000 }, (_, at) => `k${String(at).padStart(4, '0')}`) });
    await waitFor(() => expect(names()[0]).toBe('k0000'));
    expect(names().length).toBeLessThan(60);
    await act(async () => {
      grid().scrollTop = 500 * 30;
      fireEvent.scroll(grid());
    });
    await waitFor(() => expect(names()).toContain('k0500'));
    expect(lists().every(({ limit }) => limit === 100)).toBe(true);
    expect(grid().getAttribute('aria-rowcount')).toBe('1001');
  });

  test('list › a link to a key far below › scrolls to it and marks it', async () => {
    const keys = Array.from({ length: 400 }, (_, at) => `k${String(at).padStart(3, '0')}`);
    browse({ place: { ...rootOf(main), key: { database: 0, name: { text: 'k350' } } } }, { keys });
    await waitFor(() => expect(selected()).toEqual(['k350']));
    expect(grid().scrollTop).toBeGreaterThan(9000);
  });
});

describe('selecting keys', () => {
  test('selection › Ctrl and Shift clicks › add one, and all between', async () => {
    browse();
    fireEvent.click(await waitFor(() => row('cart:2')), { ctrlKey: true });
    fireEvent.click(row('user:2'), { shiftKey: true });
    expect(selected()).toEqual(['cart:2', 'user:1', 'user:2']);
    fireEvent.click(row('user:1'), { metaKey: true });
    expect(selected()).toEqual(['cart:2', 'user:2']);
    expect(window.location.hash).toBe('');
  });

  test('selection › a checkbox › selects without opening the key; that of the head selects all, then none', async () => {
    const { user } = browse();
    await user.click(await waitFor(() => box('cart:1')));
    expect(selected()).toEqual(['cart:1']);
    const all = screen.getByRole<HTMLInputElement>('checkbox', { name: listWords.selectTheLoadedKeys });
    expect(all.indeterminate).toBe(true);
    await user.click(all);
    expect(selected()).toEqual([]);
    await user.click(all);
    expect(selected()).toHaveLength(4);
    expect(window.location.hash).toBe('');
  });

  test('selection › by the keyboard › moves, extends with Shift, toggles, and Escape clears', async () => {
    browse();
    await waitFor(() => expect(names()).toHaveLength(4));
    const press = (key: string, shiftKey = false) => fireEvent.keyDown(grid(), { key, shiftKey });
    press('ArrowDown');
    press(' ');
    expect(selected()).toEqual(['cart:2']);
    press('End', true);
    expect(selected()).toEqual(['cart:2', 'user:1', 'user:2']);
    press('Escape');
    expect(selected()).toEqual([]);
    press('Home');
    press('Enter');
    expect(window.location.hash).toContain('key=cart%3A1');
  });

  test('selection › Delete on the active key › deletes it; where keys cannot be changed, nothing', async () => {
    core.reply({
      keyspace: {
        change: () =>
          ended({ kind: 'change-keys', result: { instance: 'main', changed: 1, skipped: 0, undoPack: null } } as const),
      },
    });
    const changes = () =>
      core.calls.filter(({ procedure }) => procedure === 'keyspace.change').map(({ input }) => input);
    const { unmount } = browse();
    await waitFor(() => expect(names()).toHaveLength(4));
    fireEvent.keyDown(grid(), { key: 'Delete' });
    await waitFor(() =>
      expect(changes()).toEqual([
        { instance: 'main', database: 0, key: { text: 'cart:1' }, change: { kind: 'delete' } },
      ]),
    );
    unmount();
    core.calls.length = 0;
    browse({ editing: { ...live, blocked: 'main is read-only.' } });
    await waitFor(() => expect(names()).toHaveLength(4));
    fireEvent.keyDown(grid(), { key: 'Delete' });
    await act(async () => undefined);
    expect(changes()).toEqual([]);
  });
});

describe('many keys at once', () => {
  test('all keys of a database, unfiltered › no bar, so that no click deletes everything', async () => {
    browse();
    await waitFor(() => expect(names()).toHaveLength(4));
    expect(screen.queryByRole('region', { name: pageWords.changeManyKeys })).toBeNull();
  });

  test('a folder › Delete asks with its prefix, count and examples', async () => {
    const { user } = browse({ place: { ...rootOf(main), database: 0, prefix: { text: 'cart:' } } });
    await user.click(await screen.findByRole('button', { name: pageWords.deleteCounted('2 keys') }));
    expect(keyDialog.get()).toMatchObject({
      kind: 'delete-many',
      many: {
        ...{ instance: 'main', keys: 2, sizeBytes: 250_040, where: pageWords.withThePrefix('cart:') },
        selection: { filter: { database: 0, prefix: { text: 'cart:' } } },
        examples: [{ key: { text: 'cart:1' } }, { key: { text: 'cart:2' } }],
      },
    });
  });

  test('a selection › Expiry asks with the selected keys only', async () => {
    const { user } = browse();
    await user.click(await waitFor(() => box('user:1')));
    const bar = screen.getByRole('region', { name: pageWords.changeManyKeys });
    await user.click(within(bar).getByRole('button', { name: pageWords.expiry }));
    expect(keyDialog.get()).toMatchObject({
      kind: 'expiry-many',
      many: { keys: 1, where: '', selection: { keys: [{ database: 0, key: { text: 'user:1' } }] } },
    });
    await user.click(within(bar).getByRole('button', { name: pageWords.clear }));
    expect(screen.queryByRole('region', { name: pageWords.changeManyKeys })).toBeNull();
  });

  test('keys that cannot be changed › the buttons do nothing', async () => {
    const { user } = browse({
      editing: { ...live, blocked: 'main is read-only.' },
      place: { ...rootOf(main), database: 0, prefix: { text: 'cart:' } },
    });
    await user.click(await screen.findByRole('button', { name: pageWords.deleteCounted('2 keys') }));
    expect(keyDialog.get()).toBeNull();
  });

  test('a backup › its keys are restored: the selected ones, or all with the flags of the CLI', async () => {
    const { user } = browse({ source: backup, place: rootOf(backup), editing: ofBackup });
    await user.click(await screen.findByRole('button', { name: pageWords.restoreCounted('4 keys') }));
    expect(restoreKeysTask.get()).toMatchObject({
      keys: 4,
      selection: { filter: { database: 'all' } },
      flags: { pattern: '*' },
    });
    await user.click(box('cart:1'));
    await user.click(screen.getByRole('button', { name: pageWords.restoreCounted('1 key') }));
    expect(restoreKeysTask.get()).toMatchObject({
      keys: 1,
      selection: { keys: [{ database: 0, key: { text: 'cart:1' } }] },
      flags: null,
    });
  });

  test.each([
    ['a folder', { database: 0, prefix: { text: 'cart:' } }, noFilter, { prefix: 'cart:', database: '0' }],
    ['a filter', { database: 0 }, { ...noFilter, text: 'cart' }, null],
    ['a folder of bytes', { database: 0, prefix: { base64: 'Y2FydA==' } }, noFilter, null],
    ['keys without a prefix', { database: 0, direct: true }, { ...noFilter }, null],
  ] as const)(
    'a backup › %s › the flags that choose the same keys, where the CLI has them',
    async (_, place, filter, flags) => {
      const keys = [...shop, 'single'];
      const { user } = browse(
        { source: backup, place: { ...rootOf(backup), ...place }, editing: ofBackup },
        { keys, filter },
      );
      await user.click(await screen.findByRole('button', { name: /^Restore \d/ }));
      expect(restoreKeysTask.get()?.flags).toEqual(flags);
    },
  );
});

describe('the panes of a source', () => {
  test('no key is open › says how to see a value', async () => {
    browse();
    expect(await screen.findByText(pageWords.selectAKey)).toBeTruthy();
  });

  test('an open key › its details close to the address without it', async () => {
    core.reply({
      keyspace: {
        key: () => ({
          ...{ database: 0, key: { text: 'cart:1' }, type: 'string', encoding: 'raw', expiresAt: null, sizeBytes: 40 },
          ...{ length: 1, idleSeconds: null, frequency: null, memoryBytes: null, fieldExpiry: false },
        }),
        value: () => ({ type: 'string', next: null, lengthBytes: 1, fromByte: 0, value: { text: 'x' } }),
      },
    });
    const { user } = browse({
      place: { ...rootOf(main), database: 0, key: { database: 0, name: { text: 'cart:1' } } },
    });
    await user.click(await screen.findByRole('button', { name: detailsWords.closeTheDetails }));
    expect(window.location.hash).toBe('#/keys/main?database=0');
  });

  test('a folder of the tree is clicked › the address names it', async () => {
    const { user } = browse();
    await user.click(await screen.findByRole('treeitem', { name: /user:/ }));
    expect(window.location.hash).toBe(`#${keysAddress({ ...rootOf(main), database: 0, prefix: { text: 'user:' } })}`);
  });

  test('following was stopped › offers to follow again, and reads no pages meanwhile', async () => {
    const reading = {
      method: 'replication',
      reason: null,
      currentAt: null,
      coverage: null,
      cost: null,
      copies: 1,
    } as const;
    const { user, events } = browse({}, { stoppedAt: 1, space: { live: reading } });
    await user.click(await screen.findByRole('button', { name: sourceWords.followAgain }));
    expect(events).toEqual(['resume']);
    expect(lists()).toEqual([]);
  });
});
