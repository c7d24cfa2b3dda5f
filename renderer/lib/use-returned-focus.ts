import { useEffect, useState } from 'react';

/**
 * Returns the focus to the element that had it before a dialog opened, when the dialog closes and nothing else has taken
 * the focus. Mantine does this only for a dialog that was mounted before it opened, and ours are loaded on first use:
 * they mount open. With the focus on the body, a person at the keyboard would start again at the top of the page.
 */
export function useReturnedFocus(opened: boolean): void {
  const [opening, setOpening] = useState(() => ({ opened, before: focused() }));
  // While rendering: afterwards, the dialog itself has the focus.
  if (opening.opened !== opened) setOpening({ opened, before: opened ? focused() : opening.before });
  const { before } = opening;
  useEffect(() => {
    if (!opened) return;
    return () => {
      const current = document.activeElement;
      const isLost = current === null || current === document.body || current.closest('[role="dialog"]') !== null;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [opened, before]);
}

/**
 * The last element that took the focus: an entry of a menu is removed with its menu, so the focus is on the body when a
 * dialog that loads for the first time mounts. In a menu, the button that opened it.
 */
let last: Element | null = null;
document.addEventListener('focusin', ({ target }) => {
  last = target instanceof Element ? openerOf(target) : null;
});

/** The focused element; in a menu, which closes with the choice of an entry, the button that opened it. */
function focused(): Element | null {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body ? last : openerOf(activeElement);
}

function openerOf(element: Element): Element {
  const opener = element.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return (opener ? document.getElementById(opener) : null) ?? element;
}
