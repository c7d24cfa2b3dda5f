import { screen, waitFor, within } from '@testing-library/react';
import { act } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { MetricSeries } from '../../../../shared/contract/metrics.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { HATCH } from '../drawing/paint.ts';
import { csvOf } from '../export/csv.ts';
import { type ChartData, createChartData } from '../model/chart-data.ts';
import { type ChartSpec, charts } from '../model/chart-list.ts';
import { cursor } from '../model/view-state.ts';
import { ChartRow } from './chart-row.tsx';

afterEach(() => act(() => cursor.set(null)));

const FROM = Date.parse('2026-11-20T10:00:00.000Z');
const STEP = 1000;
const MB = 1024 ** 2;
const onExport = vi.fn();

function specOf(id: string): ChartSpec {
  const spec = charts.find((one) => one.id === id);
  if (!spec) throw new Error(`no chart ${id}`);
  return spec;
}

/** A history with these values per metric; null: no data. */
function dataOf(values: Readonly<Record<string, readonly (number | null)[]>>): ChartData {
  const data = createChartData();
  const count = Math.max(...Object.values(values).map(({ length }) => length));
  const series = Object.entries(values).map(([metric, points]): MetricSeries => {
    const all = [...points];
    return { id: 'main', metric, min: all, mean: all, max: all, last: all };
  });
  data.load({ from: new Date(FROM).toISOString(), stepMs: STEP, count, series }, FROM + count * STEP, STEP);
  return data;
}

/** Shows a chart and waits for its turn to be drawn. */
async function showChart(spec: ChartSpec, data: ChartData, stacked = false) {
  const shown = show(
    <ChartRow
      spec={spec}
      id="main"
      data={data}
      width={400}
      paceMs={STEP}
      stacked={stacked}
      onStacked={null}
      onExport={onExport}
    />,
  );
  const plot = screen.getByRole('img', { name: `${spec.title} of main` });
  await waitFor(() => expect(plot.querySelector('svg')).not.toBeNull());
  const paths = () =>
    [...plot.querySelectorAll('path')].filter((path) => path.getAttribute('d') && path.closest('[transform]'));
  const lines = () => paths().filter((path) => path.hasAttribute('data-line'));
  const hatched = () => paths().filter((path) => path.getAttribute('style')?.includes(`url(#${HATCH})`));
  return { ...shown, plot, lines, hatched };
}

const movesOf = (path: Element | undefined) => (path?.getAttribute('d')?.match(/M/g) ?? []).length;
const flat = (value: number | null, count = 20) => Array.from({ length: count }, () => value);

describe('chart › lines', () => {
  test('a complete history › one unbroken line', async () => {
    const { lines, hatched } = await showChart(specOf('operations'), dataOf({ commandsPerSecond: flat(5) }));
    expect(lines()).toHaveLength(1);
    expect(movesOf(lines()[0])).toBe(1);
    expect(hatched()).toEqual([]);
  });

  test('a time without data › the line is interrupted and the time is hatched, not drawn as 0', async () => {
    const values = [...flat(5, 20), ...flat(null, 20), ...flat(5, 20)];
    const { lines, hatched } = await showChart(specOf('operations'), dataOf({ commandsPerSecond: values }));
    expect(movesOf(lines()[0])).toBe(2);
    expect(hatched()).toHaveLength(1);
    const [left = 0, right = 0] = [
      ...(hatched()[0]
        ?.getAttribute('d')
        ?.matchAll(/[MH](\d+\.\d)/g) ?? []),
    ].map(([, at]) => Number(at));
    expect(left).toBeGreaterThan(400 * 0.3);
    expect(right).toBeLessThan(400 * 0.7);
  });

  test('one missing sample › is bridged, because a poll may be late', async () => {
    const values = [...flat(5, 10), null, ...flat(5, 10)];
    const { lines, hatched } = await showChart(specOf('operations'), dataOf({ commandsPerSecond: values }));
    expect([movesOf(lines()[0]), hatched().length]).toEqual([1, 0]);
  });

  test('no data at all › no line', async () => {
    const { lines } = await showChart(specOf('operations'), dataOf({ commandsPerSecond: flat(null) }));
    expect(lines()).toEqual([]);
  });

  test('a new sample › is drawn without a reload', async () => {
    const data = dataOf({ commandsPerSecond: [...flat(5, 19), null] });
    const { lines } = await showChart(specOf('operations'), data);
    const before = lines()[0]?.getAttribute('d');
    act(() => data.add(FROM + 20 * STEP, [{ id: 'main', values: { commandsPerSecond: 500 } }]));
    await waitFor(() => expect(lines()[0]?.getAttribute('d')).not.toBe(before));
  });

  test('several lines › one each; stacked, each with its area', async () => {
    const data = dataOf({ clientsConnected: flat(5), clientsBlocked: flat(2) });
    const plain = await showChart(specOf('clients'), data);
    expect(plain.lines()).toHaveLength(2);
    plain.unmount();
    const stacked = await showChart(specOf('clients'), data, true);
    expect(stacked.lines()).toHaveLength(2);
    expect(stacked.plot.querySelectorAll('path[style*="fill:var"]').length).toBeGreaterThanOrEqual(2);
  });
});

