import { ORPCError } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../shared/contract/errors.ts';
import { LinkError } from '../services/redis/connection/link-failure.ts';
import { toClientError } from './client-error.ts';
import { guardStream } from './guard.ts';

/** A log that keeps its lines in memory. */
function memoryLog() {
  const lines: unknown[][] = [];
  return { lines, error: (...line: unknown[]) => lines.push(line), info: (...line: unknown[]) => lines.push(line) };
}

describe('client error', () => {
  test('a declared failure › its sentence, its data and the status of the contract', () => {
    const log = memoryLog();
    const error = toClientError(new AppError('NOT_FOUND', 'No x.', { what: 'instance', id: 'x' }), log, 'a.b');
    expect(error.toJSON()).toEqual({
      defined: true,
      code: 'NOT_FOUND',
      status: 404,
      message: 'No x.',
      data: { what: 'instance', id: 'x' },
    });
    expect(log.lines).toEqual([]);
  });

  test('the connection of a server › lost or refused › its sentence, with what to do; nothing in the log', () => {
    const log = memoryLog();
    const lost = new LinkError('other', 'The server on port 6380 closed the connection.');
    expect(toClientError(lost, log, 'consoles.commands').toJSON()).toMatchObject({
      code: 'NOT_RUNNING',
      message: 'The server on port 6380 closed the connection. Check its log, and try again when it responds.',
    });
    const refused = new LinkError('too-many-clients', 'The server on port 6380 has its limit of clients.');
    expect(toClientError(refused, log, 'consoles.commands').message).toBe(refused.message);
    expect(log.lines).toEqual([]);
  });

  test.each([
    ['an error', new Error('ENOENT: /home/somebody/secret')],
    ['one of oRPC about our own output', new ORPCError('INTERNAL_SERVER_ERROR', { message: '/home/somebody' })],
    ['text', '/home/somebody/secret'],
    ['nothing', undefined],
  ])('%s that was not declared › one sentence; the log gets all of it', (_name, thrown) => {
    const log = memoryLog();
    const error = toClientError(thrown, log, 'instances.list');
    expect(error.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(error.toJSON())).not.toContain('somebody');
    expect(error.message).toMatch(/the log has the details/);
    expect(error.cause).toBeUndefined();
    expect(log.lines).toEqual([['instances.list', thrown]]);
  });
});

describe('a stream', () => {
  async function* failing(error: unknown) {
    yield 1;
    throw error;
  }
  const drain = async (stream: AsyncIterable<unknown>) => {
    const items: unknown[] = [];
    for await (const item of stream) items.push(item);
    return items;
  };

  test('stream › fails › the same document of a failure', async () => {
    const log = memoryLog();
    const stream = guardStream(failing(new Error('/home/somebody')), log, 'live.changes', undefined);
    await expect(drain(stream)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(log.lines).toHaveLength(1);
  });

  test('stream › fails after its reader left › ends without an error', async () => {
    const log = memoryLog();
    const stream = guardStream(failing(new Error('aborted')), log, 'live.changes', AbortSignal.abort());
    expect(await drain(stream)).toEqual([1]);
    expect(log.lines).toEqual([]);
  });

  test('stream › its reader leaves early › the source ends', async () => {
    let ended = false;
    async function* producer() {
      try {
        for (;;) yield 1;
      } finally {
        ended = true;
      }
    }
    for await (const _item of guardStream(producer(), memoryLog(), 'live.changes', undefined)) break;
    expect(ended).toBe(true);
  });
});
