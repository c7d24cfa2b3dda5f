import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MetricName, type MetricSeries, metricName } from '../../../../shared/contract/metrics.ts';
import { thorough } from '../../../../test/support/thorough.ts';
import { openHistory } from './history.ts';
import { readRange } from './range.ts';
import { tickRow } from './row.ts';
import { readTier } from './tier-file.ts';
import { tiers } from './tiers.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-08-01T00:00:00Z');
const noDamage = (file: string): void => {
  throw new Error(`unexpected damage in ${file}`);
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function range(
  from: number,
  to: number,
  points: number,
  id = 'main',
  reportDamage = (_: string, file: string) => noDamage(file),
  metric: MetricName = 'keys',
): Promise<MetricSeries> {
  const times = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const { series } = await readRange(folder, { ids: [id], metrics: [metric], points, ...times }, reportDamage);
  if (!series[0]) throw new Error('no series');
  return series[0];
}

/** Metrics that change constantly on a busy instance. */
const volatileMetrics = [
  'memoryUsedBytes',
  'memoryRssBytes',
  'fragmentation',
  'clientsConnected',
  'commandsPerSecond',
  'hitRate',
  'hitsPerSecond',
  'missesPerSecond',
  'keys',
  'expires',
  'expiredPerSecond',
  'evictedPerSecond',
  'networkInPerSecond',
  'networkOutPerSecond',
  'cpuPercent',
  'changesSinceSave',
  'pingMs',
  'db0.keys',
  'db0.expires',
];

/** Incompressible values from a fixed seed. */
function createNoise(): () => Record<string, number> {
  const steady = Object.fromEntries(metricName.options.map((name) => [name, 2 ** 30]));
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 1000;
  };
  return () => ({ ...steady, ...Object.fromEntries(volatileMetrics.map((name) => [name, next()])) });
}

/** Writes samples for that many days, twice as dense as the tier of that age resolves. @returns the end */
async function simulate(days: number): Promise<number> {
  const history = await openHistory(join(folder, 'main'), noDamage);
  const noise = createNoise();
  const end = START + days * DAY;
  const pace = (at: number) => {
    const old = (end - at) / DAY;
    return (
      (old > Math.min(7.5, days / 40)
        ? 300
        : old > Math.min(1.1, days / 400)
          ? 30
          : old > (thorough ? 0.02 : 0.005)
            ? 5
            : 1) * SECOND
    );
  };
  let at = START;
  for (let before = 0; at < end; before = pace(at), at += before) await history.add(tickRow(at, before, noise()));
  return end;
}

