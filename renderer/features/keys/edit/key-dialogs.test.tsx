import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails, KeyValue } from '../../../../shared/contract/keyspace.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import type { ElementTarget } from '../viewers/elements.ts';
import * as editWords from '../words/edit.ts';
import { emptyDraft } from './bytes-draft.ts';
import { deleteKey, lastChange, short, undoLastChange } from './do-edit.ts';
import { additionOf, changeOf, elementDraft, emptyElement, removalOf } from './element-change.ts';
import { type KeyDialogRequest, keyDialog, type ManyKeys } from './key-dialog-state.ts';
import { KeyDialogs } from './key-dialogs.tsx';
import { MAX_EDITED } from './value-dialog.tsx';

const key = { instance: 'main', database: 0, name: { text: 'session:1' } };
const details = (type: KeyType, change: Partial<KeyDetails> = {}): KeyDetails => ({
  ...{ database: 0, key: key.name, type, encoding: 'raw', expiresAt: null, sizeBytes: 20, length: 5 },
  ...{ idleSeconds: null, frequency: null, memoryBytes: null, fieldExpiry: true },
  ...change,
});
const changed = (change: { skipped?: number; undoPack?: string | null } = {}) =>
  ended({
    kind: 'change-keys',
    title: 'Change keys of main',
    result: { instance: 'main', changed: 1, skipped: 0, undoPack: 'pack-1', ...change },
  } as const);

afterEach(() => {
  act(() => keyDialog.set(null));
  lastChange.set(null);
});

async function open(request: KeyDialogRequest) {
  const shown = show(<KeyDialogs />);
  act(() => keyDialog.set(request));
  return { ...shown, dialog: await screen.findByRole('dialog') };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const changes = () =>
  core.calls
    .filter(({ procedure }) => procedure === 'keyspace.change')
    .map(({ input }) => input as { change: unknown; fingerprint?: string });

/** A core in which the key has this value. */
function replyValue(value: KeyValue, more: Partial<KeyDetails> = {}) {
  core.reply({
    keyspace: {
      fingerprint: () => ({ fingerprint: 'f1' }) as never,
      key: () => details(value.type, more) as never,
      value: () => value,
      change: () => changed(),
    },
  });
}

describe('a change that ends the undo of an earlier one', () => {
  const warning = 'After this change, 2 earlier changes of keys (320 MB) can no longer be undone.';
  const many: ManyKeys = {
    ...{ instance: 'main', selection: { keys: [] }, keys: 3, sizeBytes: 30, where: '', examples: [] },
    onDone: vi.fn(),
  };

  test.each<KeyDialogRequest>([
    { kind: 'delete-many', many },
    { kind: 'expiry-many', many },
    { kind: 'rename', key, onRenamed: vi.fn() },
    { kind: 'expiry', key, expiresAt: null },
    { kind: 'add', key, type: 'hash' },
    { kind: 'new', instance: 'main', database: 0, prefix: null },
  ])('$kind › named before the person confirms', async (request) => {
    core.reply({ keyspace: { undoWarning: () => ({ warning }) } });
    const { dialog } = await open(request);
    expect(await within(dialog).findByText(warning)).toBeTruthy();
  });
});

describe('rename a key', () => {
  const rename = (onRenamed = vi.fn()) => open({ kind: 'rename', key, onRenamed });

  test('rename › Enter › sends the new name, reports it, and the view follows', async () => {
    core.reply({ keyspace: { change: () => changed() } });
    const onRenamed = vi.fn();
    const { user } = await rename(onRenamed);
    await fill(user, field(editWords.newName), 'session:2');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(onRenamed).toHaveBeenCalledExactlyOnceWith({ text: 'session:2' }));
    expect(changes()[0]).toEqual({
      instance: 'main',
      database: 0,
      key: key.name,
      change: { kind: 'rename', to: { text: 'session:2' } },
    });
    expect(await screen.findByText(editWords.renamedNameTo('session:1', 'session:2'))).toBeTruthy();
  });

  test('rename › to nothing › one sentence, and nothing is sent', async () => {
    const { user, dialog } = await rename();
    await user.clear(field(editWords.newName));
    await user.click(button(editWords.rename));
    await waitFor(() => expect(dialog.textContent).toContain('Enter the new name'));
    expect(changes()).toEqual([]);
  });

  test('rename › the name exists › the sentence of the core, and the view stays', async () => {
    core.reply({
      keyspace: {
        change: () =>
          ended({
            kind: 'change-keys',
            state: 'failed',
            error: { code: 'CONFLICT', message: 'There is already a key "b".', data: {} },
          } as never),
      },
    });
    const onRenamed = vi.fn();
    const { user, dialog } = await rename(onRenamed);
    await fill(user, field(editWords.newName), 'b');
    await user.click(button(editWords.rename));
    await waitFor(() => expect(dialog.textContent).toContain('There is already a key "b".'));
    expect(onRenamed).not.toHaveBeenCalled();
  });

  test('rename › bytes that are no text › are edited as hexadecimal', async () => {
    core.reply({ keyspace: { change: () => changed() } });
    const { user } = await open({ kind: 'rename', key: { ...key, name: { base64: '/wA=' } }, onRenamed: vi.fn() });
    expect(field(editWords.newName).value).toBe('ff 00');
    await fill(user, field(editWords.newName), 'ff 0');
    expect(await screen.findByText(editWords.digitIsMissing)).toBeTruthy();
    await fill(user, field(editWords.newName), 'ff 01');
    await user.click(button(editWords.rename));
    await waitFor(() => expect(changes()[0]).toMatchObject({ change: { to: { base64: '/wE=' } } }));
  });
});

