/** A selection with one row taken in or out. */
export function toggled(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** A selection with everything from one row to another taken in, as Shift and a click ask for. */
export function extended(
  selection: ReadonlySet<string>,
  ids: readonly string[],
  from: string,
  to: string,
): ReadonlySet<string> {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  // The row where it began may have gone meanwhile.
  if (a === -1 || b === -1) return toggled(selection, to);
  return new Set([...selection, ...ids.slice(Math.min(a, b), Math.max(a, b) + 1)]);
}
