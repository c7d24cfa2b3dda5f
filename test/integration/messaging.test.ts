import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import type { MessageBatch } from '../../shared/contract/messaging.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis', 'posix'], 'messaging', () => {
  let home: TestHome;
  let services: Services;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runInProcess(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
    services = await createServices({ env: home.env, client: 'browser' });
  }, 300_000);
  afterEach(() => redisCli(home.port, 'flushall'));
  afterAll(async () => {
    await services.close();
    await home.dispose();
  });

  async function listen(topics: { readonly channels?: string[]; readonly patterns?: string[] }) {
    const end = new AbortController();
    const batches: MessageBatch[] = [];
    const request = { instance: 'main', channels: [], patterns: [], ...topics };
    const reading = (async () => {
      for await (const batch of services.messaging.listen(request, end.signal)) batches.push(batch);
    })();
    await waitFor('the subscription', () => batches.length > 0);
    const close = async () => {
      end.abort();
      await reading;
    };
    return { batches, close, texts: () => batches.flatMap(({ items }) => items) };
  }

  test('a channel and a pattern › messages, subscribers, and the end of the connection', async () => {
    const both = await listen({ channels: ['news'], patterns: ['n*'] });
    expect(await services.messaging.publish('main', 'news', 'hé\u0000llo')).toBe(2);
    await waitFor('both messages', () => both.texts().length === 2);
    expect(both.texts()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ channel: { text: 'news' }, pattern: null, content: { text: 'hé\u0000llo' } }),
        expect.objectContaining({ channel: { text: 'news' }, pattern: { text: 'n*' } }),
      ]),
    );
    expect(await services.messaging.channels('main')).toEqual({
      items: [{ name: { text: 'news' }, subscribers: 1, isSharded: false }],
      total: 1,
      patterns: 1,
    });
    await both.close();
    await waitFor('no subscriber', async () => (await services.messaging.channels('main')).total === 0);
  });

  test('a flood and a large message › bounded batches that count the rest', async () => {
    const flood = await listen({ channels: ['flood'] });
    const script = "for i=1,3000 do redis.call('publish','flood',string.rep('x',10000)) end";
    await redisCli(home.port, 'eval', script, '0');
    await waitFor('all messages', () => flood.batches.at(-1)?.received === 3000);
    const shown = flood.texts();
    expect(shown.length + flood.batches.reduce((sum, { dropped }) => sum + dropped, 0)).toBe(3000);
    expect(Math.max(...flood.batches.map(({ items }) => items.length))).toBeLessThanOrEqual(200);
    expect(shown[0]?.content).toEqual({ text: 'x'.repeat(4096), totalBytes: 10_000 });
    await flood.close();
  });

  test('a stream › groups, consumers, lag, pending entries, claim and acknowledge', async () => {
    const cli = (...args: readonly string[]) => redisCli(home.port, '-n', '2', ...args);
    for (const id of ['1-1', '1-2', '1-3']) await cli('xadd', 's', id, 'f', 'v');
    await cli('xgroup', 'create', 's', 'g', '0');
    await cli('xreadgroup', 'group', 'g', 'ann', 'count', '2', 'streams', 's', '>');
    expect(await services.messaging.list('main', 2)).toEqual({
      items: [{ key: { text: 's' }, length: 3, groups: 1, lastId: '1-3' }],
      complete: true,
    });
    const place = { instance: 'main', database: 2, key: { text: 's' } };
    const group = { ...place, group: { text: 'g' } };
    expect(await services.messaging.get(place)).toMatchObject({
      ...{ length: 3, firstId: '1-1', lastId: '1-3' },
      groups: [{ name: { text: 'g' }, pending: 2, lag: 1, consumers: [{ name: { text: 'ann' }, pending: 2 }] }],
    });
    const { items, more } = await services.messaging.pending(group);
    expect([items.map(({ id }) => id), more]).toEqual([['1-1', '1-2'], false]);
    expect((await services.messaging.pending({ ...group, after: '1-1' })).items).toHaveLength(1);
    const claim = { ...group, consumer: { text: 'bob' }, minIdleMs: 0, ids: ['1-2', '9-9'] };
    expect(await services.messaging.claim(claim)).toEqual(['1-2']);
    expect((await services.messaging.pending(group)).items[1]).toMatchObject({ id: '1-2', consumer: { text: 'bob' } });
    expect(await services.messaging.acknowledge({ ...group, ids: ['1-1', '9-9'] })).toBe(1);

    await services.keyspace.setReadOnly('main', true);
    const refused = { code: 'READ_ONLY' };
    await expect(services.messaging.acknowledge({ ...group, ids: ['1-2'] })).rejects.toMatchObject(refused);
    await expect(services.messaging.claim(claim)).rejects.toMatchObject(refused);
    const former = [{ id: '1-1', consumer: { text: 'ann' }, idleMs: 5000, deliveries: 1 }];
    await expect(services.messaging.putBack({ ...group, entries: former })).rejects.toMatchObject(refused);
    await services.keyspace.setReadOnly('main', false);
    expect((await services.messaging.pending(group)).items).toHaveLength(1);
  });

  test('acknowledged and claimed entries put back › pending as before, except what the stream no longer has', async () => {
    const cli = (...args: readonly string[]) => redisCli(home.port, ...args);
    for (const id of ['1-1', '1-2', '1-3']) await cli('xadd', 's', id, 'f', 'v');
    await cli('xgroup', 'create', 's', 'g', '0');
    await cli('xreadgroup', 'group', 'g', 'ann', 'count', '3', 'streams', 's', '>');
    await cli('xclaim', 's', 'g', 'ann', '0', '1-2', 'idle', '90000', 'retrycount', '7', 'justid');
    const group = { instance: 'main', database: 0, key: { text: 's' }, group: { text: 'g' } };
    const { items } = await services.messaging.pending(group);
    expect(items[1]).toMatchObject({ id: '1-2', deliveries: 7 });
    const entries = items.map(({ id, idleMs, deliveries }) => ({ id, consumer: { text: 'ann' }, idleMs, deliveries }));
    const claim = { ...group, consumer: { text: 'bob' }, minIdleMs: 0, ids: ['1-1'] };
    expect(await services.messaging.claim(claim)).toEqual(['1-1']);
    expect(await services.messaging.acknowledge({ ...group, ids: ['1-2', '1-3'] })).toBe(2);
    await cli('xdel', 's', '1-3');
    expect(await services.messaging.putBack({ ...group, entries })).toEqual(['1-1', '1-2']);
    const after = (await services.messaging.pending(group)).items;
    expect(after.map(({ id, consumer, deliveries }) => ({ id, consumer, deliveries }))).toEqual([
      { id: '1-1', consumer: { text: 'ann' }, deliveries: 1 },
      { id: '1-2', consumer: { text: 'ann' }, deliveries: 7 },
    ]);
    expect(after[1]?.idleMs).toBeGreaterThanOrEqual(90_000);
    await cli('xgroup', 'destroy', 's', 'g');
    await expect(services.messaging.putBack({ ...group, entries })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a stream or a group that is gone, another type, another instance › the reason', async () => {
    await redisCli(home.port, 'set', 'text', '1');
    const place = (key: string) => ({ instance: 'main', database: 0, key: { text: key } });
    await expect(services.messaging.get(place('none'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(services.messaging.get(place('text'))).rejects.toMatchObject({ code: 'CONFLICT' });
    const pending = services.messaging.pending({ ...place('none'), group: { text: 'g' } });
    await expect(pending).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(services.messaging.channels('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
