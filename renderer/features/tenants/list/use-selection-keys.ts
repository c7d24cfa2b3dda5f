import { useEffect } from 'react';
import type { TenantRow } from '../model/tenant-row.ts';

/** Ctrl-A (⌘A) selects all shown tenants, Escape none, unless a field or a dialog handles the keys. */
export function useSelectionKeys(
  shown: readonly TenantRow[],
  selection: ReadonlySet<string>,
  onChange: (selection: ReadonlySet<string>) => void,
): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isElsewhere(event.target)) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
        event.preventDefault();
        onChange(new Set(shown.map(({ id }) => id)));
      } else if (event.key === 'Escape' && selection.size > 0) {
        onChange(new Set());
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [shown, selection, onChange]);
}

function isElsewhere(target: EventTarget | null): boolean {
  const isField = target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select');
  return isField || document.querySelector('[role="dialog"], [role="menu"]') !== null;
}
