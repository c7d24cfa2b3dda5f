import { useState } from 'react';

/**
 * The dropdown of a Select, rendered when its field gets the focus: rendered with the page, each one measures its
 * position. It must exist before it opens, because the field then names it for screen readers.
 */
export function useLateDropdown(): { readonly keepMounted: boolean; readonly onFocus: () => void } {
  const [keepMounted, setKeepMounted] = useState(false);
  return { keepMounted, onFocus: () => setKeepMounted(true) };
}
