/**
 * The largest of any number of values: `Math.max(...values)` fails with "Maximum call stack size exceeded" from about
 * 120,000 values on.
 * @param min the result without any value
 */
export function largest(values: Iterable<number>, min = Number.NEGATIVE_INFINITY): number {
  let found = min;
  for (const value of values) found = Math.max(found, value);
  return found;
}
