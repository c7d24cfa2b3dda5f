/**
 * The largest of any number of values: `Math.max(...values)` fails with "Maximum call stack size exceeded" from about
 * 120,000 values on.
 * @param least the result without any value
 */
export function largest(values: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let found = least;
  for (const value of values) found = Math.max(found, value);
  return found;
}
