import type { Page } from '@playwright/test';

/** What went wrong in a page that nobody asked for. */
export interface PageTroubles {
  /** Errors on the console, uncaught exceptions and violations of the content security policy. */
  readonly list: () => readonly string[];
  /** Lets pass what a test itself brings about, such as the failed connections to a server it killed. */
  readonly expect: (pattern: RegExp) => void;
}

/** Listens from now on; call it before the page goes anywhere. */
export async function watchPage(page: Page): Promise<PageTroubles> {
  const troubles: string[] = [];
  // Chromium drops what is on its way when a Docker network comes or goes; the page loads again by itself.
  const expected: RegExp[] = [/ERR_NETWORK_CHANGED/];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.stack ?? error.message}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (_event) => {});
  });
  return {
    list: () => troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble))),
    expect: (pattern) => void expected.push(pattern),
  };
}
