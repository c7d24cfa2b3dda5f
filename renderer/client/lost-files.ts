import { api } from './api.ts';
import * as clientWords from './words.ts';

/** Delays before each retry of a lost request. */
const RETRY_DELAYS_MS = [100, 500, 2000];

/** Prevents an endless loop of reloads. */
const RELOAD_COOLDOWN_MS = 10_000;
const KEY = 'reloaded-at';

/**
 * Loads a chunk and retries a lost request: Chromium drops every request when the network interfaces change, which an
 * installation in Docker causes. While the app is disconnected it waits, because a reload would lose the page and its
 * last values. The page reloads as a last resort: an updated app has other files, and older browsers cache a failed
 * import until the page closes.
 * @param load an `import()`; Chromium 156 retries a failed import, 150 does not; all styles load with the page
 */
export async function partOfPage<T>(load: () => Promise<T>): Promise<T> {
  for (const wait of RETRY_DELAYS_MS) {
    try {
      return await load();
    } catch {
      await pause(wait);
      await appResponds();
    }
  }
  try {
    return await load();
  } catch (cause) {
    const last = Number(sessionStorage.getItem(KEY));
    // Not the browser's message: the router recognizes that and reloads the page too early.
    if (Date.now() - last < RELOAD_COOLDOWN_MS) throw new Error(clientWords.couldNotLoadAPart, { cause });
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
    return new Promise<never>(() => undefined);
  }
}

/**
 * Retries style sheets whose requests were lost. Page modules run only after their styles loaded or failed; for a
 * failed one Chromium has a sheet whose rules throw on access.
 */
export function fetchLostStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (!hasRules(link)) retryLink(link);
  }
}

function hasRules({ sheet }: HTMLLinkElement): boolean {
  try {
    return (sheet?.cssRules.length ?? 0) > 0;
  } catch {
    return false;
  }
}

function retryLink(link: HTMLLinkElement): void {
  const again = document.createElement('link');
  again.rel = 'stylesheet';
  again.href = link.href;
  again.addEventListener(
    'error',
    () =>
      void appResponds()
        .then(() => pause(1000))
        .then(() => retryLink(again)),
  );
  link.replaceWith(again);
}

/** Waits until the app responds. */
async function appResponds(): Promise<void> {
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
