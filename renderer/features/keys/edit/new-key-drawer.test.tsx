import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import * as editWords from '../words/edit.ts';
import { lastChange } from './do-edit.ts';
import { NewKeyDrawer } from './new-key-drawer.tsx';

afterEach(() => {
  lastChange.set(null);
});

const created = () =>
  core.calls.filter(({ procedure }) => procedure === 'keyspace.create').map(({ input }) => input as { value: unknown });

function open(prefix: Bytes | null = null) {
  core.reply({
    keyspace: {
      create: () =>
        ended({
          kind: 'change-keys',
          result: { instance: 'main', changed: 1, skipped: 0, undoPack: 'pack-1' },
        } as const),
    },
  });
  const onClose = vi.fn();
  const shown = show(<NewKeyDrawer instance="main" database={2} prefix={prefix} onClose={onClose} />);
  const { user } = shown;
  const field = (name: string, at = 0) => screen.getAllByRole<HTMLInputElement>('textbox', { name })[at] as HTMLElement;
  const type = async (name: string) => {
    await user.click(screen.getByRole('combobox', { name: editWords.type }));
    await user.click(await screen.findByRole('option', { name }));
  };
  const create = () => user.click(screen.getByRole('button', { name: editWords.createKey }));
  const add = (part: string) => user.click(screen.getByRole('button', { name: `Add ${part}` }));
  return { ...shown, onClose, field, type, create, add };
}

describe('new key › types', () => {
  test('a string › created in the open database, and shown', async () => {
    const { user, field, create, onClose } = open();
    await fill(user, field('Key'), 'greeting');
    await fill(user, field('Value'), 'hello');
    await create();
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(created()).toEqual([
      {
        ...{ instance: 'main', database: 2, key: { text: 'greeting' }, expiresAt: null },
        value: { type: 'string', value: { text: 'hello' } },
      },
    ]);
    expect(window.location.hash).toContain('greeting');
    expect(await screen.findByText('Created greeting')).toBeTruthy();
    expect(lastChange.get()).toMatchObject({ undoPack: 'pack-1' });
  });

  test('a hash of two fields › in their order', async () => {
    const { user, field, type, add, create } = open();
    await type('hash');
    await fill(user, field('Key'), 'user:1');
    await fill(user, field('Field'), 'name');
    await fill(user, field('Value'), 'Ada');
    await add('field');
    await fill(user, field('Field', 1), 'born');
    await fill(user, field('Value', 1), '1815');
    await create();
    await waitFor(() => expect(created()).toHaveLength(1));
    expect(created()[0]?.value).toEqual({
      type: 'hash',
      items: [
        { field: { text: 'name' }, value: { text: 'Ada' } },
        { field: { text: 'born' }, value: { text: '1815' } },
      ],
    });
  });

  test('an item that was added by mistake › removed, and the others keep their text', async () => {
    const { user, field, type, add, create } = open();
    await type('list');
    await fill(user, field('Key'), 'queue');
    await fill(user, field('Item'), 'first');
    await add('item');
    await fill(user, field('Item', 1), 'mistake');
    await add('item');
    await fill(user, field('Item', 2), 'last');
    await user.click(screen.getByRole('button', { name: 'Remove item 2' }));
    await create();
    await waitFor(() => expect(created()).toHaveLength(1));
    expect(created()[0]?.value).toEqual({ type: 'list', items: [{ text: 'first' }, { text: 'last' }] });
  });

  test('a sorted set › with scores; one that Redis does not read is refused', async () => {
    const { user, field, type, create } = open();
    await type('sorted set');
    await fill(user, field('Key'), 'ranking');
    await fill(user, field('Member'), 'ada');
    await fill(user, field('Score'), 'many');
    expect(screen.getAllByText(editWords.enterANumberInfOrInf).length).toBeGreaterThan(0);
    await create();
    expect(created()).toEqual([]);
    await fill(user, field('Score'), ' 1.5 ');
    await create();
    await waitFor(() => expect(created()).toHaveLength(1));
    expect(created()[0]?.value).toEqual({ type: 'zset', items: [{ member: { text: 'ada' }, score: '1.5' }] });
  });

  test('a stream › one entry with its fields', async () => {
    const { user, field, type, create } = open();
    await type('stream');
    await fill(user, field('Key'), 'events');
    await fill(user, field('Field'), 'kind');
    await fill(user, field('Value'), 'login');
    await create();
    await waitFor(() => expect(created()).toHaveLength(1));
    expect(created()[0]?.value).toEqual({
      type: 'stream',
      items: [{ fields: [[{ text: 'kind' }, { text: 'login' }]] }],
    });
  });
});

