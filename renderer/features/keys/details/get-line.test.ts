import { expect, test } from 'vitest';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { getLine } from './get-line.ts';

const line = (text: string, source: KeySource = { kind: 'instance', instance: 'main' }, database = 0) =>
  getLine({ source, database, name: { text } });

test('getLine › a key of main in database 0 › only what differs from the defaults', () => {
  expect(line('session:1')).toBe('manage.sh --action get --key session:1');
  expect(line('session:1', { kind: 'instance', instance: 'acme' }, 3)).toBe(
    'manage.sh --action get --instance acme --database 3 --key session:1',
  );
});

test('getLine › a backup or a file › names it', () => {
  expect(line('a', { kind: 'backup', instance: 'main', name: 'nightly' })).toContain('--backup-name nightly');
  expect(line('a', { kind: 'file', path: '/my files/dump.rdb' })).toContain("--file '/my files/dump.rdb'");
});

test('getLine › a key that a shell or the CLI would misread › quoted, or joined to its flag', () => {
  expect(line('$HOME')).toContain("--key '$HOME'");
  expect(line('~')).toContain("--key '~'");
  expect(line('--all')).toContain('--key=--all');
});

test.each(['', 'a\0b', 'a\nb', '\u001b[2J', '\u0085'])(
  'getLine › %j, which no command line can name › null',
  (text) => {
    expect(line(text)).toBeNull();
  },
);

test('getLine › bytes that are no text, or an uploaded file › null', () => {
  expect(getLine({ source: { kind: 'instance', instance: 'main' }, database: 0, name: { base64: '/w==' } })).toBeNull();
  expect(line('a', { kind: 'upload', upload: '01' })).toBeNull();
});
