import { useState } from 'react';

/**
 * Like `useState`, for a choice that survives a reload of this tab, such as a filter. A stored value with other fields
 * than the initial value is ignored.
 * @param key unique in the app: `backups.filter`
 */
export function useTabState<T>(key: string, initial: T): readonly [T, (next: T) => void] {
  const name = `vrooli.${key}`;
  const [value, setValue] = useState<T>(() => read(name, initial));
  const set = (next: T) => {
    setValue(next);
    try {
      sessionStorage.setItem(name, JSON.stringify(next));
    } catch {
      // The storage is full or disabled: the choice lasts until the page closes.
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
