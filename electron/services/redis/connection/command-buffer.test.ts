import { describe, expect, test } from 'vitest';
import { encodeCommand } from './bulk-link.ts';
import { CommandBuffer } from './command-buffer.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('CommandBuffer', () => {
  test('commands › words of every kind › the bytes of the protocol', () => {
    const long = bytes('x'.repeat(100));
    const commands = new CommandBuffer(8)
      .command('EXISTS', 3)
      .word(bytes('..key..'), 2, 5)
      .word(long, 0, long.length)
      .command('RESTORE', 4)
      .word(bytes(''), 0, 0)
      .number(0);
    const at = commands.space(3);
    bytes('abc').copy(commands.memory, at);
    const expected = [encodeCommand(['EXISTS', 'key', long]), encodeCommand(['RESTORE', '', '0', 'abc'])];
    expect(commands.bytes).toEqual(Buffer.concat(expected));
  });

  test('numbers › around powers of ten and above 32 bits › their digits', () => {
    const numbers = [9, 10, 99, 100, 1_700_000_000_123, Number.MAX_SAFE_INTEGER];
    const commands = new CommandBuffer(16);
    for (const value of numbers) commands.command('PEXPIREAT', 2).number(value);
    const expected = numbers.map((value) => encodeCommand(['PEXPIREAT', String(value)]));
    expect(commands.bytes).toEqual(Buffer.concat(expected));
  });
});