describe('new key › name', () => {
  test('inside a folder › begins with its prefix', () => {
    const { field } = open({ text: 'session:' });
    expect((field('Key') as HTMLInputElement).value).toBe('session:');
  });

  test('no name › one sentence, and nothing is sent', async () => {
    const { create } = open();
    await create();
    expect(await screen.findByText(editWords.enterTheName)).toBeTruthy();
    expect(created()).toEqual([]);
  });

  test('bytes as hexadecimal › sent as bytes', async () => {
    const { user, field, create } = open();
    const key = field('Key');
    await user.click(screen.getByRole('button', { name: editWords.labelAsHexadecimal('Key') }));
    await fill(user, key, 'ff 00 1');
    expect(await screen.findByText(editWords.digitIsMissing)).toBeTruthy();
    await fill(user, key, 'ff 00 10');
    await create();
    await waitFor(() => expect(created()).toHaveLength(1));
    expect(created()[0]).toMatchObject({ key: { base64: Buffer.from([0xff, 0, 0x10]).toString('base64') } });
  });

  test('the key exists › the sentence of the core, and everything typed stays', async () => {
    const { user, field, create, onClose } = open();
    core.reply({
      keyspace: {
        create: () => {
          throw failure('ALREADY_EXISTS', 'There is already a key "greeting".', {} as never);
        },
      },
    });
    await fill(user, field('Key'), 'greeting');
    await create();
    expect((await screen.findAllByText(/already/)).length).toBeGreaterThan(0);
    expect(onClose).not.toHaveBeenCalled();
    expect((field('Key') as HTMLInputElement).value).toBe('greeting');
  });
});

describe('new key › database and expiry', () => {
  test('no database › one sentence, and nothing is sent', async () => {
    const { user, field, create } = open();
    await fill(user, field('Key'), 'a');
    await user.clear(field('Database'));
    await create();
    expect(await screen.findByText(editWords.enterTheNumberOfADatabase)).toBeTruthy();
    expect(created()).toEqual([]);
  });

  test('after two days › the time from now', async () => {
    const { user, field, create } = open();
    await fill(user, field('Key'), 'a');
    await user.click(screen.getByRole('radio', { name: editWords.after }));
    await fill(user, field(editWords.amount), '2');
    await user.click(screen.getByRole('combobox', { name: editWords.unit }));
    await user.click(await screen.findByRole('option', { name: editWords.unitNames['days'] as string }));
    await create();
    await waitFor(() => expect(created()).toHaveLength(1));
    const { expiresAt } = created()[0] as unknown as { expiresAt: string };
    const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(47.9);
    expect(hours).toBeLessThanOrEqual(48);
  });

  test('a time that has passed › why it is refused, and nothing is sent', async () => {
    const { user, field, create } = open();
    await fill(user, field('Key'), 'a');
    await user.click(screen.getByRole('radio', { name: editWords.atATime }));
    const time = screen.getByLabelText(editWords.time);
    await user.clear(time);
    await user.type(time, '2020-01-01T10:00:00');
    const group = screen.getByRole('radiogroup', { name: editWords.expiry });
    await waitFor(() => expect(within(group).getByText(editWords.timeHasPassed)).toBeTruthy());
    await create();
    expect(created()).toEqual([]);
  });
});
