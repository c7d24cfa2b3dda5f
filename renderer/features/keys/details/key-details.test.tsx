import { act, screen, waitFor, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails, KeyValue } from '../../../../shared/contract/keyspace.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { queryClient } from '../../../client/query-client.ts';
import { keyDialog } from '../edit/key-dialog-state.ts';
import type { Editing } from '../edit/use-editing.ts';
import type { ValueTarget } from '../viewers/value-target.ts';
import * as detailsWords from '../words/details.ts';
import * as modelWords from '../words/model.ts';
import { KeyDetailsPane } from './key-details.tsx';

// cspell:ignore memorydb minfrequency serialiseddb

const target: ValueTarget = {
  source: { kind: 'instance', instance: 'main' },
  database: 2,
  name: { text: 'cart:user:7' },
};
const inBackup: ValueTarget = { ...target, source: { kind: 'backup', instance: 'main', name: 'nightly' } };
const live: Editing = { instance: 'main', blocked: null, readOnly: null };
const ofFile: Editing = { instance: null, blocked: null, readOnly: null };

const details = (type: KeyType, change: Partial<KeyDetails> = {}): KeyDetails => ({
  ...{ database: 2, key: target.name, type, encoding: 'listpack', expiresAt: null, sizeBytes: 1234, length: 2 },
  ...{ idleSeconds: null, frequency: null, memoryBytes: null, fieldExpiry: true },
  ...change,
});
const values: Readonly<Record<string, KeyValue>> = {
  string: { type: 'string', next: null, lengthBytes: 5, fromByte: 0, value: { text: 'hello' } },
  hash: {
    ...{ type: 'hash', next: null, length: 1 },
    items: [{ field: { text: 'name' }, value: { text: 'Mia' }, expiresAt: null }],
  },
  list: { type: 'list', next: null, length: 1, from: 0, items: [{ text: 'first' }] },
  set: { type: 'set', next: null, length: 1, items: [{ text: 'red' }] },
  zset: { type: 'zset', next: null, length: 1, items: [{ member: { text: 'red' }, score: '3' }] },
  stream: {
    ...{ type: 'stream', next: null, length: 1, lastId: '1-0', groups: null },
    items: [{ id: '1-0', fields: [[{ text: 'f' }, { text: 'v' }]] }],
  },
  module: { type: 'module', next: null, module: 'ReJSON-RL', lengthBytes: 1, value: { text: 'x' } },
};

function noKey(): never {
  throw failure('NOT_FOUND', 'There is no key.', { what: 'key', id: 'cart:user:7' });
}

function open(found: KeyDetails | typeof noKey, props: Partial<ComponentProps<typeof KeyDetailsPane>> = {}) {
  const events: unknown[] = [];
  const key = typeof found === 'function' ? found : () => found;
  core.reply({ keyspace: { key, value: () => values[key().type] as KeyValue } });
  const pane = (
    <KeyDetailsPane
      target={target}
      separator=":"
      editing={live}
      enabled
      stale={false}
      onClose={() => events.push('closed')}
      onRenamed={(to) => events.push(to)}
      {...props}
    />
  );
  return { ...show(pane), events };
}

afterEach(() => {
  act(() => keyDialog.set(null));
  vi.restoreAllMocks();
});

const button = (name: string) => screen.findByRole('button', { name });
const facts = async () => (await screen.findByText(/^db\d+$/)).parentElement?.textContent;

