import { IconServer2 } from '@tabler/icons-react';
import { expect, test } from 'vitest';
import type { Entry, EntryKind } from './entry.ts';
import { findEntries, parseQuery } from './find-entries.ts';

function entry(kind: EntryKind, title: string, also = ''): Entry {
  const rest = { line: '', mono: false, icon: IconServer2, blocked: null, copies: null, open: () => undefined };
  return { id: `${kind}:${title}`, kind, title, also, ...rest };
}

const entries = [
  entry('instance', 'e-commerce-store', '6383 shops'),
  ...['a', 'b', 'c', 'd'].map((name) => entry('backup', `store-${name}`)),
  entry('setting', 'Least effort of defragmentation'),
  entry('command', 'Restore the newest backup'),
  entry('view', 'Go to charts'),
];
const titles = (query: string, recent: readonly string[] = [], kind: EntryKind | null = null) =>
  findEntries(entries, query, recent, kind).sections.map(({ title, found, more }) => [title, found.length, more]);

test('palette › more than three of a kind match › shows three and the number of the others', () => {
  expect(titles('store')).toContainEqual(['Backups', 3, 1]);
  expect(titles('store', [], 'backup')).toEqual([['Backups', 4, 0]]);
});

test('palette › an entry was opened lately › it comes first, once', () => {
  expect(titles('store', ['backup:store-d'])[0]).toEqual(['Recent', 1, 0]);
  expect(titles('store', ['backup:store-d'])).toContainEqual(['Backups', 3, 0]);
});

test('palette › only letters in order match › finds commands, not settings', () => {
  expect(titles('store').map(([title]) => title)).not.toContain('Settings');
  expect(titles('gtchr')).toEqual([['Views', 1, 0]]);
});

test('palette › port and group › find the instance', () => {
  expect(titles('6383')).toEqual([['Instances', 1, 0]]);
  expect(titles('shops')).toEqual([['Instances', 1, 0]]);
});

test('palette › > and @ › choose commands and instances', () => {
  expect(parseQuery('> stop')).toEqual({ words: 'stop', kind: 'command' });
  expect(parseQuery('@acme')).toEqual({ words: 'acme', kind: 'instance' });
  expect(parseQuery('acme')).toEqual({ words: 'acme', kind: null });
});

test('palette › an empty search › neither settings nor backups, of which there are hundreds', () => {
  expect(titles('').map(([title]) => title)).toEqual(['Instances', 'Views', 'Commands']);
});

test('palette › a recent entry that is disabled now › is not offered first', () => {
  const blocked = entries.map((one) => (one.kind === 'command' ? { ...one, blocked: 'Disconnected' } : one));
  const { sections } = findEntries(blocked, '', ['command:Restore the newest backup', 'view:Go to charts'], null);
  expect(sections[0]?.found.map(({ entry: { title } }) => title)).toEqual(['Go to charts']);
});

test('palette › recent entries that are gone › are no hole', () => {
  expect(titles('', ['backup:deleted', 'instance:e-commerce-store'])[0]).toEqual(['Recent', 1, 0]);
});

test('palette › a kind without a match › no section, and its count is zero', () => {
  const { sections, counts } = findEntries(entries, 'charts', [], 'backup');
  expect(sections).toEqual([]);
  expect([counts.get('backup'), counts.get('view')]).toEqual([0, 1]);
});

test('palette › the sign alone, or within a word › chooses a kind only at the start', () => {
  expect(parseQuery('>')).toEqual({ words: '', kind: 'command' });
  expect(parseQuery('a@b')).toEqual({ words: 'a@b', kind: null });
  expect(parseQuery('')).toEqual({ words: '', kind: null });
});
