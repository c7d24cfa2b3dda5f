import { fetchWhatIsAsked } from '../client/lazy-dialog.tsx';
import { router } from './router.tsx';

/** Until then the first view has all it needs, ms. */
const AFTER_MS = 1500;

/** Soon fetches the code of every view and dialog: to open one then takes no time, and needs nobody to answer. */
export function fetchViewsSoon(): void {
  setTimeout(() => {
    for (const route of Object.values(router.routesById)) {
      // Whoever goes there asks again, and is told.
      router.loadRouteChunk(route)?.catch(() => undefined);
    }
    fetchWhatIsAsked();
  }, AFTER_MS);
}
