import { useState } from 'react';

/**
 * The newest of the values that several requests return, such as the length of a list from its pages. Older pages may
 * have another length: if each page that scrolls into view replaced it, two pages could replace each other's forever.
 * @param of what the values describe; another one starts without a value
 * @returns the value, null before the first; and a function that offers another one, for use while rendering
 */
export function useNewest<T>(of: string): readonly [T | null, (value: T | null, readAt: number) => void] {
  const [newest, setNewest] = useState<{ readonly of: string; readonly value: T; readonly readAt: number } | null>(
    null,
  );
  const own = newest?.of === of ? newest : null;
  const offer = (value: T | null, readAt: number) => {
    if (value !== null && (own === null || readAt > own.readAt)) setNewest({ of, value, readAt });
  };
  return [own?.value ?? null, offer];
}