describe('chart › memory limit', () => {
  const limitLine = (lines: readonly Element[]) =>
    lines.filter((path) => path.getAttribute('style')?.includes('--attention-mark'));

  test('a limit › a dashed line above the used memory', async () => {
    const data = dataOf({
      memoryUsedBytes: flat(50 * MB),
      memoryLimitBytes: flat(100 * MB),
      memoryPeakBytes: flat(60 * MB),
    });
    const { lines, container } = await showChart(specOf('memory'), data);
    const [limit] = limitLine(lines());
    expect(limit?.getAttribute('style')).toContain('stroke-dasharray:4 3');
    const heightOf = (path: Element | undefined) =>
      Number(/M[\d.]+[ ,]([\d.]+)/.exec(path?.getAttribute('d') ?? '')?.[1]);
    const used = lines().find((path) => path.getAttribute('style')?.includes('--series'));
    expect(heightOf(limit)).toBeLessThan(heightOf(used ?? lines()[0]));
    expect(container.textContent).toMatch(/50.*of 100 MB/);
  });

  test('a limit far above the used memory › is left out, because it would flatten the line', async () => {
    const data = dataOf({ memoryUsedBytes: flat(MB), memoryLimitBytes: flat(100_000 * MB) });
    const { lines } = await showChart(specOf('memory'), data);
    expect(limitLine(lines())).toEqual([]);
  });

  test('no limit › no line and no "of"', async () => {
    const { lines, container } = await showChart(
      specOf('memory'),
      dataOf({ memoryUsedBytes: flat(50 * MB), memoryLimitBytes: flat(null) }),
    );
    expect(limitLine(lines())).toEqual([]);
    expect(container.textContent).not.toContain(' of ');
  });
});

describe('chart › values', () => {
  const values = Array.from({ length: 20 }, (_, index) => index * 10);

  test('no cursor › the newest value; at the cursor › the value of that time', async () => {
    const { container } = await showChart(specOf('operations'), dataOf({ commandsPerSecond: values }));
    const figure = () => container.querySelector('strong')?.textContent;
    expect(figure()).toBe('190');
    act(() => cursor.set(FROM + 5.5 * STEP));
    expect(figure()).toBe('50');
    act(() => cursor.set(null));
    expect(figure()).toBe('190');
  });

  test('the cursor in a time without data › unknown, not 0', async () => {
    const data = dataOf({ commandsPerSecond: [...flat(5, 20), ...flat(null, 20), ...flat(5, 20)] });
    const { container } = await showChart(specOf('operations'), data);
    act(() => cursor.set(FROM + 30.5 * STEP));
    expect(container.querySelector('strong')?.textContent).toBe('—');
  });

  test('as a table › the same values by time, newest first', async () => {
    const { user } = await showChart(specOf('operations'), dataOf({ commandsPerSecond: values }));
    await user.click(screen.getByRole('button', { name: 'Operations as a table' }));
    const table = await screen.findByRole('table');
    const cells = within(table)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells).toHaveLength(20);
    expect([cells[0], cells.at(-1)]).toEqual([expect.stringContaining('190'), expect.stringMatching(/^0/)]);
  });
});

describe('chart › export', () => {
  test('the menu › exports this chart only', async () => {
    const { user } = await showChart(specOf('operations'), dataOf({ commandsPerSecond: flat(5) }));
    await user.click(screen.getByRole('button', { name: /^Export/ }));
    const items = await screen.findAllByRole('menuitem');
    const csv = items.find(({ textContent }) => /csv/i.test(textContent ?? ''));
    if (!csv) throw new Error(`no CSV among ${items.map(({ textContent }) => textContent).join(', ')}`);
    await user.click(csv);
    expect(onExport).toHaveBeenCalledWith(expect.stringContaining('csv'), ['operations']);
  });

  test('the data › a line per point, and an empty cell for a time without data', () => {
    const data = dataOf({ commandsPerSecond: [1.5, null, 3] });
    const csv = csvOf(data, [{ id: 'main', metric: 'commandsPerSecond', name: 'main ops', unit: 'perSecond' }]);
    const [head, ...lines] = csv.trimEnd().split('\r\n');
    expect(head?.split(',')).toHaveLength(4);
    expect(lines).toEqual([
      '2026-11-20T10:00:00.000Z,1.5,1.5,1.5',
      '2026-11-20T10:00:01.000Z,,,',
      '2026-11-20T10:00:02.000Z,3,3,3',
    ]);
  });
});
