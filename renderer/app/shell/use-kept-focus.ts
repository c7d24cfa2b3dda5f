import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/** A new view can replace its elements for this long after a navigation. */
const SETTLING_MS = 2000;
const CHECK_INTERVAL_MS = 100;
/** How long a closing dialog or menu may take to give the focus back. */
const GIVE_BACK_MS = 400;

/**
 * Moves the focus to the view when the focused element was removed, by a navigation or because an operation replaced
 * it, and back to a control that was disabled meanwhile. With the focus on the body, the keys of lists and screen readers stop working.
 */
export function useKeptFocus(view: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    // The first view takes no focus, so that the first Tab reaches the skip link.
    if (shown.current === pathname) return;
    shown.current = pathname;
    const keep = () => keepFocus(view.current);
    const again = setInterval(keep, CHECK_INTERVAL_MS);
    const first = requestAnimationFrame(keep);
    const last = setTimeout(() => clearInterval(again), SETTLING_MS);
    return () => {
      clearInterval(again);
      cancelAnimationFrame(first);
      clearTimeout(last);
    };
  }, [pathname, view]);

  useEffect(() => {
    let focused: Element | null = document.activeElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = () => {
      focused = document.activeElement;
    };
    // The focus also goes to the body on a click beside all controls.
    const forget = () => {
      focused = null;
    };
    const removed = () => {
      if (focused === null || focused.isConnected) return;
      focused = null;
      clearTimeout(timer);
      timer = setTimeout(() => keepFocus(view.current), GIVE_BACK_MS);
    };
    // A control that is disabled while it saves or loads loses the focus.
    const enabled = (records: readonly MutationRecord[]) => {
      const isBack = records.some(({ type, target }) => type === 'attributes' && target === focused);
      if (isBack && focused instanceof HTMLElement && !focused.matches(':disabled') && isFocusLost()) focused.focus();
    };
    const changes = new MutationObserver((records) => {
      removed();
      enabled(records);
    });
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    return () => {
      clearTimeout(timer);
      changes.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
    };
  }, [view]);
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function keepFocus(view: HTMLElement | null): void {
  if (view === null || !isFocusLost() || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
  // A focus ring around the whole view carries no information; only the skip link shows it.
  view.dataset.quietFocus = 'true';
  view.addEventListener('blur', () => delete view.dataset.quietFocus, { once: true });
  view.focus({ preventScroll: true });
}