describe('value of a string', () => {
  const string = (text: string): KeyValue => ({
    type: 'string',
    next: null,
    lengthBytes: text.length,
    fromByte: 0,
    value: { text },
  });
  const change = (more: Partial<KeyDetails> = {}) => open({ kind: 'value', key, details: details('string', more) });
  const value = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: editWords.value });

  test('value › while it is read › a placeholder, and it cannot be saved', async () => {
    core.reply({ keyspace: { fingerprint: () => new Promise(() => undefined) } });
    const { dialog } = await change();
    expect(await within(dialog).findByRole('status')).toBeTruthy();
    expect(button(editWords.changeValue).disabled).toBe(true);
  });

  test('value › saved › with the fingerprint of what was read', async () => {
    replyValue(string('hello'));
    const { user } = await change();
    await fill(user, await value(), 'hello, world');
    await user.click(button(editWords.changeValue));
    await waitFor(() => expect(changes()).toHaveLength(1));
    expect(changes()[0]).toMatchObject({
      fingerprint: 'f1',
      change: { kind: 'set-string', value: { text: 'hello, world' } },
    });
  });

  test('value › another client changed it › asks, with Cancel in focus; Overwrite sends it without the fingerprint', async () => {
    replyValue(string('hello'));
    const conflict = { code: 'CONFLICT', message: 'Changed.', data: {} };
    core.reply({
      keyspace: {
        change: ({ fingerprint }) =>
          fingerprint === undefined
            ? changed()
            : (ended({ kind: 'change-keys', state: 'failed', error: conflict } as never) as never),
      },
    });
    const { user } = await change();
    await value();
    await user.click(button(editWords.changeValue));
    await screen.findByText(editWords.nameHasChanged('session:1'));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    await user.click(button(editWords.overwrite));
    await waitFor(() => expect(changes()).toHaveLength(2));
    expect(changes()[1]).not.toHaveProperty('fingerprint');
    await waitFor(() => expect(keyDialog.get()).toBeNull());
  });

  test('value › too large for a field › says how large, and reads nothing', async () => {
    const { dialog } = await change({ length: MAX_EDITED + 1 });
    expect(dialog.textContent).toContain(editWords.theValueHasCountValuesUp('1 MB', '1 MB'));
    expect(button(editWords.changeValue).disabled).toBe(true);
    expect(core.calls.filter(({ procedure }) => procedure.startsWith('keyspace.'))).toEqual([]);
  });

  test('value › the key became a list meanwhile › says so instead of an empty field', async () => {
    replyValue({ type: 'list', next: null, length: 1, from: 0, items: [{ text: 'a' }] });
    const { dialog } = await change();
    await waitFor(() => expect(dialog.textContent).toContain('no longer a string'));
    expect(screen.queryByRole('textbox', { name: editWords.value })).toBeNull();
  });

  test('value › bytes and control characters › come back unchanged', async () => {
    replyValue({ type: 'string', next: null, lengthBytes: 2, fromByte: 0, value: { base64: '/wA=' } }, { length: 2 });
    const { user } = await change({ length: 2 });
    expect((await value()).value).toBe('ff 00');
    await user.click(button(editWords.changeValue));
    await waitFor(() => expect(changes()[0]).toMatchObject({ change: { value: { base64: '/wA=' } } }));
  });
});

