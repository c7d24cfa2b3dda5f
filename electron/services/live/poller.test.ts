import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPoller } from './poller.ts';

describe('the ticker', () => {
  it('asks once a tick however many look, and not at all when nobody does', async () => {
    let asked = 0;
    const ticker = createPoller(async () => {
      asked += 1;
      return asked;
    });
    const end = new AbortController();
    const seen: number[][] = [[], []];
    const look = async (viewer: number) => {
      for await (const value of ticker.subscribe(20, end.signal)) {
        seen[viewer]?.push(value);
        if ((seen[viewer]?.length ?? 0) >= 4) return;
      }
    };
    await Promise.all([look(0), look(1)]);
    expect(seen[0]).toHaveLength(4);
    expect(new Set([...(seen[0] ?? []), ...(seen[1] ?? [])]).size).toBeLessThanOrEqual(asked);
    expect(asked).toBeLessThanOrEqual(6);
    const then = asked;
    await sleep(60);
    expect(asked).toBe(then);
  });

  it('gives those of different paces the same values, and those who only listen all of them', async () => {
    let asked = 0;
    const ticker = createPoller(async () => {
      asked += 1;
      return asked;
    });
    const heard: number[] = [];
    const unlisten = ticker.onValue((value) => heard.push(value));
    const end = new AbortController();
    const slow = ticker.keepPolling(() => 40);
    const seen: number[] = [];
    for await (const value of ticker.subscribe(20, end.signal)) if (seen.push(value) === 8) break;
    const then = asked;
    // Both begin out of turn, and go on together.
    expect(then).toBeLessThanOrEqual(8 + 2);
    expect(heard).toEqual(Array.from({ length: heard.length }, (_, index) => index + 1));
    unlisten();
    slow();
    await sleep(100);
    expect(asked).toBe(then);
  });

  it('asks again at once when something changed, also when an answer was on its way', async () => {
    let asked = 0;
    const ticker = createPoller(async () => {
      asked += 1;
      await sleep(5);
      return asked;
    });
    const end = new AbortController();
    const values = ticker.subscribe(60_000, end.signal);
    const first = values.next();
    await sleep(1);
    ticker.refresh();
    expect((await first).value).toBe(1);
    expect((await values.next()).value).toBe(2);
    ticker.refresh();
    expect((await values.next()).value).toBe(3);
    end.abort();
    expect((await values.next()).done).toBe(true);
  });
});
