import type { ComponentProps } from 'react';

/**
 * A part of a grid or tree whose rows are positioned freely in a scrolled element, which table elements do not allow.
 * The grid or tree itself has the focus, handles the keys and names the active row; so rows and cells take no focus.
 */
export function Part(props: ComponentProps<'div'>) {
  return <div {...props} />;
}

/** Content without controls that scrolls by the keyboard. */
export const scrollable = { tabIndex: 0 } as const;
