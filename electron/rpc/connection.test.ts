import { describe, expect, test } from 'vitest';
import { AppError } from '../../shared/contract/errors.ts';
import { keptLog } from '../../test/support/some-operations.ts';
import type { Services } from '../services/services.ts';
import { openConnection } from './connection.ts';
import { guardStream, isStream, refuseFlood } from './guard.ts';
import { type ServerPort, serveMessagePort } from './message-port.ts';

const call = (id: string, path: string, input?: unknown) =>
  JSON.stringify({ i: id, p: { u: path, ...(input === undefined ? {} : { b: { json: input } }) } });
const soon = () => new Promise((resolve) => setTimeout(resolve, 30));

function connected(services: object = {}) {
  const sent: string[] = [];
  const state = { refused: 0 };
  const log = keptLog();
  const connection = openConnection({ log, environment: { home: '/nowhere' }, ...services } as unknown as Services, {
    send: (message) => void sent.push(message),
    refuse: () => {
      state.refused += 1;
    },
  });
  return { connection, sent, state, log };
}

describe('a connection to a client', () => {
  test.each([
    ['no JSON', 'x'],
    ['bytes', Buffer.from('{}')],
    ['null', null],
    ['another envelope', '{"i":"1","p":{"u":"no-slash"}}'],
    ['an unknown field', '{"i":"1","p":{"u":"/a"},"h":{}}'],
    ['an empty id', '{"i":"","p":{"u":"/a"}}'],
  ])('%s › ends it once, and later messages are ignored', async (_, message) => {
    const { connection, sent, state } = connected();
    connection.receive(message);
    connection.receive(message);
    connection.receive(call('2', '/app/info'));
    await soon();
    expect([state.refused, sent]).toEqual([1, []]);
  });

  test('an unknown procedure › is answered, and the connection stays open', async () => {
    const { connection, sent, state } = connected();
    connection.receive(call('7', '/no/such'));
    connection.receive(call('8', '/__proto__/constructor'));
    await expect.poll(() => sent.length).toBe(2);
    expect(sent.map((text) => JSON.parse(text).i).sort()).toEqual(['7', '8']);
    expect(sent.join()).toContain('NOT_FOUND');
    expect(state.refused).toBe(0);
  });

  test('an input that the contract refuses › names the field, and reveals nothing of the app', async () => {
    const { connection, sent, log } = connected();
    connection.receive(call('1', '/alerts/acknowledge', { id: 7 }));
    await expect.poll(() => sent.length).toBe(1);
    expect(sent[0]).toContain('BAD_VALUE');
    expect(sent[0]).not.toContain(process.cwd());
    expect(log.errors).toEqual([]);
  });

  test('a fault of the app › is one sentence for the client, and in the log with its reason', async () => {
    const alerts = { acknowledge: () => Promise.reject(new Error('secret path /home/x')) };
    const { connection, sent, log } = connected({ alerts });
    connection.receive(call('1', '/alerts/acknowledge', { id: 'a' }));
    await expect.poll(() => sent.length).toBe(1);
    expect(sent[0]).not.toContain('secret');
    expect(log.errors.join()).toContain('secret path');
  });

  test('a closed connection › sends nothing more', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const alerts = {
      acknowledge: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    };
    const { connection, sent, state } = connected({ alerts });
    connection.receive(call('1', '/alerts/acknowledge', { id: 'a' }));
    await soon();
    connection.closed();
    connection.closed();
    answer({});
    await soon();
    expect([sent, state.refused]).toEqual([[], 0]);
  });

  test('more than 256 open calls › the further ones are refused until some are answered', async () => {
    const answers: (() => void)[] = [];
    const alerts = {
      acknowledge: () =>
        new Promise((_, reject) => {
          answers.push(() => reject(new AppError('NOT_FOUND', 'gone', { what: 'alert', id: 'a' })));
        }),
    };
    const { connection, sent } = connected({ alerts });
    for (let id = 0; id < 260; id++) connection.receive(call(String(id), '/alerts/acknowledge', { id: 'a' }));
    await expect.poll(() => sent.filter((text) => text.includes('TOO_MANY_REQUESTS')).length).toBe(4);
    for (const answer of answers) answer();
    await expect.poll(() => sent.length).toBe(260);
    connection.receive(call('last', '/alerts/acknowledge', { id: 'a' }));
    await expect.poll(() => answers.length).toBeGreaterThan(0);
    answers.at(-1)?.();
    await expect.poll(() => sent.at(-1)?.includes('NOT_FOUND')).toBe(true);
  });

  test('a message port › whose other side sends garbage › is closed', () => {
    const listeners = new Map<string, (event: { readonly data: unknown }) => void>();
    const calls: string[] = [];
    const port: ServerPort = {
      on: (event: string, listener: never) => listeners.set(event, listener),
      postMessage: () => void calls.push('post'),
      start: () => void calls.push('start'),
      close: () => void calls.push('close'),
    };
    serveMessagePort(port, { log: keptLog() } as unknown as Services);
    listeners.get('message')?.({ data: { not: 'text' } });
    listeners.get('close')?.({ data: null });
    expect(calls).toEqual(['start', 'close']);
  });
});

describe('streams', () => {
  async function* failing(error: Error): AsyncGenerator<number> {
    yield 1;
    throw error;
  }
  const read = async (error: Error, signal?: AbortSignal) => {
    const log = keptLog();
    const values: unknown[] = [];
    const failure = await (async () => {
      for await (const value of guardStream(failing(error), log, 'live.watch', signal)) values.push(value);
      return null;
    })().catch((thrown: unknown) => thrown);
    return { values, failure, log };
  };

  test('a failure while it is read › a declared one, or one sentence', async () => {
    const declared = await read(new AppError('NOT_FOUND', 'gone', { what: 'instance', id: 'a' }));
    expect(declared.values).toEqual([1]);
    expect(declared.failure).toMatchObject({ code: 'NOT_FOUND', message: 'gone' });
    const bug = await read(new Error('secret'));
    expect(bug.failure).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(String(bug.failure)).not.toContain('secret');
    expect(bug.log.errors).toHaveLength(1);
  });

  test('a failure after the client has gone › is the end, not an error', async () => {
    const { failure, log } = await read(new Error('aborted'), AbortSignal.abort());
    expect([failure, log.errors]).toEqual([null, []]);
  });

  test('streams › recognised by being an async iterable', () => {
    expect([isStream(failing(new Error('x'))), isStream([1]), isStream(null), isStream('text'), isStream({})]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(() => refuseFlood({ load: { open: 256 } } as never)).not.toThrow();
    expect(() => refuseFlood({ load: { open: 257 } } as never)).toThrow('256');
    expect(() => refuseFlood({} as never)).not.toThrow();
  });
});
