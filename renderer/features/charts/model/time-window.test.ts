import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createChartData } from './chart-data.ts';
import { tableRows } from './table-rows.ts';
import { timeTicks } from './time-ticks.ts';
import { endOf, pointAt, shareOf, stepWords, timeOfPoint } from './time-window.ts';

const zone = process.env.TZ;
const HOUR = 3_600_000;

function useZone(name: string | undefined): void {
  if (name === undefined) delete process.env.TZ;
  else process.env.TZ = name;
}
afterEach(() => useZone(zone));
afterAll(() => useZone(zone));

describe('time window', () => {
  const window = { from: 10_000, stepMs: 1000, count: 5 };

  test('pointAt › each edge › the first millisecond belongs to the point, the end to none', () => {
    expect([9999, 10_000, 10_999, 11_000, 14_999, 15_000].map((at) => pointAt(window, at))).toEqual([
      null,
      0,
      0,
      1,
      4,
      null,
    ]);
    expect(endOf(window)).toBe(15_000);
  });

  test('pointAt › the middle of each point › is that point', () => {
    for (let index = 0; index < window.count; index++) expect(pointAt(window, timeOfPoint(window, index))).toBe(index);
  });

  test('shareOf › outside the window › below 0 and above 1', () => {
    expect([9000, 10_000, 12_500, 15_000, 16_000].map((at) => shareOf(window, at))).toEqual([-0.2, 0, 0.5, 1, 1.2]);
  });

  test.each([
    [250, '250 ms'],
    [999.5, '1 s'],
    [10_000, '10 s'],
    [90_000, '1.5 min'],
    [86_400_000, '1 d'],
    [10 * 86_400_000, '10 d'],
  ])('stepWords › %d ms › %s', (stepMs, words) => expect(stepWords(stepMs)).toBe(`${words} resolution`));
});

describe('timeTicks › change of the clock', () => {
  const ticksOf = (from: string, to: string, width = 2000) =>
    timeTicks({ from: Date.parse(from), to: Date.parse(to) }, width);

  test('ticks › a day of 23 hours › no tick twice, none out of order', () => {
    useZone('Europe/Berlin');
    // Clocks go forward on 29 March 2026 at 02:00.
    const ticks = ticksOf('2026-03-28T20:00:00+01:00', '2026-03-30T08:00:00+02:00', 4000);
    const times = ticks.map(({ at }) => at);
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
    expect(ticks.filter(({ label }) => label === 'Mon 30')).toHaveLength(1);
  });

  test('ticks › a day of 25 hours › no hole before midnight', () => {
    useZone('Europe/Berlin');
    // Clocks go back on 25 October 2026 at 03:00.
    const ticks = ticksOf('2026-10-25T18:00:00+01:00', '2026-10-26T04:00:00+01:00');
    const steps = ticks.slice(1).map(({ at }, index) => at - (ticks[index]?.at ?? 0));
    expect(new Set(steps).size).toBe(1);
    expect(ticks.map(({ label }) => label)).toContain('23:00');
  });

  test('ticks › days › at midnight of each day, also after the change', () => {
    useZone('Europe/Berlin');
    const ticks = ticksOf('2026-03-27T12:00:00+01:00', '2026-04-01T12:00:00+02:00', 600);
    for (const { at } of ticks) expect([new Date(at).getHours(), new Date(at).getMinutes()]).toEqual([0, 0]);
    expect(ticks.map(({ label }) => label)).toEqual(['Sat 28', 'Sun 29', 'Mon 30', 'Tue 31', 'Wed 1']);
  });

  test('ticks › two hours apart on a day of 23 or 25 hours › stay at even hours', () => {
    useZone('Europe/Berlin');
    for (const [from, to] of [
      ['2026-03-29T00:00:00+01:00', '2026-03-30T12:00:00+02:00'],
      ['2026-10-25T00:00:00+02:00', '2026-10-26T12:00:00+01:00'],
    ] as const) {
      const hours = ticksOf(from, to, 1600).map(({ at }) => new Date(at).getHours());
      // 02:00 does not exist in spring.
      expect(hours.filter((hour) => hour % 2 === 1 && hour !== 3)).toEqual([]);
    }
  });

  test('ticks › a zone with half an hour › still at round local times', () => {
    useZone('Asia/Kolkata');
    const ticks = ticksOf('2026-11-19T00:10:00Z', '2026-11-19T06:10:00Z', 600);
    expect(ticks.every(({ label }) => label.endsWith(':00'))).toBe(true);
    expect(ticks.length).toBeGreaterThan(3);
  });

  test('ticks › empty or reversed span › none', () => {
    expect(timeTicks({ from: 5, to: 5 }, 500)).toEqual([]);
    expect(timeTicks({ from: 5, to: 4 }, 500)).toEqual([]);
  });
});

describe('tableRows', () => {
  const from = Date.parse('2026-11-19T12:00:00Z');
  const keys = [{ id: 'main', metric: 'keys' }];

  function chart(values: readonly (number | null)[], stepMs: number, { max = values } = {}) {
    const data = createChartData();
    const series = [
      { id: 'main', metric: 'keys', min: [...values], mean: [...values], max: [...max], last: [...values] },
    ];
    data.load({ from: new Date(from).toISOString(), stepMs, count: values.length, series }, from, stepMs);
    return data;
  }

  test('rows › no data › none', () => {
    expect(tableRows(createChartData(), keys).rows).toEqual([]);
  });

  test('rows › a spike in one point › keeps its maximum beside the mean', () => {
    const [row] = tableRows(chart([1, 1], 1000, { max: [1, 900] }), keys).rows;
    expect(row?.values[0]).toMatchObject({ mean: 1, max: 900 });
  });

  test('rows › several series, one unknown › a value for each, in order', () => {
    const [row] = tableRows(chart([4], 1000), [...keys, { id: 'gone', metric: 'keys' }]).rows;
    expect(row?.values.map(({ mean }) => mean)).toEqual([4, Number.NaN]);
  });

  test.each([1000, 10_000, 60_000, 600_000, HOUR])(
    'rows › points of %d ms › at most 41 rows that hold every point',
    (stepMs) => {
      const values = Array.from({ length: 600 }, () => 1);
      const { rows, stepMs: rowMs } = tableRows(chart(values, stepMs), keys);
      expect(rows.length).toBeLessThanOrEqual(41);
      expect(rowMs).toBeGreaterThanOrEqual(stepMs);
      expect(rows.every(({ values: [figure] }) => figure?.mean === 1)).toBe(true);
    },
  );

  test('rows › days › begin at local midnight', () => {
    useZone('Asia/Kolkata');
    const { rows, stepMs } = tableRows(
      chart(
        Array.from({ length: 24 * 30 }, () => 1),
        HOUR,
      ),
      keys,
    );
    expect(stepMs).toBe(24 * HOUR);
    for (const { at } of rows) expect([new Date(at).getHours(), new Date(at).getMinutes()]).toEqual([0, 0]);
  });
});
