import { useEffect } from 'react';
import { letterShortcuts } from '../../../commands/use-shortcuts.ts';
import { togglePause, zoomIn, zoomOut } from '../model/view-state.ts';

/** Elements that handle the space bar themselves or accept text. The range radios do neither. */
const KEY_CONSUMERS =
  'input:not([type="radio"]), textarea, select, button, a, summary, [contenteditable="true"], [role="menu"], [role="dialog"]';

/** Space pauses and resumes, plus and minus zoom. Letter shortcuts belong to the commands. */
export function useChartKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !letterShortcuts.get()) return;
      if (event.target instanceof Element && event.target.closest(KEY_CONSUMERS)) return;
      if (event.key === ' ') togglePause();
      else if (event.key === '+' || event.key === '=') zoomIn();
      else if (event.key === '-' || event.key === '_') zoomOut();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
