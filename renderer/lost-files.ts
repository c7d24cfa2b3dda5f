/** A page that cannot be loaded at all shall not try without end. */
const NOT_AGAIN_FOR_MS = 10_000;
const KEY = 'reloaded-at';

/**
 * Loads the page anew when a part of it could not be fetched. Chromium drops every request that is on its way when
 * the machine's networks change, which is what installing in Docker does; an app that was updated meanwhile has other
 * files than the page that is open.
 * @see https://vite.dev/guide/build#load-error-handling
 */
export function reloadWhenFilesAreLost(): void {
  window.addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(KEY));
    if (Date.now() - last < NOT_AGAIN_FOR_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
  });
}