describe('history of an instance', () => {
  it('90 days of a busy instance › fit into 5 MB', { timeout: 600_000 }, async () => {
    // Usually only the first days; the rest is extrapolated, because each row has the same size.
    const days = thorough ? 91 : 1.5;
    const end = await simulate(days);
    let sum = 0;
    for (const tier of tiers) {
      const { size } = await stat(join(folder, 'main', tier.file));
      const { blocks } = await readTier(join(folder, 'main'), tier, () => true, new Set());
      const rows = blocks.reduce((count, { times }) => count + times.length, 0);
      const all = tier.spanMs / (tier.stepMs || SECOND);
      expect([tier.file, (size / rows) * all < tier.mostBytes * 0.97]).toEqual([tier.file, true]);
      expect(size).toBeLessThanOrEqual(tier.mostBytes);
      sum += tier.mostBytes;
    }
    expect(sum).toBeLessThanOrEqual(5e6);
    const { mean } = await range(end - Math.min(days, 90) * DAY, end, 900);
    expect(mean.filter((value) => value === null)).toEqual([]);
  });

  it('reopened at any moment › continues without loss', async () => {
    const [whole, cut] = [join(folder, 'whole'), join(folder, 'cut')];
    const noise = createNoise();
    const uninterrupted = await openHistory(whole, noDamage);
    let interrupted = await openHistory(cut, noDamage);
    for (let tick = 0; tick < 900; tick++) {
      const row = tickRow(START + tick * 5000, tick === 0 ? 0 : 5000, noise());
      await uninterrupted.add(row);
      // As after kill -9, at various positions within every tier.
      if (tick % 97 === 50) interrupted = await openHistory(cut, noDamage);
      await interrupted.add(row);
    }
    for (const points of [60, 300, 4000]) {
      const [one, other] = [
        await range(START, START + 75 * MINUTE, points, 'whole'),
        await range(START, START + 75 * MINUTE, points, 'cut'),
      ];
      for (const part of ['min', 'mean', 'max', 'last'] as const) {
        expect(one[part].map(rounded)).toEqual(other[part].map(rounded));
      }
      expect(one.mean.some((value) => value !== null)).toBe(true);
    }
  });

  it('damage anywhere › loses only the damaged part and reports it once', async () => {
    const noise = createNoise();
    const history = await openHistory(join(folder, 'main'), noDamage);
    for (let tick = 0; tick < 500; tick++) await history.add(tickRow(START + tick * 5000, 5000, noise()));
    const [from, to] = [START, START + 45 * MINUTE];
    const before = await range(from, to, 270);
    const path = join(folder, 'main', '10s.log');
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += thorough ? 97 : 2499) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      for (const file of [flipped, whole.subarray(0, at)]) {
        await writeFile(path, file);
        const after = await range(from, to, 270, 'main', () => undefined);
        // A block covers five minutes, thirty points; a coarser tier fills in.
        const other = before.mean.filter((value, point) => rounded(value) !== rounded(after.mean[point]));
        if (file === flipped) expect(other.length).toBeLessThanOrEqual(30);
      }
      await writeFile(path, flipped);
      const told: string[] = [];
      await openHistory(join(folder, 'main'), (name) => told.push(name));
      await openHistory(join(folder, 'main'), noDamage);
      expect(told).toEqual(['10s.log']);
    }
  });

  it('crash during a write › loses at most one sample', async () => {
    const path = join(folder, 'main', 'ticks.log');
    const history = await openHistory(join(folder, 'main'), noDamage);
    for (let tick = 0; tick < 3; tick++) await history.add(tickRow(START + tick * 1000, 1000, { keys: tick }));
    const { size } = await stat(path);
    await truncate(path, size - 1);
    const again = await openHistory(join(folder, 'main'), () => undefined);
    await again.add(tickRow(START + 3000, 1000, { keys: 3 }));
    expect((await range(START, START + 4000, 4)).last).toEqual([0, 1, null, 3]);
  });

  it('clock set back or far ahead › keeps valid samples', async () => {
    const history = await openHistory(join(folder, 'main'), noDamage);
    const add = async (from: number, value: number) => {
      for (let tick = 0; tick < 200; tick++) await history.add(tickRow(from + tick * 5000, 5000, { keys: value }));
    };
    await add(START + 2 * HOUR, 1);
    await add(START, 2);
    await add(START + 400 * DAY, 3);
    await add(START + 4 * HOUR, 4);
    const reopened = await openHistory(join(folder, 'main'), noDamage);
    await reopened.add(tickRow(START + 5 * HOUR, 5000, { keys: 5 }));
    const { last } = await range(START, START + 5.5 * HOUR, 330);
    const at = (hours: number) => last[Math.round(hours * 60) + 5];
    expect([at(0), at(1), at(2), at(3), at(4)]).toEqual([2, null, 1, null, 4]);
    expect(last[300]).toBe(5);
  });
});

describe('range', () => {
  it('pause in sampling › shows a gap only there', async () => {
    const history = await openHistory(join(folder, 'main'), noDamage);
    for (const [second, since] of [
      [0, 0],
      [5, 5],
      [10, 5],
      [30, 0],
      [35, 5],
    ] as const) {
      await history.add(tickRow(START + second * 1000, since * 1000, { keys: second }));
    }
    const { last } = await range(START, START + 40_000, 40);
    const there = last.flatMap((value, second) => (value === null ? [] : [second]));
    expect(there).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 31, 32, 33, 34, 35]);
  });

  it('spike › survives every downsampling', async () => {
    const history = await openHistory(join(folder, 'main'), noDamage);
    for (let tick = 0; tick < 1200; tick++) {
      await history.add(
        tickRow(START + tick * 30_000, 30_000, { keys: tick === 123 ? 65_536 : tick === 124 ? 0 : 512 }),
      );
    }
    const { min, mean, max } = await range(START, START + 10 * HOUR, 2);
    expect([min[0], max[0], min[1], max[1]]).toEqual([0, 65_536, 512, 512]);
    expect(mean[0]).toBeCloseTo(512 + (65_536 - 512 - 512) / 600, -1);
  });

  it('hit rate › is weighted by lookups', async () => {
    const history = await openHistory(join(folder, 'main'), noDamage);
    const rates = [
      [200, 0],
      [0, 0],
      [100, 100],
    ] as const;
    for (const [tick, [hits, misses]] of rates.entries()) {
      const hitRate = hits + misses === 0 ? null : hits / (hits + misses);
      const values = { hitsPerSecond: hits, missesPerSecond: misses, hitRate };
      await history.add(tickRow(START + tick * 1000, 1000, values));
    }
    const { mean, min, max } = await range(START, START + 4000, 1, 'main', undefined, 'hitRate');
    expect([mean, min, max]).toEqual([[0.75], [0.5], [1]]);
  });
});

function rounded(value: number | null | undefined): string | null | undefined {
  // Values from a file, and those folded from them, are rounded to 9 bits.
  return value?.toPrecision(2);
}
