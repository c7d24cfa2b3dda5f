/**
 * The largest of any number of values: `Math.max(...values)` ends with "Maximum call stack size exceeded" from about
 * 120,000 values on.
 * @param least what no value at all gives
 */
export function largest(values: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let found = least;
  for (const value of values) found = Math.max(found, value);
  return found;
}
