import { useState } from 'react';

/**
 * As `useState`, of a choice that a reload of this tab keeps: a filter, an order. What was kept counts only while it has
 * the same fields as the initial value.
 * @param key names it among all choices of the app: `backups.filter`
 */
export function useTabState<T>(key: string, initial: T): readonly [T, (next: T) => void] {
  const name = `vrooli.${key}`;
  const [value, setValue] = useState<T>(() => read(name, initial));
  const set = (next: T) => {
    setValue(next);
    try {
      sessionStorage.setItem(name, JSON.stringify(next));
    } catch {
      // A full or forbidden storage: the choice lasts as long as the page.
    }
  };
  return [value, set];
}

function read<T>(name: string, initial: T): T {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? 'null');
    return shapeOf(kept) === shapeOf(initial) ? (kept as T) : initial;
  } catch {
    return initial;
  }
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.keys(value).sort().join(' ');
}