describe('elements', () => {
  const hash: KeyValue = {
    type: 'hash',
    next: null,
    length: 1,
    items: [{ field: { text: 'name' }, value: { text: 'new' }, expiresAt: null }],
  };
  const element: ElementTarget = { kind: 'field', field: { text: 'name' }, value: { text: 'old' }, expiresAt: null };

  test('change a field › shows the value as it is now, and saves with its fingerprint', async () => {
    replyValue(hash);
    const { user } = await open({ kind: 'element', key, details: details('hash'), target: element });
    await waitFor(() => expect(field(editWords.value).value).toBe('new'));
    expect(field(editWords.field).disabled).toBe(true);
    await fill(user, field(editWords.value), 'newer');
    await user.click(button(editWords.changeWord('field')));
    await waitFor(() => expect(changes()).toHaveLength(1));
    expect(changes()[0]).toMatchObject({
      fingerprint: 'f1',
      change: { kind: 'set-field', field: { text: 'name' }, value: { text: 'newer' } },
    });
  });

  test('change a field › it cannot be read › the reason, and it cannot be saved', async () => {
    core.reply({
      keyspace: {
        fingerprint: () => {
          throw failure('NOT_FOUND', 'The key is gone.', { what: 'key', id: 'session:1' } as never);
        },
      },
    });
    await open({ kind: 'element', key, details: details('hash'), target: element });
    expect(await screen.findByText('The key is gone.')).toBeTruthy();
    expect(button(editWords.changeWord('field')).disabled).toBe(true);
  });

  test('add a member of a sorted set › a wrong score is explained, and Enter sends nothing', async () => {
    core.reply({ keyspace: { change: () => changed() } });
    const { user } = await open({ kind: 'add', key, type: 'zset' });
    await fill(user, field(editWords.member), 'a');
    await fill(user, field(editWords.score), 'many');
    expect(await screen.findByText(editWords.enterANumberInfOrInf)).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(changes()).toEqual([]);
    await fill(user, field(editWords.score), '-inf');
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(changes()[0]).toMatchObject({ change: { kind: 'add-member', member: { text: 'a' }, score: '-inf' } }),
    );
  });

  test('add an item to a list › at the head', async () => {
    core.reply({ keyspace: { change: () => changed() } });
    const { user } = await open({ kind: 'add', key, type: 'list' });
    await fill(user, field(editWords.value), 'first');
    await user.click(screen.getByRole('radio', { name: editWords.atTheHead }));
    await user.click(button(editWords.addWord('item')));
    await waitFor(() =>
      expect(changes()[0]).toMatchObject({ change: { kind: 'push', end: 'head', value: { text: 'first' } } }),
    );
  });

  test('add an entry to a stream › several fields; the last one cannot be removed', async () => {
    core.reply({ keyspace: { change: () => changed() } });
    const { user } = await open({ kind: 'add', key, type: 'stream' });
    expect(button(editWords.removeFieldAt(1)).disabled).toBe(true);
    await user.click(button(editWords.addField));
    const fields = screen.getAllByRole('textbox', { name: editWords.field });
    fireEvent.change(fields[0] as HTMLElement, { target: { value: 'a' } });
    fireEvent.change(fields[1] as HTMLElement, { target: { value: 'b' } });
    await user.click(button(editWords.removeFieldAt(1)));
    await user.click(button(editWords.addWord('entry')));
    await waitFor(() =>
      expect(changes()[0]).toMatchObject({ change: { kind: 'add-entry', fields: [[{ text: 'b' }, { text: '' }]] } }),
    );
  });

  test('changes of elements › each kind › what the core needs to find it again', () => {
    const draft = (text: string) => ({ ...emptyElement, value: { text, isHex: false } });
    const item: ElementTarget = { kind: 'index', index: 3, value: { text: 'was' } };
    expect(changeOf(item, draft('now'))).toEqual({
      kind: 'set-index',
      index: 3,
      was: { text: 'was' },
      value: { text: 'now' },
    });
    expect(removalOf(item)).toEqual({ kind: 'remove-index', index: 3, was: { text: 'was' } });
    expect(removalOf({ kind: 'entry', id: '1-0' })).toEqual({ kind: 'remove-entry', id: '1-0' });
    expect(removalOf({ kind: 'member', member: { text: 'm' }, score: null })).toEqual({
      kind: 'remove-member',
      member: { text: 'm' },
    });
    expect(() => changeOf({ kind: 'entry', id: '1-0' }, emptyElement)).toThrow('cannot be changed');
    expect(() => changeOf({ kind: 'member', member: { text: 'm' }, score: null }, emptyElement)).toThrow(
      'cannot be changed',
    );
    expect(elementDraft({ kind: 'member', member: { text: 'm' }, score: '2' })).toMatchObject({
      score: '2',
      value: { text: 'm' },
    });
    expect(additionOf('set', draft(''))).toEqual({ kind: 'add-member', member: { text: '' } });
  });
});

