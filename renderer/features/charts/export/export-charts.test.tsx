import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { collectSavedFiles } from '../../../../test/support/components/saved-files.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { createChartData } from '../model/chart-data.ts';
import { cursor } from '../model/view-state.ts';
import * as exportWords from '../words/export.ts';
import { type ExportAction, fileNameOf } from './export.ts';
import { exportComparison } from './export-comparison.ts';
import { exportInstance, spanWords } from './export-instance.ts';

const START = Date.parse('2026-11-19T12:00:00Z');

afterEach(() => cursor.set(null));

/** Data of these instances: their keys, once a second. */
function dataOf(values: Readonly<Record<string, readonly (number | null)[]>>) {
  const data = createChartData();
  const series = Object.entries(values).map(([id, column]) => {
    const own = [...column];
    return { id, metric: 'keys' as const, min: own, mean: own, max: own, last: own };
  });
  const count = Object.values(values)[0]?.length ?? 0;
  data.load({ from: new Date(START).toISOString(), stepMs: 1000, count, series }, START + count * 1000, 1000);
  return data;
}

const keys = {
  ...{ id: 'keys', title: 'Keys', unit: 'count', height: 76, compared: 'keys' },
  lines: [{ metric: 'keys', label: 'in all databases' }],
} as never;

const exportMain = (action: ExportAction, data = dataOf({ main: [1, null, 3] })) =>
  exportInstance(action, {
    ...{ id: 'main', specs: [keys], data, events: [], width: 600, stacked: false, paceMs: 1000 },
  });

const style = { colour: '--series-1', dash: null } as never;
const exportAll = (action: ExportAction) =>
  exportComparison(action, {
    ...{ specs: [keys], data: dataOf({ main: [1, 2], acme: [5, null] }), width: 600, height: 76, paceMs: 1000 },
    instances: [
      { id: 'main', style },
      { id: 'acme', style },
    ] as never,
    pinned: new Set<string>(),
  });

describe('export › CSV', () => {
  test('charts of one instance › a file with its name and the end of its time', async () => {
    const saved = collectSavedFiles();
    show(<i />);
    await act(() => exportMain('save-csv'));
    const [file] = saved;
    expect(file?.name).toBe(`${fileNameOf('main-keys', START + 3000)}.csv`);
    const [head, first, second] = (await file?.text())?.split('\r\n') ?? [];
    expect(head).toContain('"main Keys, in all databases mean (count)"');
    expect([first, second]).toEqual(['2026-11-19T12:00:00.000Z,1,1,1', '2026-11-19T12:00:01.000Z,,,']);
    expect(await screen.findByText(exportWords.dataSavedAsCsv)).toBeTruthy();
  });

  test('charts of all instances › a column for each', async () => {
    const saved = collectSavedFiles();
    show(<i />);
    await act(() => exportAll('save-csv'));
    const text = (await saved[0]?.text()) ?? '';
    expect(text.split('\r\n')[0]).toContain('main Keys mean (count)');
    expect(text.split('\r\n')[1]).toBe('2026-11-19T12:00:00.000Z,1,1,1,5,5,5');
    expect(text.split('\r\n')[2]).toBe('2026-11-19T12:00:01.000Z,2,2,2,,,');
  });

  test('copied › the same text, and a message', async () => {
    show(<i />);
    await act(() => exportMain('copy-csv'));
    expect(await navigator.clipboard.readText()).toContain('2026-11-19T12:00:00.000Z,1,1,1');
    expect(await screen.findByText(exportWords.dataCopiedAsCsv)).toBeTruthy();
  });

  test('no data yet › nothing is saved, and nothing is claimed', async () => {
    const saved = collectSavedFiles();
    show(<i />);
    await act(() => exportMain('save-csv', createChartData()));
    expect(saved).toEqual([]);
    expect(screen.queryByText(exportWords.dataSavedAsCsv)).toBeNull();
  });
});

describe('export › image', () => {
  test('a browser without canvas › the reason, and the other way', async () => {
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
    show(<i />);
    await act(() => exportMain('save-png'));
    expect(
      await screen.findByText(new RegExp(exportWords.noCanvas.slice(0, 40).replace(/[().]/g, '\\$&'))),
    ).toBeTruthy();
    vi.restoreAllMocks();
  });
});

describe('export › names', () => {
  test('a file › its subject and the local time, so that names sort', () => {
    const at = new Date(2026, 10, 9, 7, 5).getTime();
    expect(fileNameOf('main', at)).toBe('charts-main-2026-11-09-0705');
  });

  test('a title › its range; with a cursor also the time of the values', () => {
    const window = dataOf({ main: [1, 2] }).window();
    if (window === null) throw new Error('no window');
    const range = spanWords(window);
    expect(range).toMatch(/ to /);
    cursor.set(START + 1000);
    expect(spanWords(window).length).toBeGreaterThan(range.length);
  });
});
