import { useEffect } from 'react';
import { createStore, useStore } from '../../../lib/store.ts';

/** What stands beside an instance's settings. */
export type SettingsDrawer = 'history' | 'compare' | 'copy' | 'upgrade';

interface Asked {
  readonly id: string;
  readonly drawer: SettingsDrawer;
}

// Beside the view: a command opens one from wherever it is given.
const asked = createStore<Asked | null>(null);

let shown = 0;

/** The drawer that is open over the settings of an instance. It closes with the view. */
export function useDrawer(id: string): SettingsDrawer | null {
  useEffect(() => {
    shown += 1;
    return () => {
      shown -= 1;
      // Not when the view is only drawn again.
      queueMicrotask(() => shown === 0 && closeDrawer());
    };
  }, []);
  return useStore(asked, (now) => (now?.id === id ? now.drawer : null));
}

export function openDrawer(id: string, drawer: SettingsDrawer): void {
  asked.set({ id, drawer });
}

export function closeDrawer(): void {
  asked.set(null);
}