describe('new key', () => {
  const created = () => core.calls.filter(({ procedure }) => procedure === 'keyspace.create').map(({ input }) => input);
  const drawer = (prefix: { text: string } | null = null, database = 2) =>
    open({ kind: 'new', instance: 'main', database, prefix });

  test('new key › in a folder › its prefix is already there, and the view opens the key', async () => {
    core.reply({ keyspace: { create: () => changed() as never } });
    const { user } = await drawer({ text: 'session:' });
    expect(field(editWords.key).value).toBe('session:');
    await fill(user, field(editWords.key), 'session:9');
    await fill(user, field('Value'), 'hello');
    await user.click(button(editWords.createKey));
    await waitFor(() => expect(created()).toHaveLength(1));
    expect(created()[0]).toEqual({
      ...{ instance: 'main', database: 2, key: { text: 'session:9' }, expiresAt: null },
      value: { type: 'string', value: { text: 'hello' } },
    });
    await waitFor(() => expect(window.location.hash).toContain('key=session%3A9'));
  });

  test('new key › without a name, or without a database › one sentence, and nothing is created', async () => {
    const { user, dialog } = await drawer();
    await user.click(button(editWords.createKey));
    await waitFor(() => expect(dialog.textContent).toContain('Enter the name of the key.'));
    await fill(user, field(editWords.key), 'a');
    await user.clear(field(editWords.database));
    await user.click(button(editWords.createKey));
    await waitFor(() => expect(dialog.textContent).toContain(editWords.enterTheNumberOfADatabase));
    expect(created()).toEqual([]);
  });

  test('new key › it exists › the sentence, and what was typed stays', async () => {
    const error = { code: 'CONFLICT', message: 'There is already a key "a".', data: {} };
    core.reply({
      keyspace: { create: () => ended({ kind: 'change-keys', state: 'failed', error } as never) as never },
    });
    const { user, dialog } = await drawer();
    await fill(user, field(editWords.key), 'a');
    await fill(user, field('Value'), 'typed');
    await user.click(button(editWords.createKey));
    await waitFor(() => expect(dialog.textContent).toContain('There is already a key "a".'));
    expect([field('Value').value, keyDialog.get()?.kind]).toEqual(['typed', 'new']);
  });
});

