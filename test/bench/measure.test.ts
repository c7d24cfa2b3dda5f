import { describe, expect, test } from 'vitest';
import { judge, measure, spread } from './measure.ts';
import type { Row } from './row.ts';

describe('spread', () => {
  test('spread › odd and even numbers of times › the median', () => {
    expect(spread([9, 1, 5])).toMatchObject({ median: 5, min: 1, max: 9 });
    expect(spread([1, 2, 4, 100])).toMatchObject({ median: 3, min: 1, max: 100 });
  });
});

describe('judge', () => {
  const row = { name: 'a row', unit: 'ms', floor: 'the least' } as const;

  test('judge › a ratio › met up to the goal, missed above it', () => {
    const goal = { times: 1.5 };
    expect(judge({ ...row, goal }, spread([15]), spread([10]))).toMatchObject({ ratio: 1.5, met: true });
    expect(judge({ ...row, goal }, spread([15.1]), spread([10]))).toMatchObject({ met: false });
  });

  test('judge › a figure without a floor › compared with the goal itself', () => {
    const goal = { max: 350 };
    expect(judge({ ...row, goal }, spread([350]), null)).toMatchObject({ ratio: null, met: true });
    expect(judge({ ...row, goal }, spread([351]), null)).toMatchObject({ met: false });
  });
});

describe('noise', () => {
  const row = { name: 'a row', unit: 'ms', floor: 'the same without', goal: { noise: true } } as const;
  const pairs = (ratio: number) => [0.96, 1, 1.03].map((noise) => ({ ratio, noise }));

  test('noise › two floors › their ratio, in either direction', () => {
    const outcome = judge(row, spread([9]), spread([1]), pairs(1.04));
    expect(outcome).toMatchObject({ ratio: 1.04, met: true, noise: { min: 0.96, max: 1.03 } });
    expect(outcome.goal).toBe('≤ 1.04 × floor: floor against floor 0.96–1.03');
    expect(judge(row, spread([9]), spread([1]), pairs(1.05)).met).toBe(false);
    expect(judge(row, spread([1]), spread([1])).met).toBe(false);
  });

  test('noise › measured between two floors › compared with both', async () => {
    const seen: string[] = [];
    const figure = (name: string, value: number) => async () => {
      seen.push(name);
      return value;
    };
    const prepare = async () => ({
      ours: figure('ours', 3),
      floor: figure('floor', 1),
      again: figure('again', 4),
      dispose: async () => undefined,
    });
    const outcome = await measure({ ...row, prepare });
    expect(seen.slice(0, 6)).toEqual(['floor', 'ours', 'again', 'floor', 'ours', 'again']);
    expect(outcome).toMatchObject({ ratio: 1.5, noise: { median: 4 }, met: true });
  });
});

describe('measure', () => {
  test('measure › several rounds › alternates, drops the warm-up and cleans up', async () => {
    const seen: string[] = [];
    const figure = (name: string, value: number) => async () => {
      seen.push(name);
      // Only the warm-up is slow.
      return seen.length <= 2 ? 1000 : value;
    };
    const dispose = async () => void seen.push('disposed');
    const prepare = async () => ({ ours: figure('ours', 2), floor: figure('floor', 1), dispose });
    const outcome = await measure({ name: 'a row', unit: 'ms', floor: 'x', goal: { times: 3 }, prepare });
    expect(outcome.ours).toMatchObject({ median: 2, max: 2 });
    expect(outcome).toMatchObject({ ratio: 2, met: true });
    expect(seen.slice(0, 4)).toEqual(['ours', 'floor', 'ours', 'floor']);
    expect(outcome.ours.samples.length).toBeGreaterThanOrEqual(5);
    expect(seen.at(-1)).toBe('disposed');
  });
});

describe('a row that fails', () => {
  const row = { name: 'a row', unit: 'ms', floor: null, goal: { max: 1 } } as const;

  test('measure › the preparation fails half-way › undoes its steps, the last first', async () => {
    const undone: string[] = [];
    const prepare: Row['prepare'] = async (later) => {
      later(() => undone.push('server'));
      later(() => undone.push('client'));
      throw new Error('no room');
    };
    await expect(measure({ ...row, prepare })).rejects.toThrow('no room');
    expect(undone).toEqual(['client', 'server']);
  });

  test('measure › one undo fails › the others still run', async () => {
    const undone: string[] = [];
    const prepare: Row['prepare'] = async (later) => {
      later(() => undone.push('server'));
      later(() => {
        throw new Error('lost');
      });
      return { ours: async () => 1 };
    };
    await expect(measure({ ...row, prepare })).rejects.toThrow('lost');
    expect(undone).toEqual(['server']);
  });
});
