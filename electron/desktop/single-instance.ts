import { app } from 'electron';
import { showWindow } from './show-window.ts';

/**
 * Lets one window be open on a home: a second start brings the first one's to the front and ends.
 * @returns whether this is the first
 */
export function setupSingleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', showWindow);
  return true;
}
