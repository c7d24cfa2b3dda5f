import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoted } from '../../shared/format/shell-word.ts';
import { shellAssigned, shellWords } from '../../test/support/shell-words.ts';
import { pastedLine, terminalLine } from './terminal-line.ts';

describe('terminalLine', () => {
  test('terminalLine › null or undefined flags › left out', () => {
    expect(terminalLine('stop', { instance: 'main', timeout: undefined, port: null })).toBe(
      'manage.sh --action stop --instance main',
    );
  });

  test('terminalLine › zero and empty text › are values', () => {
    expect(terminalLine('get', { database: 0, key: '' })).toBe("manage.sh --action get --database 0 --key ''");
  });

  test('terminalLine › value with spaces and quotes › quoted for a shell', () => {
    expect(terminalLine('cli', { command: "set a 'b'" })).toBe("manage.sh --action cli --command 'set a '\\''b'\\'''");
  });

  test('terminalLine › value that begins like a flag › joined to its flag, or the CLI takes it for the next flag', () => {
    expect(terminalLine('get', { key: '--all' })).toBe('manage.sh --action get --key=--all');
    expect(terminalLine('get', { key: '-- a' })).toBe("manage.sh --action get --key='-- a'");
    expect(terminalLine('get', { key: '-a' })).toBe('manage.sh --action get --key -a');
    expect(terminalLine('get', { key: 'a--b' })).toBe('manage.sh --action get --key a--b');
  });
});

const plain = ['main', '6380', '256mb', 'a@b', 'session:1', '/var/lib/redis/dump.rdb', '1,2', 'port=6380', '50%'];
const homes = ['~', '~/dump.rdb', '~root', 'dir=~/data', 'a:~/b'];
const signs = [
  '',
  ' ',
  '*',
  '$HOME',
  '`id`',
  '$(id)',
  'a;b',
  'a&b',
  '#',
  '!',
  '{a,b}',
  '\\',
  '"',
  "'",
  "''",
  'a\nb',
  '\t',
];

describe('quoted', () => {
  test('quoted › plain words › need no quotes', () => {
    expect(plain.map(quoted)).toEqual(plain);
    expect(shellWords(plain.map(quoted).join(' '))).toEqual(plain);
  });

  test('quoted › ~ › the shell does not put a home folder in its place', () => {
    expect(shellWords(homes.map(quoted).join(' '))).toEqual(homes);
    expect(shellWords(homes.map(quoted).join(' '), 'bash')).toEqual(homes);
  });

  test('quoted › ~ in an assignment, as a password before a command › stays itself', () => {
    for (const word of ['~a', 'a:~/b']) expect(shellAssigned(quoted(word))).toBe(word);
  });

  test('quoted › = at the start › quoted, because zsh looks for a program of that name', () => {
    expect(quoted('=ls')).toBe("'=ls'");
  });

  test('quoted › signs of the shell, empty text, line breaks › stay themselves', () => {
    expect(shellWords(signs.map(quoted).join(' '))).toEqual(signs);
  });

  test('quoted › any words › each stays itself', () => {
    const words = fc.array(
      fc.string({ unit: 'grapheme' }).filter((word) => !word.includes('\0')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(words, (all) => {
        expect(shellWords(all.map(quoted).join(' '))).toEqual(all);
      }),
      { numRuns: 15 },
    );
  });
});

describe('pastedLine', () => {
  const line = terminalLine('status', { instance: 'main' });

  test('pastedLine › known script path › the line starts with the full path', () => {
    expect(pastedLine(line, '/opt/Vrooli Redis/manage.sh')).toBe(
      "'/opt/Vrooli Redis/manage.sh' --action status --instance main",
    );
  });

  test('pastedLine › unknown path › the line as it is', () => {
    expect(pastedLine(line, undefined)).toBe(line);
    expect(pastedLine(line, '')).toBe(line);
  });

  test('pastedLine › line of another program › keeps its program', () => {
    expect(pastedLine('manage.sh.bak --action status', '/opt/manage.sh')).toBe('manage.sh.bak --action status');
    expect(pastedLine('redis-cli -p 6380', '/opt/manage.sh')).toBe('redis-cli -p 6380');
  });
});
