import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/** For so long after a change of the view its parts are still replaced, ms. */
const SETTLING_MS = 2000;
/** How often it is seen to in that time, ms. */
const EVERY_MS = 100;

/**
 * Gives the focus to the view when the part that had it is replaced by another view: on the page's body the keys of a
 * list and of a screen reader would be lost.
 */
export function useKeptFocus(view: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    const element = view.current;
    // The first view takes no focus: the first Tab is for the way past the bar.
    if (!element || shown.current === pathname) return;
    shown.current = pathname;
    const keep = () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (!isLost || document.querySelector('[role="dialog"]') !== null) return;
      // A frame around the whole view says nothing: only who jumps to it is shown where the focus is.
      element.dataset.quietFocus = 'true';
      element.addEventListener('blur', () => delete element.dataset.quietFocus, { once: true });
      element.focus({ preventScroll: true });
    };
    const again = setInterval(keep, EVERY_MS);
    const first = requestAnimationFrame(keep);
    const last = setTimeout(() => clearInterval(again), SETTLING_MS);
    return () => {
      clearInterval(again);
      cancelAnimationFrame(first);
      clearTimeout(last);
    };
  }, [pathname, view]);
}
