import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Channels, MessageBatch, PendingEntry, StreamDetails } from '../../../shared/contract/messaging.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { PubsubPanel } from './pubsub-panel.tsx';
import { StreamsPanel } from './streams-panel.tsx';

const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

const channels = (items: Channels['items'], change: Partial<Channels> = {}): Channels => ({
  ...{ items, total: items.length, patterns: 0 },
  ...change,
});

/** A subscription that receives what the test pushes, and that the test ends or fails. */
function subscription() {
  const batches: MessageBatch[] = [];
  let failed: Error | null = null;
  let wake: () => void = () => undefined;
  return {
    push(batch: MessageBatch) {
      batches.push(batch);
      wake();
    },
    fail(error: Error) {
      failed = error;
      wake();
    },
    async *listen(): AsyncGenerator<MessageBatch> {
      yield { items: [], received: 0, dropped: 0 };
      for (;;) {
        for (const batch of batches.splice(0)) yield batch;
        if (failed) throw failed;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

const message = (text: string) => ({
  ...{ at: '2026-11-20T10:00:00.000Z', channel: { text: 'news' }, pattern: null, content: { text } },
});

describe('Pub/Sub panel', () => {
  test('Pub/Sub panel › channels › with their subscribers, sharded ones marked, and how many are not shown', async () => {
    const items = [
      { name: { text: 'news' }, subscribers: 3, isSharded: false },
      { name: { text: 'orders' }, subscribers: 1, isSharded: true },
      { name: { base64: '/wA=' }, subscribers: 1, isSharded: false },
    ];
    core.reply({ pubsub: { channels: () => channels(items, { total: 2000, patterns: 2 }) } });
    show(<PubsubPanel instance="main" />);
    const rows = await screen.findAllByRole('row');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'ChannelSubscribers',
      'news3',
      'orders sharded1',
      '\\xff\\x001',
    ]);
    expect(screen.getByText('The 3 with most subscribers of 2000 channels')).toBeTruthy();
    expect(screen.getByText('2 patterns subscribed; Redis does not name them.')).toBeTruthy();
  });

  test('Pub/Sub panel › no channels, or a refusal › says so', async () => {
    core.reply({ pubsub: { channels: () => channels([]) } });
    const { unmount } = show(<PubsubPanel instance="main" />);
    expect(await screen.findByText('No channel has subscribers.')).toBeTruthy();
    unmount();
    const refused = failure('NOT_RUNNING', 'main is not running.', { instance: 'main', state: 'stopped' } as never);
    core.reply({
      pubsub: {
        channels: () => {
          throw refused;
        },
      },
    });
    show(<PubsubPanel instance="main" />);
    expect(await screen.findByText('Could not read the channels: main is not running.')).toBeTruthy();
  });

  test('Pub/Sub panel › a subscription › messages newest first, counted, until it is stopped', async () => {
    const news = subscription();
    core.reply({ pubsub: { channels: () => channels([]), listen: () => news.listen() as never } });
    const { user } = show(<PubsubPanel instance="main" />);
    await fill(user, screen.getByRole('textbox', { name: 'Channel or pattern' }), 'ne*');
    await user.click(screen.getByRole('button', { name: 'Subscribe' }));
    expect(inputs('pubsub.listen')).toEqual([{ instance: 'main', channels: [], patterns: ['ne*'] }]);
    const list = screen.getByRole('region', { name: 'Messages of ne*' });
    expect(within(list).getByText('Messages appear here.')).toBeTruthy();
    act(() => news.push({ items: [message('one'), message('two')], received: 2, dropped: 0 }));
    await waitFor(() => expect(within(list).getAllByRole('article')).toHaveLength(2));
    expect(within(list).getAllByRole('article')[0]?.textContent).toContain('two');
    act(() => news.push({ items: [message('\u001b[31mred')], received: 903, dropped: 900 }));
    await waitFor(() => expect(list.textContent).toContain('\\x1b[31mred'));
    expect(screen.getByText(/^903 messages since .*\. 900 messages not shown/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(screen.getByRole('button', { name: 'Subscribe' })).toBeTruthy();
    expect(within(list).getAllByRole('article')).toHaveLength(3);
  });

  test('Pub/Sub panel › a listed channel whose name looks like a pattern › that channel alone is subscribed', async () => {
    core.reply({
      pubsub: {
        channels: () => channels([{ name: { text: 'job[1]*' }, subscribers: 1, isSharded: false }]),
        listen: () => subscription().listen() as never,
      },
    });
    const { user } = show(<PubsubPanel instance="main" />);
    await user.click(await screen.findByRole('button', { name: 'job[1]*' }));
    expect(inputs('pubsub.listen')).toEqual([{ instance: 'main', channels: ['job[1]*'], patterns: [] }]);
  });

  test('Pub/Sub panel › the server stops › the reason, and received messages stay', async () => {
    const news = subscription();
    core.reply({ pubsub: { channels: () => channels([]), listen: () => news.listen() as never } });
    const { user } = show(<PubsubPanel instance="main" />);
    await fill(user, screen.getByRole('textbox', { name: 'Channel or pattern' }), 'news');
    await user.click(screen.getByRole('button', { name: 'Subscribe' }));
    act(() => news.push({ items: [message('one')], received: 1, dropped: 0 }));
    await screen.findByRole('article');
    act(() => news.fail(failure('NOT_RUNNING', 'The connection was lost.', {} as never)));
    expect(await screen.findByText('The connection was lost.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Subscribe' })).toBeTruthy();
    expect(screen.getByRole('article').textContent).toContain('one');
  });

  test('Pub/Sub panel › publish › to the channel, with how many clients received it', async () => {
    core.reply({ pubsub: { channels: () => channels([]), publish: () => ({ receivers: 1 }) } });
    const { user } = show(<PubsubPanel instance="main" />);
    const publish = screen.getByRole('button', { name: 'Publish' });
    expect((publish as HTMLButtonElement).disabled).toBe(true);
    await fill(user, screen.getByRole('textbox', { name: 'Publish to channel' }), 'news');
    await fill(user, screen.getByRole('textbox', { name: 'Message' }), 'hello');
    await user.click(publish);
    expect(await screen.findByText('Published to news')).toBeTruthy();
    expect(screen.getByText('1 client received it.')).toBeTruthy();
    expect(inputs('pubsub.publish')).toEqual([{ instance: 'main', channel: 'news', message: 'hello' }]);
  });
});

const orders: StreamDetails = {
  ...{ length: 1200, firstId: '1-1', lastId: '9-9' },
  groups: [
    {
      ...{ name: { text: 'billing' }, pending: 2, lastDeliveredId: '5-0', lag: 40 },
      consumers: [{ name: { text: 'ann' }, pending: 2, idleMs: 65_000 }],
    },
    { name: { text: 'audit' }, pending: 0, lastDeliveredId: '0-0', lag: null, consumers: [] },
  ],
};

const pending = (id: string, change: Partial<PendingEntry> = {}): PendingEntry => ({
  ...{ id, consumer: { text: 'ann' }, idleMs: 65_000, deliveries: 2 },
  ...change,
});

async function openPending(items: readonly PendingEntry[]) {
  core.reply({
    streams: {
      list: () => ({
        items: [{ key: { text: 'orders' }, length: 1200, groups: 2, lastId: '9-9' }],
        complete: true,
      }),
      get: () => orders,
      pending: () => ({ items: [...items], more: false }),
      acknowledge: ({ ids }) => ({ acknowledged: ids.length }),
      claim: ({ ids }) => ({ claimed: [...ids] }),
      putBack: ({ entries }) => ({ pending: entries.slice(1).map(({ id }) => id) }),
    },
  });
  const { user } = show(<StreamsPanel instance="main" />);
  await user.click(await screen.findByRole('button', { name: 'orders' }));
  const group = await screen.findByRole('region', { name: 'Group billing' });
  await user.click(within(group).getByRole('button', { name: 'Show pending entries' }));
  return { user, group };
}

describe('streams panel', () => {
  test('streams panel › a database › its streams; another one without any', async () => {
    core.reply({
      streams: {
        list: ({ database }) => ({
          items: database === 0 ? [{ key: { text: 'orders' }, length: 1200, groups: 2, lastId: '9-9' }] : [],
          complete: database !== 7,
        }),
      },
    });
    const { user } = show(<StreamsPanel instance="main" />);
    expect((await screen.findByRole('button', { name: 'orders' })).closest('tr')?.textContent).toBe('orders1,2002');
    await fill(user, screen.getByRole('textbox', { name: 'Database' }), '3');
    expect(await screen.findByText('This database has no streams.')).toBeTruthy();
    await fill(user, screen.getByRole('textbox', { name: 'Database' }), '7');
    expect(await screen.findByText('The search ended before all keys were read.')).toBeTruthy();
  });

  test('streams panel › a stream › groups with lag, pending and consumers; back to all', async () => {
    const { user, group } = await openPending([]);
    expect(group.textContent).toContain('Lag 40 · Pending 2');
    expect(within(group).getByRole('row', { name: /ann/ }).textContent).toContain('ann2');
    const audit = screen.getByRole('region', { name: 'Group audit' });
    expect(audit.textContent).toContain('Lag — · Pending 0');
    expect(within(audit).getByText('No consumers yet.')).toBeTruthy();
    expect(await within(group).findByText('Every delivered entry is acknowledged.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'All streams' }));
    expect(await screen.findByRole('button', { name: 'orders' })).toBeTruthy();
  });

  test('streams panel › entries acknowledged › Undo puts them back as they were, and names what is gone', async () => {
    const { user, group } = await openPending([pending('1-1'), pending('1-2', { deliveries: 9 }), pending('1-3')]);
    await user.click(await within(group).findByRole('checkbox', { name: 'Select 1-1' }));
    await user.click(within(group).getByRole('checkbox', { name: 'Select 1-2' }));
    await user.click(within(group).getByRole('button', { name: 'Acknowledge 2 entries' }));
    expect(await screen.findByText('2 entries acknowledged')).toBeTruthy();
    const place = { instance: 'main', database: 0, key: { text: 'orders' }, group: { text: 'billing' } };
    expect(inputs('streams.acknowledge')).toEqual([{ ...place, ids: ['1-1', '1-2'] }]);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('1 entry pending again')).toBeTruthy();
    expect(screen.getByText('The stream no longer has the others.')).toBeTruthy();
    expect(inputs('streams.putBack')).toEqual([
      {
        ...place,
        entries: [
          { id: '1-1', consumer: { text: 'ann' }, idleMs: 65_000, deliveries: 2 },
          { id: '1-2', consumer: { text: 'ann' }, idleMs: 65_000, deliveries: 9 },
        ],
      },
    ]);
  });

  test('streams panel › an entry claimed › for the named consumer, with Undo', async () => {
    const { user, group } = await openPending([pending('1-1')]);
    const claim = () => within(group).getByRole('button', { name: /^Claim/ }) as HTMLButtonElement;
    await user.click(await within(group).findByRole('checkbox', { name: 'Select 1-1' }));
    expect(claim().disabled).toBe(true);
    await fill(user, within(group).getByRole('textbox', { name: 'Claim for consumer' }), 'bob');
    await user.click(claim());
    expect(await screen.findByText('1 entry claimed for bob')).toBeTruthy();
    expect(inputs('streams.claim')).toMatchObject([{ consumer: { text: 'bob' }, minIdleMs: 0, ids: ['1-1'] }]);
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  });

  test('streams panel › a consumer whose name is too long to be shown › no Undo, because it cannot be named', async () => {
    const cut = pending('1-1', { consumer: { text: 'x'.repeat(1024), totalBytes: 5000 } });
    const { user, group } = await openPending([cut]);
    await user.click(await within(group).findByRole('checkbox', { name: 'Select 1-1' }));
    await user.click(within(group).getByRole('button', { name: 'Acknowledge 1 entry' }));
    expect(await screen.findByText('1 entry acknowledged')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});
