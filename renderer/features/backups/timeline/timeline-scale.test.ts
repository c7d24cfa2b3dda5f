import { expect, test } from 'vitest';
import { placed, timeScale } from './timeline-scale.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = new Date(2026, 10, 19, 14, 32).getTime();

test('timeScale › two weeks › names each day, the last one today', () => {
  const { label, ticks } = timeScale(now - 10.3 * DAY, now);
  expect(label).toBe('Last 11 days');
  expect(ticks[0]?.label).toBe('Mon 9');
  expect(ticks.at(-1)?.label).toBe('today');
  expect(ticks).toHaveLength(11);
});

test('timeScale › any age › has ticks at round times', () => {
  for (const age of [5 * 60_000, 2 * HOUR, 20 * HOUR, 3 * DAY, 40 * DAY, 400 * DAY]) {
    const { ticks, from, to } = timeScale(now - age, now);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThanOrEqual(14);
    for (const { at } of ticks) {
      expect(at).toBeGreaterThan(from);
      expect(at).toBeLessThanOrEqual(to);
      expect(new Date(at).getSeconds()).toBe(0);
    }
  }
});

test('timeScale › a longer age › shows 60 days', () => {
  expect(timeScale(now - 400 * DAY, now).from).toBe(now - 60 * DAY);
});

test('timeScale › a backup just taken › shows ten minutes', () => {
  const { from, to } = timeScale(now, now);
  expect(to - from).toBe(600_000);
});

test('placed › overlapping marks › are stacked with the newest at the bottom', () => {
  const items = [100, 99, 98, 97, 50].map((at) => ({ at, item: at }));
  const places = placed(items, { from: 0, to: 100 }, 100, { mark: 10, levels: 3 });
  expect(places.map(({ item, level }) => [item, level])).toEqual([
    [100, 0],
    [99, 1],
    [98, 2],
    [50, 0],
  ]);
});

test('placed › a mark older than the scale › is left out', () => {
  expect(placed([{ at: -1, item: 'old' }], { from: 0, to: 100 }, 100)).toEqual([]);
});
