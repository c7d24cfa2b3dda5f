import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPoller } from './poller.ts';

describe('poller', () => {
  it('two subscribers › share one poll per interval, and none runs without a subscriber', async () => {
    let polls = 0;
    const poller = createPoller(async () => {
      polls += 1;
      return polls;
    });
    const end = new AbortController();
    const received: number[][] = [[], []];
    const subscribe = async (viewer: number) => {
      for await (const value of poller.subscribe(20, end.signal)) {
        received[viewer]?.push(value);
        if ((received[viewer]?.length ?? 0) >= 4) return;
      }
    };
    await Promise.all([subscribe(0), subscribe(1)]);
    expect(received[0]).toHaveLength(4);
    expect(new Set([...(received[0] ?? []), ...(received[1] ?? [])]).size).toBeLessThanOrEqual(polls);
    expect(polls).toBeLessThanOrEqual(6);
    const pollsBefore = polls;
    await sleep(60);
    expect(polls).toBe(pollsBefore);
  });

  it('subscribers with different intervals › share values, and a listener receives every one', async () => {
    let polls = 0;
    const poller = createPoller(async () => {
      polls += 1;
      return polls;
    });
    const observed: number[] = [];
    const stopListening = poller.onValue((value) => observed.push(value));
    const end = new AbortController();
    const stopPolling = poller.keepPolling(() => 40);
    const received: number[] = [];
    for await (const value of poller.subscribe(20, end.signal)) if (received.push(value) === 8) break;
    const pollsBefore = polls;
    // Both start out of turn and share polls from then on.
    expect(pollsBefore).toBeLessThanOrEqual(8 + 2);
    expect(observed).toEqual(Array.from({ length: observed.length }, (_, index) => index + 1));
    stopListening();
    stopPolling();
    await sleep(100);
    expect(polls).toBe(pollsBefore);
  });

  it('refresh, also during a running poll › polls again immediately', async () => {
    let polls = 0;
    const poller = createPoller(async () => {
      polls += 1;
      await sleep(5);
      return polls;
    });
    const end = new AbortController();
    const values = poller.subscribe(60_000, end.signal);
    const first = values.next();
    await sleep(1);
    poller.refresh();
    expect((await first).value).toBe(1);
    expect((await values.next()).value).toBe(2);
    poller.refresh();
    expect((await values.next()).value).toBe(3);
    end.abort();
    expect((await values.next()).done).toBe(true);
  });
});
