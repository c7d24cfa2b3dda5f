/**
 * The index that a key moves to in a list.
 * @param at the current index; -1 (none) counts as behind the end
 * @param page the number of visible lines
 * @returns null for other keys
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
