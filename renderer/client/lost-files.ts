import { api } from './api.ts';

/** How long to wait before a part that was lost is fetched again, ms. */
const AGAIN_AFTER_MS = [100, 500, 2000];

/** A page that cannot be loaded at all must not try without end. */
const NOT_AGAIN_FOR_MS = 10_000;
const KEY = 'reloaded-at';

/**
 * Fetches a part of the page, again where it was lost on its way: Chromium drops every request when the machine's
 * networks change, which is what installing in Docker does. While the app's program does not answer it waits for it,
 * since a reloaded page would then be lost with the last figures. The page is reloaded where nothing else helps:
 * an app that was updated meanwhile has other files, and older browsers keep a failure as long as the page is open.
 * @param load an `import()`; Chromium 156 fetches again what failed, 150 does not; all styles come with the page itself
 */
export async function partOfPage<T>(load: () => Promise<T>): Promise<T> {
  for (const wait of AGAIN_AFTER_MS) {
    try {
      return await load();
    } catch {
      await pause(wait);
      await answered();
    }
  }
  try {
    return await load();
  } catch (cause) {
    const last = Number(sessionStorage.getItem(KEY));
    // In other words than the browser's own, at which the router would reload the page by itself, and too soon.
    if (Date.now() - last < NOT_AGAIN_FOR_MS) throw new Error('A part of the app could not be loaded.', { cause });
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
    return new Promise<never>(() => undefined);
  }
}

/**
 * Fetches the page's styles again where they were lost on their way. A module of the page runs only once its styles
 * are there or lost, and of those that were lost Chromium has a sheet whose rules nobody may read.
 */
export function fetchLostStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (!hasRules(link)) fetchAgain(link);
  }
}

function hasRules({ sheet }: HTMLLinkElement): boolean {
  try {
    return (sheet?.cssRules.length ?? 0) > 0;
  } catch {
    return false;
  }
}

function fetchAgain(link: HTMLLinkElement): void {
  const again = document.createElement('link');
  again.rel = 'stylesheet';
  again.href = link.href;
  again.addEventListener(
    'error',
    () =>
      void answered()
        .then(() => pause(1000))
        .then(() => fetchAgain(again)),
  );
  link.replaceWith(again);
}

/** Until the app's own program answers. */
async function answered(): Promise<void> {
  for (;;) {
    try {
      await api.app.info();
      return;
    } catch {
      await pause(1000);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
