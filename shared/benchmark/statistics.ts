import type { Interval } from '../contract/benchmark.ts';

const CONFIDENCE = 0.95;

export function mean(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}

/** The variance of the mean of samples. */
function meanVariance(samples: readonly number[]): number {
  const middle = mean(samples);
  const squares = samples.reduce((sum, sample) => sum + (sample - middle) ** 2, 0);
  return squares / (samples.length - 1) / samples.length;
}

/** The 95 % confidence interval of a mean by Student's t-distribution; null for fewer than two samples. */
export function intervalOf(samples: readonly number[]): Interval | null {
  if (samples.length < 2) return null;
  const middle = mean(samples);
  const half = tQuantile(CONFIDENCE, samples.length - 1) * Math.sqrt(meanVariance(samples));
  return { low: middle - half, high: middle + half };
}

/** Whether two intervals have a value in common. An unknown interval overlaps every other. */
export function overlap(a: Interval | null, b: Interval | null): boolean {
  return a === null || b === null || (a.low <= b.high && b.low <= a.high);
}

/**
 * The confidence that the means of two sets of samples differ, 0 to 1, by Welch's t-test.
 * @see https://en.wikipedia.org/wiki/Welch%27s_t-test
 */
export function differenceConfidence(a: readonly number[], b: readonly number[]): number {
  if (a.length < 2 || b.length < 2) return 0;
  const [va, vb] = [meanVariance(a), meanVariance(b)];
  const difference = Math.abs(mean(a) - mean(b));
  if (va + vb === 0) return difference === 0 ? 0 : 1;
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1));
  return withinT(difference / Math.sqrt(va + vb), freedom);
}

/** The t for which a share of the distribution lies between −t and t. */
function tQuantile(share: number, freedom: number): number {
  let [low, high] = [0, 1000];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (withinT(middle, freedom) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The share of Student's t-distribution between −t and t. */
function withinT(t: number, freedom: number): number {
  return 1 - incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** The regularized incomplete beta function by its continued fraction. @see https://dlmf.nist.gov/8.17 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  // The fraction converges fast on one side only; the other is its mirror.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const factor = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return (factor / a) * betaFraction(x, a, b);
}

/** Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-30;
  const safe = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 200; m += 1) {
    const before = result;
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 / safe(1 + term * d);
      c = safe(1 + term / c);
      result *= d * c;
    }
    if (Math.abs(result - before) < 1e-12 * Math.abs(result)) break;
  }
  return result;
}

/** By a series that is exact to ten digits for positive arguments. @see https://dlmf.nist.gov/5.23 */
function logGamma(x: number): number {
  const series = [
    76.18009172947146, -86.5053203294168, 24.01409824083091, -1.231739572450155, 0.001208650973866179,
    -0.000005395239384953,
  ];
  const sum = series.reduce((total, term, index) => total + term / (x + 1 + index), 1.000000000190015);
  return (x + 0.5) * Math.log(x + 5.5) - (x + 5.5) + Math.log((2.506628274631 * sum) / x);
}
