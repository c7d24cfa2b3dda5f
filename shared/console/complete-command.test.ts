import { expect, test } from 'vitest';
import type { CommandDoc } from '../contract/console.ts';
import { commandOf, completeCommand, remainingSyntax } from './complete-command.ts';

const doc = (name: string, syntax = ''): CommandDoc => ({
  ...{ name, syntax, summary: '', since: '', group: '', complexity: '', deprecated: null },
  ...{ access: 'other', isContainer: false },
});
const commands = ['CONFIG', 'CONFIG GET', 'CONFIG SET', 'COPY', 'ZADD'].map((name) => doc(name));

test.each([
  ['co', 0, ['CONFIG', 'COPY']],
  ['  co', 2, ['CONFIG', 'COPY']],
  ['5 za', 2, ['ZADD']],
  ['config ', 0, ['CONFIG GET', 'CONFIG SET']],
  ['CONFIG  s', 0, ['CONFIG SET']],
  ['CONFIG SET ', 11, []],
  ['ZADD k', 0, []],
  ['"co', 3, []],
  ['', 0, []],
])('completion › %j › from %i: %j', (text, from, names) => {
  const found = completeCommand(commands, text);
  expect(found.matches.map(({ name }) => name)).toEqual(names);
  if (names.length > 0) expect(found.from).toBe(from);
});

test('command › with a subcommand, alone, or unknown', () => {
  expect(commandOf(commands, 'config set x')?.name).toBe('CONFIG SET');
  expect(commandOf(commands, ' 3 config')?.name).toBe('CONFIG');
  expect(commandOf(commands, 'nosuch')).toBeNull();
});

test.each([
  ['ZADD', 'key [NX | XX] score member [score member ...]'],
  ['ZADD k', '[NX | XX] score member [score member ...]'],
  ['ZADD k 1', ''],
])('hint › behind %s › %s', (text, hint) => {
  expect(remainingSyntax(doc('ZADD', 'key [NX | XX] score member [score member ...]'), text)).toBe(hint);
});
