import { verdictOf } from '../../../../shared/benchmark/verdict.ts';
import type {
  BenchmarkResult,
  BenchmarkTest,
  BenchmarkVerdict,
  Interval,
} from '../../../../shared/contract/benchmark.ts';
import { exactTime } from '../../../lib/format.ts';
import * as words from '../words.ts';

/** A test of a shown result; B null for a single measurement. */
export interface ShownTest {
  readonly name: string;
  readonly a: BenchmarkTest;
  readonly b: BenchmarkTest | null;
  readonly verdict: BenchmarkVerdict | null;
}

/** A result, or two results beside each other. */
export interface ShownResult {
  readonly labels: { readonly a: string; readonly b: string | null };
  readonly tests: readonly ShownTest[];
  readonly rounds: number;
}

/** One run: its two sides, or its only one. */
export function shownRun(run: BenchmarkResult): ShownResult {
  const { tests, against, verdict, rounds } = run;
  return {
    labels: { a: words.sideAsNow(run.instance), b: against === null ? null : `B ${changesText(run)}` },
    rounds,
    tests: joined(tests, against?.tests ?? [], verdict),
  };
}

/** Side A of two runs beside each other, judged as two sides of one run. */
export function shownPair(one: BenchmarkResult, other: BenchmarkResult): ShownResult {
  const verdict = verdictOf(one.tests, other.tests);
  const labels = { a: `A ${words.runAt(exactTime(one.at))}`, b: `B ${words.runAt(exactTime(other.at))}` };
  return { labels, rounds: one.rounds, tests: joined(one.tests, other.tests, verdict) };
}

function joined(
  a: readonly BenchmarkTest[],
  b: readonly BenchmarkTest[],
  verdict: readonly BenchmarkVerdict[],
): readonly ShownTest[] {
  return a.map((test) => ({
    name: test.name,
    a: test,
    b: b.find(({ name }) => name === test.name) ?? null,
    verdict: verdict.find((one) => one.test === test.name) ?? null,
  }));
}

/** How B differs: `hz 20, redis:8-alpine`. */
export function changesText({ a, against }: BenchmarkResult): string {
  if (against === null) return words.alone;
  const changes = against.changes.map(({ directive, to }) => `${directive} ${to === '' || to === null ? '""' : to}`);
  const image = against.image !== null && against.image !== a.image ? [against.image] : [];
  return [...changes, ...image].join(', ');
}

/** Whether a latency of B lies beyond A's interval. Lower is better. */
export function latencyChange(
  { a, b }: ShownTest,
  figure: 'p50Ms' | 'p95Ms' | 'p99Ms' | 'maxMs',
): 'lower' | 'higher' | null {
  const [one, other]: readonly (Interval | null | undefined)[] = [a.intervals[figure], b?.intervals[figure]];
  if (one == null || other == null) return null;
  if (other.high < one.low) return 'lower';
  return other.low > one.high ? 'higher' : null;
}

/** The counts of the verdict, and the largest changes in per cent, largest first. */
export function verdictSummary(tests: readonly ShownTest[]): {
  readonly faster: number;
  readonly slower: number;
  readonly all: number;
  readonly largest: readonly { readonly test: string; readonly share: number }[];
} {
  const verdicts = tests.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
  const clear = verdicts.filter(({ faster }) => faster !== 'neither');
  const largest = clear
    .map(({ test, ratio }) => ({ test, share: ratio - 1 }))
    .toSorted((one, other) => Math.abs(other.share) - Math.abs(one.share));
  const of = (side: 'a' | 'b') => verdicts.filter(({ faster }) => faster === side).length;
  return { faster: of('b'), slower: of('a'), all: verdicts.length, largest: largest.slice(0, 2) };
}
