/** The list of a reply; empty for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A map that RESP2 sends as a flat list of names and values. */
export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  const flat = listOf(value);
  const fields = new Map<string, unknown>();
  for (let at = 0; at + 1 < flat.length; at += 2) fields.set(String(flat[at]), flat[at + 1]);
  return fields;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
