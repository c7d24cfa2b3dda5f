import type { Page } from '@playwright/test';

/** The errors of a page that its test did not expect. */
export interface PageTroubles {
  /** Errors on the console, uncaught exceptions and violations of the content security policy. */
  readonly list: () => readonly string[];
  /** Allows errors that a test causes itself, such as failed connections to a server that it killed. */
  readonly expect: (pattern: RegExp) => void;
}

/**
 * What Chromium reports when a test kills the server of the page: the WebSocket, and the requests of that moment. One
 * without any byte of a response is empty, one with a part of it is too short; one on a connection that just ended has
 * none; a later one is refused.
 */
export const KILLED_SERVER =
  /WebSocket|ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING)/;

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
