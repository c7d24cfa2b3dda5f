import type { Page } from '@playwright/test';

/** The errors of a page that its test did not expect. */
export interface PageTroubles {
  /** Errors on the console, uncaught exceptions and violations of the content security policy. */
  readonly list: () => readonly string[];
  /** Allows errors that a test causes itself, such as failed connections to a server that it killed. */
  readonly expect: (pattern: RegExp) => void;
}

/** Starts listening; call it before the page navigates. */
export async function watchPage(page: Page): Promise<PageTroubles> {
  const troubles: string[] = [];
  // Chromium drops its open requests when a Docker network is added or removed. The page reloads by itself.
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
