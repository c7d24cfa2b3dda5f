import type { CommandFigures } from '../../../../shared/contract/command-stats.ts';
import { count, fixed, UNKNOWN } from '../../../lib/format.ts';

/** A rate or a mean: `0.4`, `12.5`, `1,234`. A value that would round to zero is `< 0.1`. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (value > 0 && value < 0.05) return '< 0.1';
  return value >= 99.95 || value === 0 ? count(value) : fixed(value, 1);
}

/** A percentile in whole microseconds, the resolution of Redis. */
export function microseconds(value: number | null): string {
  if (value === null) return UNKNOWN;
  return value < 1 ? '< 1' : count(Math.round(value));
}

/** Rejected and failed calls per second; null if the server does not count them. */
export function errorsPerSecond({ recent }: CommandFigures): number | null {
  return recent === null ? null : sum(recent.rejectedPerSecond, recent.failedPerSecond);
}

/** Rejected and failed calls since the last reset; null if the server does not count them. */
export function errorsInAll({ rejected, failed }: CommandFigures): number | null {
  return sum(rejected, failed);
}

function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
