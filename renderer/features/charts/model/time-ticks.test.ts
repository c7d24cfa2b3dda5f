import { expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const at = (text: string) => new Date(text).getTime();
const labels = (from: string, to: string, width = 900) =>
  timeTicks({ from: at(from), to: at(to) }, width).map(({ label }) => label);

it('timeTicks › any span › has round local times', () => {
  expect(labels('2026-11-19T13:00:20', '2026-11-19T14:00:20')).toEqual(
    ['10', '20', '30', '40', '50'].map((minute) => `13:${minute}`).concat('14:00'),
  );
  expect(labels('2026-11-19T14:30:02', '2026-11-19T14:35:02', 500)).toEqual([
    '14:31',
    '14:32',
    '14:33',
    '14:34',
    '14:35',
  ]);
  expect(labels('2026-11-19T14:30:00', '2026-11-19T14:30:20', 500)).toEqual([
    '14:30:00',
    '14:30:05',
    '14:30:10',
    '14:30:15',
    '14:30:20',
  ]);
});

it('timeTicks › a span over several days › names the day at midnight', () => {
  expect(labels('2026-11-18T20:30:00', '2026-11-19T08:30:00', 600)).toEqual([
    '22:00',
    'Thu 19',
    '02:00',
    '04:00',
    '06:00',
    '08:00',
  ]);
  expect(labels('2026-11-01T12:00:00', '2026-11-29T12:00:00', 500)).toContain('15 Nov');
});

it('timeTicks › any width › has no more ticks than fit', () => {
  for (const span of [10e3, 3e5, 36e5, 864e5, 7 * 864e5, 30 * 864e5, 90 * 864e5]) {
    const from = at('2026-11-01T00:00:00');
    expect(timeTicks({ from, to: from + span }, 700).length).toBeLessThanOrEqual(700 / 84 + 2);
  }
  expect(timeTicks({ from: 0, to: 1000 }, 0)).toEqual([]);
});
