import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { BenchmarkResult, BenchmarkTest } from '../../../../shared/contract/benchmark.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { discardDraft, draftOf, setDraft } from '../../settings/model/draft.ts';
import { Results } from './results.tsx';

afterEach(() => discardDraft('main'));

function testOf(name: string, rate: number, p50: number | null, spread = rate / 100): BenchmarkTest {
  const interval = { low: rate - spread, high: rate + spread };
  return {
    ...{ name, requestsPerSecond: rate, p50Ms: p50, p95Ms: null, p99Ms: null, maxMs: null },
    intervals: {
      ...{ requestsPerSecond: interval, p95Ms: null, p99Ms: null, maxMs: null },
      p50Ms: p50 === null ? null : { low: p50 - 0.01, high: p50 + 0.01 },
    },
    rounds: [rate, rate, rate],
  };
}

const run: BenchmarkResult = {
  ...{ run: 'r1', instance: 'main', at: '2026-11-19T14:11:00.000Z', durationMs: 12_300, where: 'scratch' },
  ...{ tool: 'redis-benchmark', database: 0, requests: 50_000, clients: 20, pipeline: 1, valueBytes: 64, rounds: 6 },
  ...{ instanceOpsPerSecond: 3400, traffic: null, notes: [], a: { version: '7.0.15', image: null, cores: 1 } },
  tests: [testOf('SET', 100_000, 0.5), testOf('GET', 120_000, 0.4)],
  against: {
    ...{
      version: '7.0.15',
      image: null,
      cores: 2.06,
      tests: [testOf('SET', 150_000, 0.3), testOf('GET', 120_100, 0.4)],
    },
    changes: [{ directive: 'io-threads', from: '1', to: '4' }],
  },
  verdict: [
    { test: 'SET', faster: 'b', ratio: 1.5, confidence: 0.9995 },
    { test: 'GET', faster: 'neither', ratio: 1.001, confidence: 0.4 },
  ],
};

const cells = (name: string) =>
  within(screen.getByRole('region', { name: 'Latency percentiles' }))
    .getByRole('row', { name: new RegExp(`^${name}`) })
    .textContent?.replace(/\s+/g, ' ');

describe('results of a benchmark', () => {
  test('results of a benchmark › a comparison › the verdict of each test with its confidence, and a sentence', () => {
    show(<Results run={run} other={null} />);
    const throughput = screen.getByRole('region', { name: 'Throughput' });
    expect(within(throughput).getByRole('row', { name: /^SET/ }).textContent).toMatch(/B faster 1\.50?×.*99 %/);
    expect(within(throughput).getByRole('row', { name: /^GET/ }).textContent).toMatch(/No difference—/);
    expect(throughput.textContent).toContain('mean of 6 rounds; the line is the 95 % confidence interval');
    const foot = screen.getByText('B is faster in 1 of 2 tests and slower in 0.').closest('footer');
    expect(foot?.textContent).toContain('SET gains 50 %.');
    expect(foot?.textContent).toContain('B uses 2.1 cores under load, A uses 1.0 cores under load.');
    expect(foot?.textContent).toContain('main serves 3,400 ops/s now');
    expect(foot?.textContent).toContain('The instance needs little of either.');
  });

  test('results of a benchmark › latency › what changed beyond its interval has an arrow, what is unknown a dash', () => {
    show(<Results run={run} other={null} />);
    expect(cells('SET')).toBe('SET0.50———↓ 0.30———');
    expect(cells('GET')).toBe('GET0.40———0.40———');
  });

  test('results of a benchmark › the conditions › version, load, program and duration', () => {
    show(<Results run={run} other={null} />);
    const text = 'Redis 7.0.15 · 50,000 requests · 20 clients · pipeline 1 · 64 B · redis-benchmark · Took 12.3 s';
    expect(screen.getByText(text)).toBeTruthy();
  });

  test('results of a benchmark › one side alone › no verdict and nothing to apply', () => {
    show(<Results run={{ ...run, against: null, verdict: [], rounds: 1 }} other={null} />);
    expect(screen.queryByText(/Confidence/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Apply B as a plan…' })).toBeNull();
    expect(screen.getByRole('region', { name: 'Throughput' }).textContent).toContain('of one round');
  });

  test('results of a benchmark › beside another run › says that they were not interleaved', () => {
    const other = { ...run, run: 'r2', at: '2026-11-18T14:11:00.000Z' };
    show(<Results run={{ ...run, notes: ['LPOP was skipped: the list is empty.'] }} other={other} />);
    expect(screen.getByText(/measured at different times/)).toBeTruthy();
    expect(screen.getByText('LPOP was skipped: the list is empty.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Apply B as a plan…' })).toBeNull();
  });

  test('results of a benchmark › B only loses › its settings are not offered', () => {
    const slower = run.verdict.map((one) => ({ ...one, faster: one.faster === 'b' ? ('a' as const) : one.faster }));
    show(<Results run={{ ...run, verdict: slower }} other={null} />);
    expect(screen.queryByRole('button', { name: 'Apply B as a plan…' })).toBeNull();
  });

  test('results of a benchmark › apply B › its settings join the changes that are not applied yet', async () => {
    setDraft('main', { kind: 'form', values: { hz: '20' }, leftOut: [] });
    const { user } = show(<Results run={run} other={null} />);
    await user.click(screen.getByRole('button', { name: 'Apply B as a plan…' }));
    expect(window.location.hash).toBe('#/settings/main');
    expect(draftOf('main')).toEqual({ kind: 'form', values: { hz: '20', 'io-threads': '4' }, leftOut: [] });
  });

  test('results of a benchmark › apply B beside an edited text › replaces it, and Undo brings it back', async () => {
    const text = { kind: 'text', text: 'port 6380\nhz 50\n' } as const;
    setDraft('main', text);
    const { user } = show(<Results run={run} other={null} />);
    await user.click(screen.getByRole('button', { name: 'Apply B as a plan…' }));
    expect(draftOf('main')).toEqual({ kind: 'form', values: { 'io-threads': '4' }, leftOut: [] });
    expect(await screen.findByText('Other changes of main were replaced')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(draftOf('main')).toEqual(text);
  });

  test('results of a benchmark › B of another image that wins › names the upgrade', () => {
    const against = { ...(run.against as NonNullable<BenchmarkResult['against']>), image: 'redis:8', changes: [] };
    show(<Results run={{ ...run, against }} other={null} />);
    expect(screen.getByText(/--action upgrade --instance main --image redis:8/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Apply B as a plan…' })).toBeNull();
  });
});
