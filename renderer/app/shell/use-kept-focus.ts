import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/** A new view can replace its elements for this long after a navigation. */
const SETTLING_MS = 2000;
const CHECK_INTERVAL_MS = 100;

/**
 * Moves the focus to the view when a navigation removes the focused element. With the focus on the body, the keys of
 * lists and screen readers stop working.
 */
export function useKeptFocus(view: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    const element = view.current;
    // The first view takes no focus, so that the first Tab reaches the skip link.
    if (!element || shown.current === pathname) return;
    shown.current = pathname;
    const keep = () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (!isLost || document.querySelector('[role="dialog"]') !== null) return;
      // A focus ring around the whole view carries no information; only the skip link shows it.
      element.dataset.quietFocus = 'true';
      element.addEventListener('blur', () => delete element.dataset.quietFocus, { once: true });
      element.focus({ preventScroll: true });
    };
    const again = setInterval(keep, CHECK_INTERVAL_MS);
    const first = requestAnimationFrame(keep);
    const last = setTimeout(() => clearInterval(again), SETTLING_MS);
    return () => {
      clearInterval(again);
      cancelAnimationFrame(first);
      clearTimeout(last);
    };
  }, [pathname, view]);
}