describe('details of a key', () => {
  test('facts › of a live key › elements, memory, database, idle time and frequency', async () => {
    open(details('hash', { memoryBytes: 5120, idleSeconds: 75, frequency: 8 }));
    expect(await facts()).toBe('hash listpack2 fields≈ 5,120 bytes in memorydb2idle 1 minfrequency 8');
  });

  test('facts › without MEMORY USAGE › the serialised size; an encoding that repeats the type is left out', async () => {
    open(details('stream', { encoding: 'stream' }));
    expect(await facts()).toBe('stream 2 entries1,234 bytes serialiseddb2');
  });

  test.each([
    [null, detailsWords.neverExpires],
    ['2020-01-01T00:00:00.000Z', detailsWords.expired],
    ['2099-01-01T00:00:00.000Z', /^Expires in \d+ d/],
  ])('expiry › %s › %s', async (expiresAt, label) => {
    open(details('string', { expiresAt }));
    expect(await screen.findByText(label)).toBeTruthy();
  });

  test('title › the whole key with its last part emphasised; an empty key says that it is empty', async () => {
    const { unmount } = open(details('string'));
    const heading = await screen.findByRole('heading', { name: 'cart:user:7' });
    expect(heading.querySelector('strong')?.textContent).toBe('7');
    unmount();
    open(details('string'), { target: { ...target, name: { text: '' } } });
    expect(await screen.findByText(modelWords.emptyKey)).toBeTruthy();
  });

  test('title › a key that ends with the separator › its last part is not empty', async () => {
    open(details('string'), { target: { ...target, name: { text: 'cart:user:' } } });
    expect((await screen.findByRole('heading')).querySelector('strong')?.textContent).toBe('user:');
  });

  test('CLI › the command that prints the value, for live keys and backups', async () => {
    const { unmount } = open(details('string'));
    expect(await screen.findByTitle('manage.sh --action get --database 2 --key cart:user:7')).toBeTruthy();
    unmount();
    open(details('string'), { target: inBackup, editing: ofFile });
    expect(await screen.findByTitle(/--backup-name nightly/)).toBeTruthy();
  });

  test('the key is gone › says so, offers no actions, and closes', async () => {
    const { user, events } = open(details('string'));
    await facts();
    core.reply({ keyspace: { key: noKey } });
    await act(() => queryClient.refetchQueries());
    expect(await screen.findByText(detailsWords.itExpiredOrWasDeleted)).toBeTruthy();
    expect(screen.queryByRole('button', { name: detailsWords.deleteText })).toBeNull();
    await user.click(await button(detailsWords.close));
    expect(events).toEqual(['closed']);
  });

  test('a key that was never read › is missing, and is not claimed to have existed', async () => {
    open(noKey);
    expect(await screen.findByText(detailsWords.noSuchKey)).toBeTruthy();
    expect(screen.getByText(detailsWords.itMayHaveExpiredOrBeenDeleted(2))).toBeTruthy();
    expect(screen.queryByText(detailsWords.itExpiredOrWasDeleted)).toBeNull();
  });

  test('cannot be read › the reason, and Try again reads the key', async () => {
    let isBroken = true;
    const { user } = open(details('string'));
    core.reply({
      keyspace: {
        key() {
          if (isBroken) throw failure('NOT_RUNNING', 'main is not running.', { id: 'main', state: 'stopped' });
          return details('string');
        },
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain(detailsWords.couldNotReadTheKey);
    isBroken = false;
    await user.click(await button('Try again'));
    expect(await screen.findByText('hello')).toBeTruthy();
  });

  test('a value of a module › says that only the module can read it, and cannot be changed or copied as a command', async () => {
    const { user } = open(details('module', { encoding: 'ReJSON-RL' }));
    expect(await screen.findByText(detailsWords.aValueOfTheModuleType('ReJSON-RL'))).toBeTruthy();
    expect(screen.queryByRole('button', { name: detailsWords.changeValue })).toBeNull();
    await user.click(await button(detailsWords.moreForName('cart:user:7')));
    const item = await screen.findByRole('menuitem', { name: detailsWords.copyAsRedisCommand });
    expect(item.hasAttribute('data-disabled')).toBe(true);
  });
});

describe('actions on a key', () => {
  const key = { instance: 'main', database: 2, name: { text: 'cart:user:7' } };

  test.each([
    [detailsWords.expiry, 'expiry', 'string'],
    [detailsWords.rename, 'rename', 'string'],
    [detailsWords.changeValue, 'value', 'string'],
    [detailsWords.addType('field'), 'add', 'hash'],
    [detailsWords.addType('entry'), 'add', 'stream'],
  ] as const)('%s › opens its dialog with the key', async (name, kind, type) => {
    const { user } = open(details(type));
    await user.click(await button(name));
    expect(keyDialog.get()).toMatchObject({ kind, key });
  });

  test('Rename › the new name › reaches the page', async () => {
    const { user, events } = open(details('string'));
    await user.click(await button(detailsWords.rename));
    const dialog = keyDialog.get();
    if (dialog?.kind === 'rename') dialog.onRenamed({ text: 'cart:user:8' });
    expect(events).toEqual([{ text: 'cart:user:8' }]);
  });

  test('Delete › deletes without a question, because it can be undone', async () => {
    core.reply({
      keyspace: {
        change: () =>
          ended({ kind: 'change-keys', result: { instance: 'main', changed: 1, skipped: 0, undoPack: 'p' } } as const),
      },
    });
    const { user } = open(details('string'));
    await user.click(await button(detailsWords.deleteText));
    expect(await screen.findByRole('button', { name: 'Undo' })).toBeTruthy();
    expect(core.calls.find(({ procedure }) => procedure === 'keyspace.change')?.input).toMatchObject({
      database: 2,
      change: { kind: 'delete' },
    });
  });

  test('keys that cannot be changed › the buttons are there, and do nothing', async () => {
    const { user } = open(details('string'), { editing: { ...live, blocked: 'main is read-only.' } });
    for (const name of [detailsWords.expiry, detailsWords.rename, detailsWords.deleteText, detailsWords.changeValue]) {
      const one = await button(name);
      expect(one.getAttribute('aria-disabled')).toBe('true');
      await user.click(one);
    }
    expect(keyDialog.get()).toBeNull();
    expect(core.calls.some(({ procedure }) => procedure === 'keyspace.change')).toBe(false);
  });

  test('a backup › has no actions that change it, and its history is that of the instance', async () => {
    open(details('hash'), { target: inBackup, editing: ofFile });
    await screen.findByText('Mia');
    for (const name of [detailsWords.rename, detailsWords.deleteText, detailsWords.addType('field')]) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
    expect(await button(detailsWords.moreForName('cart:user:7'))).toBeTruthy();
  });

  test('History › leads to the versions of the key', async () => {
    const { user } = open(details('string'));
    await user.click(await button(detailsWords.history));
    expect(decodeURIComponent(window.location.hash)).toContain('cart:user:7');
  });
});

describe('actions on an element', () => {
  test.each([
    ['hash', 'name', { kind: 'delete-field', field: { text: 'name' } }],
    ['set', 'red', { kind: 'remove-member', member: { text: 'red' } }],
    ['zset', 'red', { kind: 'remove-member', member: { text: 'red' } }],
    ['stream', '1-0', { kind: 'remove-entry', id: '1-0' }],
  ] as const)('%s › Delete › removes exactly that element', async (type, name, change) => {
    core.reply({
      keyspace: {
        change: () =>
          ended({ kind: 'change-keys', result: { instance: 'main', changed: 1, skipped: 0, undoPack: null } } as const),
      },
    });
    const { user } = open(details(type));
    await user.click(await button(detailsWords.deleteName(name)));
    await waitFor(() =>
      expect(core.calls.find(({ procedure }) => procedure === 'keyspace.change')?.input).toMatchObject({ change }),
    );
  });

  test('set and stream › their elements cannot be changed, only removed', async () => {
    const { unmount } = open(details('set'));
    await button(detailsWords.deleteName('red'));
    expect(screen.queryByRole('button', { name: detailsWords.changeName('red') })).toBeNull();
    unmount();
    open(details('stream'));
    await button(detailsWords.deleteName('1-0'));
    expect(screen.queryByRole('button', { name: detailsWords.changeName('1-0') })).toBeNull();
  });

  test('hash › a field’s expiry › opens its dialog; a server without it says which versions have it', async () => {
    const { user, unmount } = open(details('hash'));
    await user.click(await button(detailsWords.expiryOfName('name')));
    expect(keyDialog.get()).toMatchObject({ kind: 'field-expiry', field: { text: 'name' }, expiresAt: null });
    unmount();
    act(() => keyDialog.set(null));
    const { user: other } = open(details('hash', { fieldExpiry: false }));
    await other.click(await button(detailsWords.expiryOfName('name')));
    expect(keyDialog.get()).toBeNull();
  });

  test('hash › Change › opens the dialog of that field', async () => {
    const { user } = open(details('hash'));
    await user.click(await button(detailsWords.changeName('name')));
    expect(keyDialog.get()).toMatchObject({ kind: 'element', target: { kind: 'field', field: { text: 'name' } } });
  });
});

describe('copying from the details', () => {
  test.each([
    [detailsWords.copyValue, 'name\tMia', detailsWords.theValue],
    [detailsWords.copyAsRedisCommand, 'HSET cart:user:7 name Mia', detailsWords.theCommand],
    [detailsWords.copyAsJson, '{\n  "name": "Mia"\n}', detailsWords.theJson],
  ])('%s › the clipboard has it, and a message says so', async (item, copied, what) => {
    const { user } = open(details('hash'));
    await user.click(await button(detailsWords.moreForName('cart:user:7')));
    await user.click(await screen.findByRole('menuitem', { name: item }));
    expect(await screen.findByText(detailsWords.copiedWhat(what))).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe(copied);
  });

  test('too large for the clipboard › the reason, and what to do', async () => {
    const { user } = open(details('hash', { length: 30_000 }));
    await user.click(await button(detailsWords.moreForName('cart:user:7')));
    await user.click(await screen.findByRole('menuitem', { name: detailsWords.copyValue }));
    const alert = await screen.findByText(/too large for the clipboard/);
    expect(within(alert).queryByText(/Copied/)).toBeNull();
  });
});
