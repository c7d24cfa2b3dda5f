import { describe, expect, test } from 'vitest';
import type { BenchmarkResult, BenchmarkTest } from '../../../../shared/contract/benchmark.ts';
import { initialForm, inputOf, isComparison, isLive, labLine, loadProblem, trafficProblem } from './lab-form.ts';
import { changesText, latencyChange, shownPair, shownRun, verdictSummary } from './shown-result.ts';

describe('form of a benchmark', () => {
  test('nothing changed › measures A alone', () => {
    expect(isComparison(initialForm)).toBe(false);
    expect(inputOf('main', initialForm)).toMatchObject({ id: 'main', requests: 50_000, clients: 20, live: false });
    expect(inputOf('main', initialForm)).not.toHaveProperty('against');
    expect(labLine('main', initialForm)).toContain('--action benchmark --instance main --requests 50000');
  });

  test('a setting and an image › compares, and is not live', () => {
    const form = { ...initialForm, changes: { save: '900 1', hz: '20' }, image: ' redis:8 ', live: true };
    expect(inputOf('main', form)).toMatchObject({
      live: false,
      against: { changes: { save: '900 1', hz: '20' }, image: 'redis:8' },
    });
    expect(labLine('main', form)).toMatch(/--against-image redis:8 --against 'save=900 1' --against hz=20$/);
    expect(isLive({ ...initialForm, live: true })).toBe(true);
    expect(isLive({ ...initialForm, live: true, traffic: '5' })).toBe(false);
  });

  test('numbers out of range, no test, too few rounds › a problem and no input', () => {
    const withLoad = (load: Partial<typeof initialForm.load>) => ({
      ...initialForm,
      load: { ...initialForm.load, ...load },
    });
    expect(loadProblem(withLoad({ clients: '501' }), 'clients')).toBe('A whole number from 1 to 500.');
    expect(loadProblem(withLoad({ requests: '1e3' }), 'requests')).not.toBeNull();
    expect(inputOf('main', withLoad({ valueBytes: '' }))).toBeNull();
    expect(inputOf('main', { ...initialForm, tests: [] })).toBeNull();
    const oneRound = withLoad({ rounds: '1' });
    expect(loadProblem(oneRound, 'rounds')).toBeNull();
    expect(loadProblem({ ...oneRound, changes: { hz: '20' } }, 'rounds')).toBe('A whole number from 3 to 30.');
    expect(trafficProblem({ ...initialForm, traffic: '61' })).toBe('A whole number from 1 to 60.');
    expect(inputOf('main', { ...initialForm, traffic: '60' })).toMatchObject({ trafficSeconds: 60 });
  });
});

const testOf = (requestsPerSecond: number, p50: number): BenchmarkTest => ({
  ...{ name: 'SET', requestsPerSecond, p50Ms: p50, p95Ms: null, p99Ms: null, maxMs: null },
  intervals: {
    ...{ requestsPerSecond: { low: requestsPerSecond - 1, high: requestsPerSecond + 1 }, p95Ms: null, p99Ms: null },
    ...{ p50Ms: { low: p50 - 0.01, high: p50 + 0.01 }, maxMs: null },
  },
  rounds: [requestsPerSecond - 0.5, requestsPerSecond, requestsPerSecond + 0.5],
});

const run: BenchmarkResult = {
  ...{ run: 'r', instance: 'main', at: '2026-11-19T14:11:00.000Z', durationMs: 1, where: 'scratch' },
  ...{ tool: 'redis-benchmark', database: 0, requests: 100, clients: 1, pipeline: 1, valueBytes: 64, rounds: 3 },
  ...{ instanceOpsPerSecond: 5, traffic: null, notes: [], a: { version: '7.0.15', image: 'redis:7', cores: 1 } },
  tests: [testOf(100, 0.5)],
  against: {
    ...{ version: '8.0.0', image: 'redis:8', cores: 1, tests: [testOf(200, 0.2)] },
    changes: [{ directive: 'save', from: '900 1', to: '' }],
  },
  verdict: [{ test: 'SET', faster: 'b', ratio: 2, confidence: 0.999 }],
};

describe('shown result', () => {
  test('a comparison › B by its changes, with the verdict and clear changes of latency', () => {
    expect(changesText(run)).toBe('save "", redis:8');
    const { tests, labels } = shownRun(run);
    expect(labels.b).toBe('B save "", redis:8');
    expect(verdictSummary(tests)).toEqual({ faster: 1, slower: 0, all: 1, largest: [{ test: 'SET', share: 1 }] });
    expect(tests.map((one) => latencyChange(one, 'p50Ms'))).toEqual(['lower']);
    expect(tests.map((one) => latencyChange(one, 'p95Ms'))).toEqual([null]);
  });

  test('a run alone › has no other side', () => {
    const alone = { ...run, against: null, verdict: [] };
    const { tests, labels } = shownRun(alone);
    expect(labels.b).toBeNull();
    expect(tests).toMatchObject([{ b: null, verdict: null }]);
  });

  test('two runs › side A of both is judged', () => {
    const slower = { ...run, tests: [testOf(50, 0.9)] };
    const { tests } = shownPair(run, slower);
    expect(tests.map(({ verdict }) => verdict)).toMatchObject([{ faster: 'a', ratio: 0.5 }]);
    expect(tests.map((one) => latencyChange(one, 'p50Ms'))).toEqual(['higher']);
  });
});
