import { preloadDialogs } from '../client/lazy-dialog.tsx';
import { router } from './router.tsx';

/** Long enough for the first view to load without competing requests. */
const AFTER_MS = 1500;

/** Preloads the code of every view and dialog, so that they open immediately and also while disconnected. */
export function fetchViewsSoon(): void {
  setTimeout(() => void fetchViews(), AFTER_MS);
}

/** One after the other: all at once, they kept a view that the user opens meanwhile waiting for a second. */
async function fetchViews(): Promise<void> {
  for (const route of Object.values(router.routesById)) {
    // Navigation loads the chunk again and reports the failure.
    await router.loadRouteChunk(route)?.catch(() => undefined);
  }
  await preloadDialogs();
}
