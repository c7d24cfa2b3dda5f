import { app } from 'electron';
import { LINK_SCHEME, routeOfLink } from './deep-link.ts';
import { routeOfFile } from './opened-file.ts';
import { readStart } from './start-arguments.ts';
import type { WindowOpener } from './window-opener.ts';

/**
 * Lets one app be open on a home: a second start shows the first one's window, at what it asked for, and ends.
 * @returns whether this is the first
 */
export function setupSingleInstance(): boolean {
  if (app.requestSingleInstanceLock()) return true;
  app.quit();
  return false;
}

/** Shows what further starts, links and files of this computer ask for. A bad link only shows the window. */
export function setupStartRequests(opener: WindowOpener): void {
  app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('second-instance', (_event, argv, folder) => {
    const request = readStart(argv, app.isPackaged ? null : app.getAppPath(), folder);
    if (request.kind === 'open') opener.show(request.route);
  });
  // On macOS the system calls the running app; a drop onto the dock icon is a file as well.
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
