import { describe, expect, test } from 'vitest';
import { effectOf } from './command-effects.ts';
import type { EffectTarget } from './effect-target.ts';
import { type StreamCommand, StreamParser } from './stream-parser.ts';

/** The calls that a command makes, one line each. */
function effectsOf(...words: readonly string[]): string[] {
  const calls: string[] = [];
  const record =
    (name: string) =>
    (...args: readonly unknown[]) => {
      const shown = (arg: unknown) =>
        Buffer.isBuffer(arg) ? String(arg) : typeof arg === 'object' ? (arg as StreamCommand | null)?.name : arg;
      calls.push([name, ...args.map(shown)].join(' '));
    };
  const target = new Proxy({} as EffectTarget, { get: (_, name) => record(String(name)) });
  const parser = new StreamParser(effectOf, (command) => effectOf(command.name).apply(target, command));
  const bulk = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('');
  parser.write(Buffer.from(`*${words.length}\r\n${bulk}`));
  return calls;
}

describe('effects of commands', () => {
  test.each([
    ['SET k value', ['set k string 5 -1']],
    ['SET k value KEEPTTL', ['set k string 5 ']],
    ['SET k value PXAT 1795920435827', ['set k string 5 1795920435827']],
    ['SET k value EX 10', ['set k string 5 -1', 'ask k keep']],
    ['SET PXAT PXAT', ['set PXAT string 4 -1']],
    ['MSET a 1 b 22', ['set a string 1 -1', 'set b string 2 -1']],
    ['DEL a b', ['remove a', 'remove b']],
    ['PEXPIREAT k 1795920435827', ['expire k 1795920435827']],
    ['EXPIREAT k 1795920435', ['expire k 1795920435000']],
    ['EXPIRE k 10', ['ask k keep']],
    ['PERSIST k', ['expire k -1']],
    ['RENAME a b', ['move a  b']],
    ['MOVE a 4', ['move a 4 a']],
    ['COPY a b DB 3 REPLACE', ['copy a 3 b']],
    ['COPY db b', ['copy db  b']],
    ['RPUSH k 12345 1', ['grow k list 10']],
    ['SREM k m', ['ask k keep']],
    ['SMOVE a b member', ['ask a keep', 'grow b set 6']],
    ['BITOP AND d a b', ['ask d strlen']],
    ['SORT k BY nosort STORE d', ['ask d memory']],
    ['SORT k', []],
    ['GEORADIUS k 1 2 3 km STOREDIST d', ['ask d memory']],
    ['ZUNIONSTORE d 2 a b', ['ask d memory']],
    ['LMPOP 2 a b LEFT', ['ask a keep', 'ask b keep']],
    ['EVAL script 2 a b argument', ['ask a keep', 'ask b keep']],
    ['EVAL script 999999 a', ['ask a keep']],
    ['XGROUP CREATE k g 0 MKSTREAM', ['grow k stream 0']],
    ['XGROUP CREATE k g 0', []],
    ['FLUSHDB ASYNC', ['clear current']],
    ['FLUSHALL', ['clear all']],
    ['SWAPDB 1 2', ['swapDatabases 1 2']],
    ['SELECT 7', ['select 7']],
    ['FUNCTION LOAD x', ['functionsChanged']],
    ['MULTI', []],
    ['JSON.SET k $ {}', ['unknown json.set']],
  ])('%s › the keys that it changes', (line, expected) => {
    expect(effectsOf(...line.split(' '))).toEqual(expected);
  });

  test('RESTORE › the type of its payload, and an absolute expiry', () => {
    const payload = `\x12${'p'.repeat(30)}${'c'.repeat(10)}`;
    expect(effectsOf('RESTORE', 'k', '0', payload)).toEqual(['restore k 18 30 -1']);
    expect(effectsOf('RESTORE', 'k', '1795920435827', payload, 'ABSTTL')).toEqual(['restore k 18 30 1795920435827']);
    expect(effectsOf('RESTORE', 'k', '500', payload)).toEqual(['restore k 18 30 500', 'ask k keep']);
  });
});
