/**
 * Where a key leads in a list, from a place in it.
 * @param at -1: nowhere yet, which counts as behind the end
 * @param page how many lines are on screen
 * @returns null for keys that lead nowhere
 */
export function moveBy(key: string, at: number, of: number, page: number): number | null {
  if (of === 0) return null;
  const from = at === -1 ? of : at;
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'ArrowDown':
      return Math.min(of - 1, from + 1);
    case 'PageUp':
      return Math.max(0, from - page);
    case 'PageDown':
      return Math.min(of - 1, from + page);
    case 'Home':
      return 0;
    case 'End':
      return of - 1;
    default:
      return null;
  }
}
