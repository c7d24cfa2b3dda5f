import { describe, expect, test } from 'vitest';
import { type Recorded, recordedMetrics, type Sample, withRecorded } from './recorded-samples.ts';

const sample = (at: number, opsPerSecond: number | null): Sample => ({
  at,
  opsPerSecond,
  usedBytes: 1000,
  clients: 1,
  hitRate: null,
});

/** One point a second from 0; each metric has the same values. */
function recorded(values: readonly (number | null)[]): Recorded {
  const column = [...values];
  const series = recordedMetrics.map((metric) => ({
    ...{ id: 'main', metric, min: column, mean: column, max: column, last: column },
  }));
  return { from: 0, stepMs: 1000, count: values.length, series };
}

const shown = (samples: readonly Sample[]) => samples.map(({ at, opsPerSecond }) => [at / 1000, opsPerSecond]);

describe('recorded samples', () => {
  test('recorded samples › page was just loaded › precede the live samples', () => {
    const samples = withRecorded([sample(4200, 9)], 'main', recorded([null, 1, 2, 3, 4]), 12_000, 300);
    expect(shown(samples)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4.2, 9],
    ]);
  });

  test('recorded samples › recorder samples every five seconds › joined by a line, longer gaps stay', () => {
    const values = [10, null, null, null, null, 20, ...Array.from({ length: 20 }, () => null), 5];
    const samples = withRecorded([sample(27_000, 9)], 'main', recorded(values), 12_000, 300);
    expect(shown(samples).slice(0, 8)).toEqual([
      [0, 10],
      [1, 12],
      [2, 14],
      [3, 16],
      [4, 18],
      [5, 20],
      [6, null],
      [7, null],
    ]);
    expect(samples.at(-1)).toEqual(sample(27_000, 9));
  });

  test('recorded samples › nothing was recorded, or of another instance › only live samples', () => {
    const live = [sample(1000, 1)];
    expect(withRecorded(live, 'main', recorded([null, null]), 12_000, 300)).toEqual(live);
    expect(withRecorded(live, 'acme', recorded([1, 2, 3]), 12_000, 300)).toEqual(live);
  });

  test('recorded samples › connection was lost meanwhile › fill the gap, limited to the maximum', () => {
    const live = [sample(0, 1), sample(1000, 2), sample(6000, 3)];
    const samples = withRecorded(live, 'main', recorded([5, 5, 5, 5, 5, 5, 5, 5]), 12_000, 5);
    expect(shown(samples)).toEqual([
      [2, 5],
      [3, 5],
      [4, 5],
      [5, 5],
      [6, 3],
    ]);
  });
});
