import { BrowserWindow } from 'electron';

/** Brings the one window to the front, whatever became of it. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
