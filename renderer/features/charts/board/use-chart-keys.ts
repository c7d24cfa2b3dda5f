import { useEffect } from 'react';
import { letterShortcuts } from '../../../commands/use-shortcuts.ts';
import { togglePause, zoomIn, zoomOut } from '../model/view-state.ts';

/** What has the space bar for itself, or is typed into; the chosen range has no use for it. */
const OWN =
  'input:not([type="radio"]), textarea, select, button, a, summary, [contenteditable="true"], [role="menu"], [role="dialog"]';

/** The keys that are no letters: space stops and goes on, plus and minus zoom. The letters are commands. */
export function useChartKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !letterShortcuts.get()) return;
      if (event.target instanceof Element && event.target.closest(OWN)) return;
      if (event.key === ' ') togglePause();
      else if (event.key === '+' || event.key === '=') zoomIn();
      else if (event.key === '-' || event.key === '_') zoomOut();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
