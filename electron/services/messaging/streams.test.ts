import { describe, expect, test } from 'vitest';
import type { Argument, Command, KeyConnection } from '../keyspace/values/key-connection.ts';
import {
  acknowledgeEntries,
  claimEntries,
  listStreams,
  pendingEntries,
  putBackEntries,
  streamDetails,
} from './streams.ts';

const place = { instance: 'main', database: 0, key: { text: 'orders' } };
const group = { ...place, group: { text: 'workers' } };
const bytes = (value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value, 'latin1') : Array.isArray(value) ? value.map(bytes) : value;

/** A server that replies to each command by this function. Strings become bytes, as on a connection. */
function connection(reply: (command: string, args: readonly string[]) => unknown) {
  const sent: string[] = [];
  const one = ([name, ...args]: Command): unknown => {
    const words = args.map((arg: Argument) => (Buffer.isBuffer(arg) ? arg.toString('latin1') : String(arg)));
    sent.push([name, ...words].join(' '));
    return bytes(reply(name, words));
  };
  const link = {
    ...{ instance: 'main', database: 0, isOpen: true, close: () => undefined },
    async call(...command: Command) {
      const given = one(command);
      if (given instanceof Error) throw given;
      return given;
    },
    pipeline: async (commands: readonly Command[]) => commands.map(one),
  } as unknown as KeyConnection;
  return { link, sent };
}

describe('the streams of a database', () => {
  test('list › SCAN gives a key twice › it is listed once', async () => {
    const { link } = connection((name, [cursor]) => {
      if (name === 'SCAN') return cursor === '0' ? ['7', ['orders', 'mail']] : ['0', ['orders']];
      return ['length', 3, 'groups', 1, 'last-generated-id', '5-0'];
    });
    const { items, complete } = await listStreams(link);
    expect(items.map(({ key }) => key)).toEqual([{ text: 'orders' }, { text: 'mail' }]);
    expect(items[0]).toMatchObject({ length: 3, groups: 1, lastId: '5-0' });
    expect(complete).toBe(true);
  });

  test('list › a stream that is deleted meanwhile › is left out', async () => {
    const { link } = connection((name, [, key]) => {
      if (name === 'SCAN') return ['0', ['gone', 'orders']];
      return key === 'gone' ? new Error('ERR no such key') : ['length', 1, 'groups', 0, 'last-generated-id', '1-0'];
    });
    expect((await listStreams(link)).items.map(({ key }) => key)).toEqual([{ text: 'orders' }]);
  });

  test('list › more streams than are listed › says that it is not complete, and stops asking', async () => {
    let rounds = 0;
    const { link } = connection((name) => {
      if (name !== 'SCAN') return ['length', 1, 'groups', 0, 'last-generated-id', '1-0'];
      rounds += 1;
      return [String(rounds), Array.from({ length: 300 }, (_, at) => `s${rounds}-${at}`)];
    });
    const { items, complete } = await listStreams(link);
    expect([items.length, complete, rounds]).toEqual([500, false, 2]);
  });

  test('list › a name that is no text › keeps its bytes', async () => {
    const { link } = connection((name) =>
      name === 'SCAN' ? ['0', ['\u00ff\u0000']] : ['length', 0, 'groups', 0, 'last-generated-id', '0-0'],
    );
    expect((await listStreams(link)).items[0]?.key).toEqual({ base64: '/wA=' });
  });
});

