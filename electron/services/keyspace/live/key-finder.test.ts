import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { costSince } from './copy-cost.ts';
import { StreamPosition } from './stream-position.ts';
import { createKeyFinder } from './unknown-commands.ts';

/** A server that replies to COMMAND INFO and COMMAND GETKEYS. */
function serverOf(entry: unknown, keys: unknown = []) {
  const asked: string[] = [];
  const link = {
    call: async (_: number, ...words: string[]) => {
      asked.push(words.join(' '));
      if (words[0] === 'INFO') throw new Error('ended');
      return [entry];
    },
    callBuffer: async (_: number, ...words: unknown[]) => {
      asked.push(words.map(String).join(' '));
      if (keys instanceof Error) throw keys;
      return keys;
    },
  } as unknown as RedisLink;
  return { link, asked, finder: createKeyFinder(link) };
}
const bytes = (...texts: (string | null)[]) => texts.map((text) => (text === null ? null : Buffer.from(text)));
const found = async (entry: unknown, ...args: (string | null)[]) =>
  (await serverOf(entry).finder.keysOf({ name: 'x.set', args: bytes(...args) })).map(String);

describe('keys of commands that only the server knows', () => {
  test.each([
    ['one key', ['x.set', -2, [], 1, 1, 1], ['a', 'b', 'c'], ['a']],
    ['every second argument', ['x.mset', -3, [], 1, -1, 2], ['a', '1', 'b', '2'], ['a', 'b']],
    ['all but the last', ['x.pop', -3, [], 1, -2, 1], ['a', 'b', '0'], ['a', 'b']],
    ['from the second', ['x.op', -3, [], 2, 2, 1], ['AND', 'a', 'b'], ['a']],
    ['more than there are', ['x.far', 2, [], 5, 9, 1], ['a'], []],
    ['a step of 0, which would never end', ['x.zero', 2, [], 1, -1, 0], ['a', 'b'], ['a', 'b']],
    ['no keys', ['x.ping', 1, [], 0, 0, 0], ['a'], []],
  ])('key finder › %s › these', async (_, entry, args, keys) => {
    expect(await found(entry, ...args)).toEqual(keys);
  });

  test('key finder › an argument that is too long for a key › is left out', async () => {
    expect(await found(['x.mset', -3, [], 1, -1, 1], 'a', null, 'b')).toEqual(['a', 'b']);
  });

  test.each([
    ['an unknown command', null],
    ['a short entry', ['x']],
    ['texts instead of numbers', ['x', 2, [], '1', '1', '1']],
    ['flags that are no list', ['x', 2, 'movablekeys', 1, 1, 1]],
    ['something else', 7],
  ])('key finder › %s in the reply of the server › no exception', async (_, entry) => {
    expect(Array.isArray(await found(entry, 'a'))).toBe(true);
  });

  test('key finder › movable keys › the server is asked, and its refusal means none', async () => {
    const movable = ['x.sort', -2, ['movablekeys'], 0, 0, 0];
    const server = serverOf(movable, [Buffer.from('k'), 'not bytes', null]);
    expect((await server.finder.keysOf({ name: 'x.sort', args: bytes('a', null) })).map(String)).toEqual(['k']);
    expect(server.asked.at(-1)).toBe('COMMAND GETKEYS x.sort a ');
    const refusing = serverOf(movable, new Error('ERR The command has no key arguments'));
    expect(await refusing.finder.keysOf({ name: 'x.sort', args: bytes('a') })).toEqual([]);
  });

  test('key finder › the same command again › the server is asked once', async () => {
    const server = serverOf(['x.set', -2, [], 1, 1, 1]);
    for (let round = 0; round < 3; round++) await server.finder.keysOf({ name: 'x.set', args: bytes('a') });
    await server.finder.keysOf({ name: '__proto__', args: bytes('a') });
    expect(server.asked).toEqual(['COMMAND INFO x.set', 'COMMAND INFO __proto__']);
  });
});

describe('position in the stream', () => {
  test('stream position › any steps and any waits › each is released when its offset is applied', async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 20 });
    const waits = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, waits, async (given, wanted) => {
        const position = new StreamPosition();
        const released = new Set<number>();
        for (const offset of wanted) void position.reached(offset).then(() => released.add(offset));
        let at = 0;
        for (const step of given) {
          at += step;
          position.advance(at);
        }
        await Promise.resolve();
        await Promise.resolve();
        expect(position.applied).toBe(at);
        expect([...released].sort()).toEqual([...new Set(wanted)].filter((offset) => offset <= at).sort());
      }),
    );
  });
});

describe('cost of a copy', () => {
  const link = (text: string | Error) =>
    ({
      call: async () => {
        if (text instanceof Error) throw text;
        return text;
      },
    }) as unknown as RedisLink;
  const before = parseInfo('total_forks:3\r\nused_cpu_sys_main_thread:1.5\r\nused_cpu_user_main_thread:2.5\r\n');

  test('copy cost › the main thread alone › its seconds and forks since then', async () => {
    const after = 'total_forks:5\r\nused_cpu_sys_main_thread:1.75\r\nused_cpu_user_main_thread:2.5004\r\n';
    expect(await costSince(link(after), before, performance.now())).toMatchObject({
      forks: 2,
      mainThreadSeconds: 0.25,
    });
  });

  test('copy cost › an older server › its threads together; a restarted one › not less than nothing', async () => {
    const old = parseInfo('used_cpu_sys:1\r\nused_cpu_user:1\r\n');
    expect(await costSince(link('used_cpu_sys:2\r\nused_cpu_user:1\r\n'), old, 0)).toMatchObject({
      mainThreadSeconds: 1,
    });
    expect(await costSince(link('total_forks:0\r\n'), before, 0)).toMatchObject({ forks: 0, mainThreadSeconds: 0 });
  });

  test('copy cost › the server does not reply › unknown, and no failure of the copy', async () => {
    expect(await costSince(link(new Error('closed')), before, 0)).toBeNull();
  });
});
