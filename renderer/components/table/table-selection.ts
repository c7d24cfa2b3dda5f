/** The selection with one row toggled. */
export function toggled(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The selection plus the range between two rows, for Shift-click. */
export function extended(
  selection: ReadonlySet<string>,
  ids: readonly string[],
  from: string,
  to: string,
): ReadonlySet<string> {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  // The anchor row may have been removed.
  if (a === -1 || b === -1) return toggled(selection, to);
  return new Set([...selection, ...ids.slice(Math.min(a, b), Math.max(a, b) + 1)]);
}
