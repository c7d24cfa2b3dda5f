import { app, BrowserWindow } from 'electron';

/**
 * Lets one window be open on a home: a second start brings the first one's to the front and ends.
 * @returns whether this is the first
 */
export function setupSingleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return true;
}
