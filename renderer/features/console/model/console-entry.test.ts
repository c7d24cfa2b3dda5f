import { expect, test } from 'vitest';
import { type ConsoleEntry, maskedCommand, withEntry, withStream } from './console-entry.ts';
import { scriptCommand } from './script-command.ts';

const entry = (id: number): ConsoleEntry => ({
  ...{ id, prompt: 'main>', command: 'MONITOR', result: { kind: 'running' } },
  ...{ stream: '', messages: 0, dropped: 0 },
});

test('transcript › more commands than it keeps › the oldest are removed', () => {
  let entries: readonly ConsoleEntry[] = [];
  for (let id = 0; id < 310; id += 1) entries = withEntry(entries, entry(id));
  expect(entries).toHaveLength(300);
  expect(entries[0]?.id).toBe(10);
});

test('stream › longer than it keeps › its end from the beginning of a line', () => {
  let stream = entry(1);
  for (let at = 0; at < 3000; at += 1) stream = withStream(stream, `line ${at} ${'x'.repeat(50)}`, 1, 0);
  expect(stream.messages).toBe(3000);
  expect(stream.stream.length).toBeLessThanOrEqual(100_000);
  expect(stream.stream).toMatch(/^line \d+ x/);
  expect(stream.stream).toContain('line 2999 ');
});

test.each([
  ['AUTH s3cret', 'AUTH ••••••••'],
  ['auth user s3cret', 'auth ••••••••'],
  ['HELLO 3 AUTH default s3cret', 'HELLO 3 AUTH ••••••••'],
  ['CONFIG SET requirepass s3cret', 'CONFIG SET requirepass ••••••••'],
  ['ACL SETUSER bob on >s3cret', 'ACL SETUSER bob ••••••••'],
  ['MIGRATE h 1 k 0 1 AUTH s3cret', 'MIGRATE h 1 k 0 1 AUTH ••••••••'],
  ['GET auth', 'GET auth'],
  ['CONFIG SET maxmemory 1gb', 'CONFIG SET maxmemory 1gb'],
])('transcript › %s › %s', (typed, shown) => {
  expect(maskedCommand(typed)).toBe(shown);
});

test('script › several lines, keys and arguments › one command in quotes', () => {
  const script = { kind: 'EVAL', body: 'return "a\\n"\n', keys: 'k 1\n', args: 'x\ny' } as const;
  expect(scriptCommand(script)).toBe('EVAL "return \\"a\\\\n\\"\n" 1 "k 1" "x" "y"');
  expect(scriptCommand({ ...script, kind: 'FUNCTION LOAD' })).toBe('FUNCTION LOAD "return \\"a\\\\n\\"\n"');
});
