import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MessageBatch } from '../../../shared/contract/messaging.ts';
import { type BareRedis, bareRedis } from '../../../test/support/bare-redis.ts';
import { redisCli } from '../../../test/support/redis-cli.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { listenTo, type Topics } from './listen.ts';

let server: BareRedis;
beforeAll(async () => {
  server = await bareRedis();
});
afterAll(() => server.dispose());

const target = () => ({ host: '127.0.0.1', port: server.port, password: null });
const publish = (channel: string, message: string) => redisCli(server.port, 'publish', channel, message);
const subscribers = async () =>
  Number((await redisCli(server.port, 'info', 'stats')).match(/pubsub_channels:(\d+)/)?.[1]);

/** Listens until the test ends. @returns the next batch, and ends it */
async function listen(topics: Partial<Topics>) {
  const ending = new AbortController();
  onTestFinished(async () => {
    ending.abort();
    await batches.return(undefined).catch(() => undefined);
  });
  const batches = listenTo('main', target(), { channels: [], patterns: [], ...topics }, ending.signal);
  const next = async (): Promise<MessageBatch> => {
    const { value, done } = await batches.next();
    if (done) throw new Error('the messages have ended');
    return value;
  };
  // The first batch says that the server has confirmed the topics.
  expect(await next()).toEqual({ items: [], received: 0, dropped: 0 });
  return { next, end: () => ending.abort(), batches };
}

describe('messages', () => {
  test('of a channel › with the channel and the text', async () => {
    const { next } = await listen({ channels: ['news'] });
    await publish('news', 'hello');
    const { items, received } = await next();
    expect(items).toMatchObject([{ channel: { text: 'news' }, pattern: null, content: { text: 'hello' } }]);
    expect(received).toBe(1);
  });

  test('of a pattern › with the pattern, and only of channels that match', async () => {
    const { next } = await listen({ patterns: ['user:*'] });
    await publish('other', 'no');
    await publish('user:7', 'yes');
    expect((await next()).items).toMatchObject([
      { channel: { text: 'user:7' }, pattern: { text: 'user:*' }, content: { text: 'yes' } },
    ]);
  });

  test('a long message › its beginning, and how long it is', async () => {
    const { next } = await listen({ channels: ['long'] });
    await publish('long', 'x'.repeat(10_000));
    const [message] = (await next()).items;
    expect(message?.content).toMatchObject({ text: 'x'.repeat(4096), totalBytes: 10_000 });
  });

  test('more than a batch shows › the others are counted as dropped', async () => {
    const { next } = await listen({ channels: ['flood'] });
    await redisCli(server.port, 'eval', "for i = 1, 500 do redis.call('publish', 'flood', i) end", '0');
    const seen = { items: 0, dropped: 0, received: 0 };
    while (seen.items + seen.dropped < 500) {
      const { items, dropped, received } = await next();
      seen.items += items.length;
      seen.dropped += dropped;
      seen.received = received;
      expect(items.length).toBeLessThanOrEqual(200);
    }
    expect(seen.items + seen.dropped).toBe(500);
    expect(seen.received).toBe(500);
  });
});

describe('messages › end', () => {
  test('the reader leaves › the connection is closed', async () => {
    const { end, batches } = await listen({ channels: ['bye'] });
    end();
    expect((await batches.next()).done).toBe(true);
    await waitFor('the subscription to end', async () => (await subscribers()) === 0);
  });

  test('the server drops the connection › fails with a sentence about the instance', async () => {
    const { batches } = await listen({ channels: ['cut'] });
    // Expected before the cut, which is noticed before redis-cli has ended.
    const failed = expect(batches.next()).rejects.toMatchObject({ message: expect.stringContaining('main') });
    await redisCli(server.port, 'client', 'kill', 'type', 'pubsub');
    await failed;
  });

  test('no server › fails before the first batch', async () => {
    const nowhere = listenTo('main', { ...target(), port: 1 }, { channels: ['a'], patterns: [] }, undefined);
    await expect(nowhere.next()).rejects.toMatchObject({ message: expect.stringContaining('main') });
  });
});
