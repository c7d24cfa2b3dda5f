import { describe, expect, test } from 'vitest';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { flushCalls, flushUnwritten } from './flush-command.ts';

describe('flush command', () => {
  const state = { runId: 'run-1', changes: 3, saves: 2 };

  test('the script flushes › no plain command is sent', async () => {
    const server = fakeServer();
    server.replies.EVAL = 1;
    expect(await flushUnwritten(server.link, 'all', state)).toBe(true);
    expect(server.received[0]).toBe('CLIENT UNPAUSE');
    expect(server.received[1]).toMatch(/^EVAL .* 0 3 2 all$/s);
    expect(server.received).toHaveLength(2);
  });

  test('a write came in between › false, and nothing else is sent', async () => {
    const server = fakeServer();
    server.replies.EVAL = 0;
    expect(await flushUnwritten(server.link, 3, { ...state, saves: null })).toBe(false);
    expect(server.received[1]).toMatch(/ 0 3 {2}3$/);
    expect(server.received).toHaveLength(2);
  });

  test.each([
    ['all', ['FLUSHALL']],
    [3, ['SELECT 3', 'FLUSHDB']],
  ] as const)('scripts are forbidden, %s › plain commands', async (database, expected) => {
    const server = fakeServer();
    server.replies.EVAL = new Error('NOPERM');
    expect(await flushUnwritten(server.link, database, state)).toBe(true);
    expect(server.received.slice(2)).toEqual(expected);
  });

  test('everything is forbidden › the error of the server', async () => {
    const server = fakeServer();
    server.replies.EVAL = new Error('NOPERM eval');
    server.replies.FLUSHALL = new Error('NOPERM flushall');
    await expect(flushUnwritten(server.link, 'all', state)).rejects.toThrow('NOPERM flushall');
  });

  test('calls so far › of both commands', () => {
    expect(flushCalls(parseInfo('cmdstat_flushall:calls=2,usec=9\r\ncmdstat_flushdb:calls=3,usec=1\r\n'))).toBe(5);
    expect(flushCalls(parseInfo('cmdstat_get:calls=2\r\n'))).toBe(0);
  });
});
