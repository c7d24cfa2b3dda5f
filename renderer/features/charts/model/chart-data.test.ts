import { describe, expect, it } from 'vitest';
import { createChartData } from './chart-data.ts';

const START = Date.parse('2026-11-19T12:00:00Z');

function loaded(means: readonly (number | null)[], { metric = 'keys', stepMs = 1000 } = {}) {
  const data = createChartData();
  const column = [...means];
  const series = [{ id: 'main', metric, min: column, mean: column, max: column, last: column }];
  const now = START + means.length * stepMs;
  data.load({ from: new Date(START).toISOString(), stepMs, count: means.length, series }, now, 1000);
  return data;
}

const means = (data: ReturnType<typeof loaded>, metric = 'keys') => [...(data.columns('main', metric)?.mean ?? [])];
const sample = (value: number | null, metric = 'keys') => [{ id: 'main', values: { [metric]: value } }];

describe('createChartData', () => {
  it('a sample past the end › shifts the window left and keeps its length', () => {
    const data = loaded([1, 2, 3, 4]);
    data.add(START + 4200, sample(5));
    expect(means(data)).toEqual([2, 3, 4, 5]);
    expect(data.window()).toEqual({ from: START + 1000, stepMs: 1000, count: 4 });
    data.add(START + 5200, sample(6));
    expect(means(data)).toEqual([3, 4, 5, 6]);
  });

  it('a time without samples › stays unknown', () => {
    const data = loaded([1, 2, 3, 4]);
    data.add(START + 6500, sample(9));
    expect(means(data)).toEqual([4, Number.NaN, Number.NaN, 9]);
    expect([...(data.known('main') ?? [])]).toEqual([1, 0, 0, 1]);
    data.add(START + 99_000, sample(10));
    expect(means(data)).toEqual([Number.NaN, Number.NaN, Number.NaN, 10]);
  });

  it('several samples in one point › yield mean, min, max and last', () => {
    const data = loaded([1, 1], { stepMs: 4000 });
    for (const [index, value] of [10, 40, 10].entries()) data.add(START + 8000 + index * 1000, sample(value));
    const columns = data.columns('main', 'keys');
    expect(means(data)).toEqual([1, 20]);
    expect([columns?.min[1], columns?.max[1], columns?.last[1]]).toEqual([10, 40, 10]);
  });

  it('a sample before the window or of another instance › is ignored', () => {
    const data = loaded([1, 2]);
    data.add(START - 5000, sample(9));
    data.add(START + 1500, [{ id: 'other', values: { keys: 9 } }]);
    expect(means(data)).toEqual([1, 2]);
  });

  it('a database missing from a sample › has zero keys; without a sample › is unknown', () => {
    const data = loaded([7, null], { metric: 'db3.keys' });
    expect(means(data, 'db3.keys')).toEqual([7, Number.NaN]);
    data.add(START + 1500, [{ id: 'main', values: { keys: 0 } }]);
    expect(means(data, 'db3.keys')).toEqual([7, 0]);
  });

  it('an hour of samples › allocates no further columns', () => {
    const data = loaded([1, 2, 3]);
    const before = data.columns('main', 'keys')?.mean.buffer;
    for (let second = 3; second < 3600; second++) data.add(START + second * 1000, sample(second));
    expect(data.columns('main', 'keys')?.mean.buffer).toBe(before);
    expect(means(data)).toEqual([3597, 3598, 3599]);
  });

  it('unrecorded values › survive a reload of the history', () => {
    const data = loaded([1, 2]);
    data.put('main', 'containerCpuPercent', START + 1500, 12);
    const column = [1, 2];
    const series = [{ id: 'main', metric: 'keys', min: column, mean: column, max: column, last: column }];
    data.load({ from: new Date(START).toISOString(), stepMs: 1000, count: 2, series }, START, 1000);
    expect(means(data, 'containerCpuPercent')).toEqual([Number.NaN, 12]);
  });

  it('an unrecorded value ahead of its sample › lands in the right point', () => {
    const data = loaded([1, 2]);
    data.put('main', 'containerCpuPercent', START + 2100, 12);
    data.add(START + 2500, sample(3));
    expect(means(data, 'containerCpuPercent')).toEqual([Number.NaN, 12]);
    data.add(START + 3500, sample(4));
    expect(means(data, 'containerCpuPercent')).toEqual([12, Number.NaN]);
  });
});
