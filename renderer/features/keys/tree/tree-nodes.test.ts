import { expect, test } from 'vitest';
import { foldersTo, lastPart, linkedFolder, withoutFolder } from './tree-nodes.ts';

test('foldersTo › a prefix of three parts › names its database and the folders around it', () => {
  const found = foldersTo(2, { text: 'a::b::c::' }, '::');
  expect(found.map(([id, { parent }]) => [id, parent])).toEqual([
    ['2', ''],
    ['2/ta::', '2'],
    ['2/ta::b::', '2/ta::'],
  ]);
  expect(foldersTo(0, null, ':')).toHaveLength(1);
});

test('withoutFolder › a folder with open folders in it › closes all of them', () => {
  const opened = new Map(foldersTo(0, { text: 'a:b:c:d:' }, ':'));
  expect([...withoutFolder(opened, '0/ta:').keys()]).toEqual(['0']);
});

test('lastPart › a folder in a folder › leaves out the prefix of the outer one', () => {
  expect(lastPart('session:web:', 'session:')).toBe('web:');
  expect(lastPart('session:', '')).toBe('session:');
});

test('linkedFolder › a key in or beside the selected folder › the folder of the key, or the selected one', () => {
  const key = { text: 'session:web:1' };
  expect(linkedFolder(null, key, ':')).toEqual({ text: 'session:web:' });
  expect(linkedFolder({ text: 'session:' }, key, ':')).toEqual({ text: 'session:web:' });
  expect(linkedFolder({ text: 'cart:' }, key, ':')).toEqual({ text: 'cart:' });
  expect(linkedFolder(null, { text: 'bare' }, ':')).toBeNull();
  expect(linkedFolder(null, { base64: '/w==' }, ':')).toBeNull();
});
