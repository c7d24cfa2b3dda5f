/** Appends `-2`, `-3`… to a taken name. Names have at most 100 characters. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) {
    const next = `${name.slice(0, 100 - 12)}-${number}`;
    if (!taken.has(next)) return next;
  }
}
