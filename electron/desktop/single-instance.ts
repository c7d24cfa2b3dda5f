import { app } from 'electron';
import { LINK_SCHEME, routeOfLink } from './deep-link.ts';
import { routeOfFile } from './opened-file.ts';
import { readStart } from './start-arguments.ts';
import type { WindowOpener } from './window-opener.ts';

/**
 * Allows one app per home. A second start shows the window of the first app at the requested place, and ends.
 * @returns whether this is the first
 */
export function setupSingleInstance(): boolean {
  if (app.requestSingleInstanceLock()) return true;
  app.quit();
  return false;
}

/** Opens what later starts, links and files ask for. An invalid link only shows the window. */
export function setupStartRequests(opener: WindowOpener): void {
  app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('second-instance', (_event, argv, folder) => {
    const request = readStart(argv, app.isPackaged ? null : app.getAppPath(), folder);
    if (request.kind === 'open') opener.show(request.route);
  });
  // On macOS the system passes links and files to the running app, including files dropped onto the dock icon.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    opener.show(routeOfLink(url));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    opener.show(routeOfFile(path, '/'));
  });
  app.on('activate', () => opener.show());
}
