/** What a cancelled operation did not undo, as a sentence, from the data of its error. */
export function keptBy(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('kept' in data)) return undefined;
  return typeof data.kept === 'string' ? data.kept : undefined;
}
