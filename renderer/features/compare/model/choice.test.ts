import { describe, expect, test } from 'vitest';
import type { ComparedKey, KeyDifference } from '../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import {
  type Choice,
  choiceOf,
  chosenBytes,
  chosenKeys,
  coveringFolder,
  isKeyChosen,
  nothingChosen,
  toggledFolder,
  toggledKey,
} from './choice.ts';

const counts = { added: 4, removed: 3, changed: 2, expiryOnly: 1, same: 9, expired: 1 };
const all = { kinds: [], hideExpired: false };
const state = { type: 'string', encoding: 'raw', sizeBytes: 10, expiresAt: null } as const;

function key(name: string | Bytes, change: KeyDifference = 'removed', database = 0): ComparedKey {
  const before = change === 'added' ? null : state;
  const after = change === 'removed' ? null : state;
  return { database, key: typeof name === 'string' ? { text: name } : name, change, expired: false, before, after };
}

const folder = (prefix: string | null, database = 0) => ({
  ...{ database, counts },
  prefix: prefix === null ? null : { text: prefix },
});

describe('choice', () => {
  test('choice › keys ticked and unticked › counted with their bytes, an empty choice is none', () => {
    const two = toggledKey(toggledKey(nothingChosen, key('a')), key('b', 'changed'));
    expect(chosenKeys(two, 99, all)).toBe(2);
    expect(chosenBytes(two)).toBe(20);
    expect(toggledKey(toggledKey(two, key('a')), key('b'))).toBe(nothingChosen);
  });

  test('choice › an added key › cannot be ticked', () => {
    expect(toggledKey(nothingChosen, key('new', 'added'))).toBe(nothingChosen);
    const whole: Choice = { ...nothingChosen, all: 'f' };
    expect(isKeyChosen(whole, key('new', 'added'))).toBe(false);
    expect(isKeyChosen(whole, key('old'))).toBe(true);
  });

  test('choice › a folder › replaces its keys and folders, and covers those of that database', () => {
    const some = toggledFolder(toggledKey(nothingChosen, key('cart:1')), folder('cart:new:'));
    const choice = toggledFolder(toggledKey(some, key('user:1')), folder('cart:'));
    expect([...choice.folders.values()].map(({ prefix }) => prefix)).toEqual([{ text: 'cart:' }]);
    expect([...choice.keys.values()].map(({ key: name }) => name)).toEqual([{ text: 'user:1' }]);
    expect(coveringFolder(choice, { database: 0, prefix: { text: 'cart:new:' } })).toBe('cart:');
    expect(coveringFolder(choice, { database: 1, prefix: { text: 'cart:new:' } })).toBeNull();
    expect(isKeyChosen(choice, key({ base64: 'Y2FydDr/' }))).toBe(true);
    expect(isKeyChosen(choice, key('cart:1', 'removed', 1))).toBe(false);
    expect(chosenKeys(choice, 99, all)).toBe(7);
    expect(chosenKeys(choice, 99, { kinds: ['removed'], hideExpired: true })).toBe(3);
  });

  test('choice › a key of a ticked folder is unticked › left out until the folder is ticked again', () => {
    const without = toggledKey(toggledFolder(nothingChosen, folder(null)), key('cart:1'));
    expect(isKeyChosen(without, key('cart:1'))).toBe(false);
    expect(isKeyChosen(without, key('cart:2'))).toBe(true);
    expect(chosenKeys(without, 99, all)).toBe(5);
    expect(toggledFolder(without, folder(null))).toBe(nothingChosen);
  });

  test('choice › everything shown › ends with another filter; a ticked key does not', () => {
    const whole: Choice = { ...nothingChosen, all: 'one' };
    expect(choiceOf(whole, 'one')).toBe(whole);
    expect(choiceOf(whole, 'other')).toBe(nothingChosen);
    const single = toggledKey(nothingChosen, key('a'));
    expect(choiceOf(single, 'other')).toBe(single);
    expect(chosenKeys(toggledKey(whole, key('a')), 12, all)).toBe(11);
  });
});