describe('many keys', () => {
  const many = (change: Partial<ManyKeys> = {}): ManyKeys => ({
    ...{ instance: 'main', keys: 1200, sizeBytes: 2048, where: 'with the prefix session:', onDone: vi.fn() },
    selection: { filter: { database: 0, prefix: { text: 'session:' } } },
    examples: [
      { database: 0, key: { text: 'session:\n1' }, type: 'string', encoding: 'raw', expiresAt: null, sizeBytes: 1 },
    ],
    ...change,
  });
  const sent = () =>
    core.calls.filter(({ procedure }) => procedure === 'keyspace.changeMany').map(({ input }) => input);

  test('delete many › opens › how many, how much, where, examples; Cancel has the focus', async () => {
    const { dialog } = await open({ kind: 'delete-many', many: many() });
    expect(dialog.textContent).toContain('1,200 keys (2 KB) with the prefix session:');
    const items = within(dialog)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(items).toEqual(['session:\\n1', editWords.andCounted('1,199 more keys')]);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
  });

  test('delete many › confirmed › reports how many were deleted and how many another client had changed', async () => {
    const done = many();
    core.reply({ keyspace: { changeMany: () => changed({ skipped: 2 }) } });
    const { user } = await open({ kind: 'delete-many', many: done });
    await user.click(button(editWords.deleteCounted2('1,200 keys')));
    await waitFor(() => expect(done.onDone).toHaveBeenCalledOnce());
    expect(sent()).toEqual([{ instance: 'main', selection: done.selection, change: { kind: 'delete' } }]);
    expect(await screen.findByText(editWords.deletedCounted('1 key'))).toBeTruthy();
    expect(screen.getByText(editWords.countedLeftAsTheyAreBecause('2 keys'))).toBeTruthy();
  });

  test('delete many › fails › stays open, and the selection is kept', async () => {
    const kept = many();
    const error = { code: 'READ_ONLY', message: 'main is read-only.', data: {} };
    core.reply({ keyspace: { changeMany: () => ended({ kind: 'change-keys', state: 'failed', error } as never) } });
    const { user, dialog } = await open({ kind: 'delete-many', many: kept });
    await user.click(button(editWords.deleteCounted2('1,200 keys')));
    await waitFor(() => expect(dialog.textContent).toContain('main is read-only.'));
    expect(kept.onDone).not.toHaveBeenCalled();
  });

  test('expiry of many › a time that has passed › explained, and nothing is sent', async () => {
    const { user, dialog } = await open({ kind: 'expiry-many', many: many() });
    await user.click(screen.getByRole('radio', { name: editWords.atATime }));
    fireEvent.change(screen.getByLabelText(editWords.time), { target: { value: '2020-01-01T00:00' } });
    expect(dialog.textContent).toContain('This time has passed');
    await user.click(button(editWords.setExpiryOfCounted('1,200 keys')));
    await waitFor(() => expect(within(dialog).getAllByText(/This time has passed/).length).toBeGreaterThan(1));
    expect(sent()).toEqual([]);
  });
});

describe('undo of a change', () => {
  test('undo › after a deletion › restores the key once, and the offer disappears', async () => {
    core.reply({
      keyspace: {
        change: () => changed(),
        undo: () =>
          ended({ kind: 'undo-keys', result: { instance: 'main', changed: 1, skipped: 0, undoPack: null } } as never),
      },
    });
    const { user } = show(<KeyDialogs />);
    await act(() => deleteKey(key));
    await user.click(await screen.findByRole('button', { name: editWords.undo }));
    expect(await screen.findByText(editWords.undoneWhat(editWords.deletedName('session:1')))).toBeTruthy();
    await act(() => undoLastChange());
    expect(core.calls.filter(({ procedure }) => procedure === 'keyspace.undo').map(({ input }) => input)).toEqual([
      { instance: 'main', undoPack: 'pack-1', overwrite: false },
    ]);
  });

  test('undo › nothing changed › no offer', async () => {
    core.reply({ keyspace: { change: () => changed({ undoPack: null }) } });
    show(<KeyDialogs />);
    await act(() => deleteKey(key));
    expect(await screen.findByText(editWords.deletedName('session:1'))).toBeTruthy();
    expect(screen.queryByRole('button', { name: editWords.undo })).toBeNull();
    expect(lastChange.get()).toBeNull();
  });

  test('short › a name of a kilobyte, with a line break › one short line', () => {
    expect(short({ text: `a\n${'x'.repeat(1000)}` })).toMatch(/^a\\nx+…$/);
    expect(short({ text: `a\n${'x'.repeat(1000)}` }).length).toBeLessThanOrEqual(61);
    expect(emptyDraft.text).toBe('');
  });
});
