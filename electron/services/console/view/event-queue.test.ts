import { describe, expect, test } from 'vitest';
import type { ConsoleEvent } from '../../../../shared/contract/console.ts';
import { createEventQueue } from './event-queue.ts';

const state: ConsoleEvent = {
  kind: 'state',
  state: { database: 0, protocol: 2, inTransaction: false, activity: 'idle' },
} as ConsoleEvent;

/** Takes the next events of a queue. */
function readerOf(queue: ReturnType<typeof createEventQueue>, signal?: AbortSignal) {
  const events = queue.read(signal);
  return async (count: number) => {
    const taken: ConsoleEvent[] = [];
    while (taken.length < count) {
      const { value, done } = await events.next();
      if (done) break;
      taken.push(value);
    }
    return taken;
  };
}

const message = (queue: ReturnType<typeof createEventQueue>, text: string) => {
  queue.output.write(Buffer.from(text));
  queue.output.replied?.();
};

describe('console events', () => {
  test('messages since the last read › one event with their text and number', async () => {
    const queue = createEventQueue();
    message(queue, '1) "message"\n');
    message(queue, '2) "news"\n');
    const [text] = await readerOf(queue)(1);
    expect(text).toEqual({ kind: 'text', text: '1) "message"\n2) "news"', messages: 2, dropped: 0 });
  });

  test('a change of state between messages › keeps its place', async () => {
    const queue = createEventQueue();
    message(queue, 'before\n');
    queue.add(state);
    message(queue, 'after\n');
    const events = await readerOf(queue)(3);
    expect(events.map((event) => (event.kind === 'text' ? event.text : event.kind))).toEqual([
      'before',
      state.kind,
      'after',
    ]);
  });

  test('an event while the reader waits › wakes it', async () => {
    const queue = createEventQueue();
    const take = readerOf(queue)(1);
    setTimeout(() => queue.add(state), 10);
    expect(await take).toEqual([state]);
  });

  test('more than one batch holds › the rest is counted, not kept', async () => {
    const queue = createEventQueue();
    const line = `${'x'.repeat(1023)}\n`;
    for (let sent = 0; sent < 100; sent++) message(queue, line);
    expect(queue.output.isFull?.()).toBe(true);
    const [batch] = await readerOf(queue)(1);
    expect(batch).toMatchObject({ kind: 'text', messages: 64, dropped: 36 });
  });

  test('after a full batch › the next one takes text again', async () => {
    const queue = createEventQueue();
    const take = readerOf(queue);
    message(queue, 'x'.repeat(70_000));
    await take(1);
    expect(queue.output.isFull?.()).toBe(false);
    message(queue, 'news\n');
    expect(await take(1)).toEqual([{ kind: 'text', text: 'news', messages: 1, dropped: 0 }]);
  });
});

describe('console events › end', () => {
  test('the reader leaves while it waits › ends', async () => {
    const queue = createEventQueue();
    const leaving = new AbortController();
    const take = readerOf(queue, leaving.signal)(1);
    leaving.abort();
    expect(await take).toEqual([]);
  });

  test('the console closes › ends its reader', async () => {
    const queue = createEventQueue();
    const take = readerOf(queue)(2);
    queue.add(state);
    setTimeout(queue.end, 10);
    expect(await take).toEqual([state]);
  });

  test('a second reader after the first left › gets the events since', async () => {
    const queue = createEventQueue();
    const leaving = new AbortController();
    leaving.abort();
    expect(await readerOf(queue, leaving.signal)(1)).toEqual([]);
    queue.add(state);
    expect(await readerOf(queue)(1)).toEqual([state]);
  });
});
