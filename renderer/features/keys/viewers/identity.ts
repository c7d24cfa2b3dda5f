const identities = new WeakMap<object, number>();
let last = 0;

/** The same number for the same object: for query keys, because comparing megabytes would take too long. */
export function identityOf(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  last += 1;
  identities.set(value, last);
  return last;
}
