import { app, session, type WebContents } from 'electron';
import type { Logger } from '../services/platform/log/logger.ts';
import { isReportUrl, saveCrashReport } from './crash-page.ts';
import { openExternalLink } from './external-links.ts';
import { isViewUrl } from './view-url.ts';

/** Copy buttons write to the clipboard. The page needs no other permission. */
const PERMITTED = 'clipboard-sanitized-write';

/** Prevents a page from navigating away, opening windows or embedding pages, even if foreign code runs in it. */
export function setupNavigationLock(home: string, log: Logger): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => {
      const { url } = event;
      // The page may reload itself, which recovers a broken view.
      if (isViewUrl(url) && !isReportUrl(url)) return;
      event.preventDefault();
      if (isReportUrl(url)) {
        saveCrashReport(contents, url, home, log).catch((error: unknown) => log.error('no crash report', error));
      }
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openExternalLink(url);
      return { action: 'deny' };
    });
  });
}

/**
 * Camera, location, notifications, devices, downloads and so on are denied without a question. Call it once the app is
 * ready.
 */
export function setupPermissionLock(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(permission === PERMITTED && isMainFrame && isViewUrl(requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin, { isMainFrame }) => permission === PERMITTED && isMainFrame && isViewUrl(origin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  // The core writes this app's files, at the path from the save dialog. A page downloads nothing.
  defaultSession.on('will-download', (event) => event.preventDefault());
}
