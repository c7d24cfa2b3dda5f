import type { CommandFigures } from '../../../../shared/contract/command-stats.ts';
import { count, UNKNOWN } from '../../../lib/format.ts';

/** A rate or a mean: `0.4`, `12.5`, `1,234`; what is there and too small to be written is `< 0.1`. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (value > 0 && value < 0.05) return '< 0.1';
  return value >= 99.95 || value === 0 ? count(value) : value.toFixed(1);
}

/** A percentile in whole microseconds, as the server's clock has them. */
export function microseconds(value: number | null): string {
  if (value === null) return UNKNOWN;
  return value < 1 ? '< 1' : count(Math.round(value));
}

/** Calls that were refused or failed, per second; null where this server does not count them. */
export function errorsPerSecond({ recent }: CommandFigures): number | null {
  return recent === null ? null : sum(recent.rejectedPerSecond, recent.failedPerSecond);
}

/** The same in all. */
export function errorsInAll({ rejected, failed }: CommandFigures): number | null {
  return sum(rejected, failed);
}

function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