describe('one stream', () => {
  test('details › groups with their consumers, and the lag where the server knows it', async () => {
    const { link } = connection((_, [what, , name]) => {
      if (what === 'STREAM') return ['length', 2, 'last-generated-id', '2-0', 'first-entry', ['1-0', ['f', 'v']]];
      if (what === 'CONSUMERS') return name === 'workers' ? [['name', 'w1', 'pending', 4, 'idle', 1500]] : [];
      return [
        ['name', 'workers', 'pending', 4, 'last-delivered-id', '2-0', 'lag', 7],
        ['name', 'old', 'pending', 0, 'last-delivered-id', '1-0', 'lag', null],
      ];
    });
    expect(await streamDetails(link, place)).toEqual({
      ...{ length: 2, firstId: '1-0', lastId: '2-0' },
      groups: [
        {
          ...{ name: { text: 'workers' }, pending: 4, lastDeliveredId: '2-0', lag: 7 },
          consumers: [{ name: { text: 'w1' }, pending: 4, idleMs: 1500 }],
        },
        { name: { text: 'old' }, pending: 0, lastDeliveredId: '1-0', lag: null, consumers: [] },
      ],
    });
  });

  test('details › an empty stream › has no first entry', async () => {
    const { link } = connection((_, [what]) =>
      what === 'STREAM' ? ['length', 0, 'last-generated-id', '9-0', 'first-entry', null] : [],
    );
    expect(await streamDetails(link, place)).toEqual({ length: 0, firstId: null, lastId: '9-0', groups: [] });
  });

  test('details › a group name of megabytes › its beginning and its length', async () => {
    const { link } = connection((_, [what]) => {
      if (what === 'STREAM') return ['length', 0, 'last-generated-id', '0-0', 'first-entry', null];
      return what === 'GROUPS' ? [['name', 'g'.repeat(5000), 'pending', 0, 'last-delivered-id', '0-0']] : [];
    });
    const [found] = (await streamDetails(link, place)).groups;
    expect(found?.name).toEqual({ text: 'g'.repeat(1024), totalBytes: 5000 });
  });

  test('details › the stream is gone › NOT_FOUND; another error stays as the server words it', async () => {
    const gone = connection(() => new Error('ERR no such key'));
    await expect(streamDetails(gone.link, place)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const wrong = connection(() => new Error('WRONGTYPE Operation against a key'));
    await expect(streamDetails(wrong.link, place)).rejects.toThrow('WRONGTYPE');
  });
});

describe('pending entries', () => {
  const entry = (id: number) => [`${id}-0`, 'w1', 1000 + id, 2];

  test('pending › a full page › says that there are more, and the next page begins after it', async () => {
    const { link, sent } = connection((_, args) => {
      const from = args[2] === '-' ? 0 : 100;
      return Array.from({ length: from === 0 ? 101 : 3 }, (_entry, at) => entry(from + at));
    });
    const first = await pendingEntries(link, group);
    expect([first.items.length, first.more]).toEqual([100, true]);
    expect(first.items[0]).toEqual({ id: '0-0', consumer: { text: 'w1' }, idleMs: 1000, deliveries: 2 });
    const second = await pendingEntries(link, { ...group, after: first.items.at(-1)?.id });
    expect([second.items.length, second.more]).toEqual([3, false]);
    expect(sent).toEqual(['XPENDING orders workers - + 101', 'XPENDING orders workers (99-0 + 101']);
  });

  test('pending › the group is deleted › says what to do', async () => {
    const { link } = connection(() => new Error('NOGROUP No such key or consumer group'));
    await expect(pendingEntries(link, group)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'The stream has no such consumer group. It may have been deleted: read the stream again.',
    });
  });

  test('acknowledge › exactly the given entries › how many were pending', async () => {
    const { link, sent } = connection(() => 2);
    expect(await acknowledgeEntries(link, { ...group, ids: ['1-0', '2-0', '3-0'] })).toBe(2);
    expect(sent).toEqual(['XACK orders workers 1-0 2-0 3-0']);
  });

  test('claim › entries that are idle long enough › the ids that the server gave', async () => {
    const { link, sent } = connection(() => ['1-0']);
    const claim = { ...group, consumer: { text: 'w2' }, minIdleMs: 60_000, ids: ['1-0', '2-0'] };
    expect(await claimEntries(link, claim)).toEqual(['1-0']);
    expect(sent).toEqual(['XCLAIM orders workers w2 60000 1-0 2-0 JUSTID']);
  });

  test('claim › the group is deleted › NOT_FOUND', async () => {
    const { link } = connection(() => new Error('NOGROUP x'));
    const claim = { ...group, consumer: { text: 'w2' }, minIdleMs: 0, ids: ['1-0'] };
    await expect(claimEntries(link, claim)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  const former = (id: string) => ({ id, consumer: { text: 'w1' }, idleMs: 5000, deliveries: 3 });

  test('put back › entries as they were: consumer, idle time and deliveries', async () => {
    const { link, sent } = connection((_, args) => [args[4]]);
    expect(await putBackEntries(link, { ...group, entries: [former('1-0'), former('2-0')] })).toEqual(['1-0', '2-0']);
    expect(sent[0]).toBe('XCLAIM orders workers w1 0 1-0 IDLE 5000 RETRYCOUNT 3 FORCE JUSTID');
  });

  test('put back › an entry that was deleted from the stream › is not among those that are pending again', async () => {
    const { link } = connection((_, args) => (args[4] === '1-0' ? [] : [args[4]]));
    expect(await putBackEntries(link, { ...group, entries: [former('1-0'), former('2-0')] })).toEqual(['2-0']);
  });

  test('put back › the group is gone › NOT_FOUND', async () => {
    const { link } = connection(() => new Error('NOGROUP x'));
    await expect(putBackEntries(link, { ...group, entries: [former('1-0')] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
