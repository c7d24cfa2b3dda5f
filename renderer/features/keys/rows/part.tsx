import type { ComponentProps } from 'react';

/**
 * A part of a grid or tree whose rows lie anywhere in a scrolled element, which elements of a table cannot. The grid or
 * tree itself has the focus and the keys, and names the active row; so rows and cells take no focus.
 */
export function Part(props: ComponentProps<'div'>) {
  return <div {...props} />;
}

/** Content without controls that scrolls by the keyboard. */
export const scrollable = { tabIndex: 0 } as const;
