import { useEffect } from 'react';
import { createStore, useStore } from '../../../lib/store.ts';

/** The drawers over the settings of an instance. */
export type SettingsDrawer = 'history' | 'compare' | 'copy' | 'upgrade';

interface OpenedDrawer {
  readonly id: string;
  readonly drawer: SettingsDrawer;
}

// Outside the view, because commands open drawers from any page.
const openedDrawer = createStore<OpenedDrawer | null>(null);

let mountedViews = 0;

/** The drawer that is open over the settings of an instance. It closes with the view. */
export function useDrawer(id: string): SettingsDrawer | null {
  useEffect(() => {
    mountedViews += 1;
    return () => {
      mountedViews -= 1;
      // Skips a remount of the view.
      queueMicrotask(() => mountedViews === 0 && closeDrawer());
    };
  }, []);
  return useStore(openedDrawer, (current) => (current?.id === id ? current.drawer : null));
}

export function openDrawer(id: string, drawer: SettingsDrawer): void {
  openedDrawer.set({ id, drawer });
}

export function closeDrawer(): void {
  openedDrawer.set(null);
}
