import { app, session, type WebContents } from 'electron';
import { openExternalLink } from './external-links.ts';
import { isViewUrl } from './view-url.ts';

/** Copy buttons write to the clipboard; nothing else is needed of what a page can ask for. */
const PERMITTED = 'clipboard-sanitized-write';

/** No page leaves the view, opens a window or holds another page, whatever gets to run in it. */
export function setupNavigationLock(): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => {
      // Its own page it may load again; that is how a view gets back on its feet.
      if (!isViewUrl(event.url)) event.preventDefault();
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

/** Camera, location, notifications, devices, …: denied without a question. Only once the app is ready. */
export function setupPermissionLock(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(permission === PERMITTED && isMainFrame && isViewUrl(requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin, { isMainFrame }) => permission === PERMITTED && isMainFrame && isViewUrl(origin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}
