import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectOf } from './command-effects.ts';
import { type StreamCommand, StreamError, StreamParser } from './stream-parser.ts';

function encoded(...words: readonly (string | Buffer)[]): Buffer {
  const parts = words.map((word) => Buffer.from(word as string));
  const bulk = (part: Buffer) => [Buffer.from(`$${part.length}\r\n`), part, Buffer.from('\r\n')];
  return Buffer.concat([Buffer.from(`*${parts.length}\r\n`), ...parts.flatMap(bulk)]);
}

function parsed(bytes: Buffer, chunkBytes: number): { commands: StreamCommand[]; offset: number } {
  const commands: StreamCommand[] = [];
  const parser = new StreamParser(effectOf, ({ args, ...command }) => {
    commands.push({ ...command, args: args.map((arg) => (arg === null ? null : Buffer.from(arg))) });
  });
  for (let at = 0; at < bytes.length; at += chunkBytes) parser.write(bytes.subarray(at, at + chunkBytes));
  return { commands, offset: parser.offset };
}

describe('replication stream', () => {
  test('commands in chunks of any size › the same names, keys, lengths and offset', () => {
    const bytes = Buffer.concat([
      encoded('SELECT', '3'),
      encoded('set', Buffer.from([0, 13, 10, 255]), '', 'PXAT', '1795920435827'),
      encoded('PING'),
      encoded('DEL', 'a', 'b', 'c'),
      encoded('SADD', 'key', ...Array.from({ length: 100 }, (_, index) => `member ${index}`)),
    ]);
    const whole = parsed(bytes, bytes.length);
    expect(whole.offset).toBe(bytes.length);
    expect(whole.commands.map(({ name, count }) => [name, count])).toEqual([
      ['select', 1],
      ['set', 4],
      ['ping', 0],
      ['del', 3],
      ['sadd', 101],
    ]);
    expect(whole.commands[1]?.args[0]).toEqual(Buffer.from([0, 13, 10, 255]));
    for (const chunkBytes of [1, 2, 3, 7, 64]) expect(parsed(bytes, chunkBytes)).toEqual(whole);
  });

  test('a value of 300 MB › is counted, without being kept', () => {
    const parser = new StreamParser(effectOf, ({ lengths, args }) => {
      expect(lengths[1]).toBe(300 * 1024 * 1024);
      expect(args[1]?.length).toBe(64);
    });
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    parser.write(Buffer.from('*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$314572800\r\n'));
    for (let part = 0; part < 300; part++) parser.write(chunk);
    parser.write(Buffer.from('\r\n'));
    expect(parser.offset).toBeGreaterThan(300 * 1024 * 1024);
  });

  test('line breaks between commands › are skipped and counted in no offset', () => {
    const command = encoded('PING');
    expect(parsed(Buffer.concat([Buffer.from('\n\r\n'), command, Buffer.from('\n'), command]), 1)).toMatchObject({
      offset: 2 * command.length,
      commands: [{ name: 'ping' }, { name: 'ping' }],
    });
  });

  test.each([
    '*99999999999999999999\r\n',
    '*0\r\n',
    '*3000000000\r\n',
    '*-1\r\n',
    '*1\r\n$-5\r\n',
    '*1\r\n$300\r\n',
    '*2\r\n$3\r\nDEL\r\n$999999999999\r\n',
    '*1\r\n$4\r\nPING and more\r\n',
    '+OK\r\n',
    '$5\r\nhello\r\n',
    '*1\r\n*1\r\n',
  ])('%j › an error', (text) => {
    expect(() => parsed(Buffer.from(text), text.length)).toThrow(StreamError);
    expect(() => parsed(Buffer.from(text), 1)).toThrow(StreamError);
  });

  test('any bytes › an error or commands, never another exception', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('*1\r\n', '*3\r\n', '$3\r\n', 'SET\r\n', '$0\r\n\r\n', '\r\n').map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (pieces, chunkBytes) => {
        try {
          parsed(Buffer.concat(pieces), chunkBytes);
        } catch (error) {
          expect(error).toBeInstanceOf(StreamError);
        }
      }),
    );
  });
});
