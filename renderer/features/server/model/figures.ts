import { splitMicroseconds } from '../../../../shared/format/duration.ts';
import { fixed } from '../../../lib/format.ts';

/** A duration in µs: `0.12 ms`, `12.3 ms`, `1.2 s`. */
export function milliseconds(usec: number): string {
  const { value, digits, unit } = splitMicroseconds(usec);
  return `${fixed(value, digits)} ${unit}`;
}
