import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { cancellableLink } from './cancellable-link.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-20T10:00:00') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A connection whose replies the test gives. */
function useLink() {
  const abort = new AbortController();
  const progress: (string | null)[] = [];
  const sent: unknown[][] = [];
  let reply: (value: unknown) => void = () => {};
  const call = (...args: unknown[]) => {
    sent.push(args);
    return new Promise((resolve) => {
      reply = resolve;
    });
  };
  const inner = {
    ask: call,
    call,
    callBuffer: call,
    batch: call,
    isOpen: () => true,
    close: () => sent.push(['close']),
  };
  const op = {
    signal: abort.signal,
    progress: (_: number | null, detail: string | null) => void progress.push(detail),
  };
  const link = cancellableLink(inner as unknown as RedisLink, 'main', op);
  return { link, abort, progress, sent, reply: (value: unknown) => reply(value) };
}

describe('cancellable link', () => {
  test('a reply › is passed on, with the arguments of the call', async () => {
    const { link, sent, reply } = useLink();
    const calling = link.call(1000, 'GET', 'key');
    reply('value');
    expect(await calling).toBe('value');
    expect(sent).toEqual([[1000, 'GET', 'key']]);
  });

  test.each(['ask', 'call', 'callBuffer', 'batch'] as const)(
    'a cancel during %s › ends it with the reason',
    async (name) => {
      const { link, abort } = useLink();
      const reason = new Error('cancelled');
      const calling = (link[name] as (timeoutMs: number, ...rest: unknown[]) => Promise<unknown>)(1000, 'PING');
      abort.abort(reason);
      await expect(calling).rejects.toBe(reason);
    },
  );

  test('a call after the cancel › is sent, because it belongs to the undo', async () => {
    const { link, abort, reply } = useLink();
    abort.abort(new Error('cancelled'));
    const calling = link.call(1000, 'CLIENT', 'UNPAUSE');
    reply('OK');
    expect(await calling).toBe('OK');
  });

  test('a server that does not answer for three seconds › the operation reports the wait and its start', async () => {
    const { link, progress, reply } = useLink();
    const calling = link.call(60_000, 'SAVE');
    await vi.advanceTimersByTimeAsync(2900);
    expect(progress).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(progress).toEqual(['waiting for main to answer, since 10:00:00']);
    reply('OK');
    expect(await calling).toBe('OK');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('many calls › leave no listener on the signal', async () => {
    const { link, abort, reply } = useLink();
    const removed = vi.spyOn(abort.signal, 'removeEventListener');
    const added = vi.spyOn(abort.signal, 'addEventListener');
    for (let number = 0; number < 20; number++) {
      const calling = link.call(1000, 'PING');
      reply('PONG');
      await calling;
    }
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });

  test('the other functions › are those of the link', () => {
    const { link, sent } = useLink();
    expect(link.isOpen()).toBe(true);
    link.close();
    expect(sent).toEqual([['close']]);
  });
});
