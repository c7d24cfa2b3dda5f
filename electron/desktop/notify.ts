import { BrowserWindow, Notification } from 'electron';
import { SHOW_NOTICE } from './channels.ts';
import { desktopWords } from './texts.ts';
import type { WindowOpener } from './window-opener.ts';

/**
 * How many notifications stay clickable. A notification without a reference is garbage collected, together with its
 * click handler.
 */
const MAX_KEPT = 20;
const kept: Notification[] = [];

export interface Notice {
  readonly title: string;
  readonly detail: string;
  /** The route that a click opens; null: the window as it is. */
  readonly route: string | null;
}

/** Notifies the user: with a system notification and "Open", or in the window if the system shows no notifications. */
export function notify(notice: Notice, opener: WindowOpener): void {
  if (!Notification.isSupported()) {
    showInWindow(notice);
    return;
  }
  const { title, detail, route } = notice;
  const notification = new Notification({
    ...{ title, body: detail },
    actions: [{ type: 'button', text: desktopWords().open }],
  });
  notification.on('click', () => opener.show(route));
  notification.on('action', () => opener.show(route));
  // Windows reports this when the user has turned off notifications for the app.
  notification.on('failed', () => showInWindow(notice));
  notification.show();
  kept.push(notification);
  if (kept.length > MAX_KEPT) kept.shift();
}

/** Whether any notice can reach the user. */
export function canNotify(): boolean {
  return Notification.isSupported() || BrowserWindow.getAllWindows().length > 0;
}

/** A page drops messages that arrive while it loads, so the notice waits until it has loaded. */
function showInWindow(notice: Notice): void {
  const contents = BrowserWindow.getAllWindows()[0]?.webContents;
  if (!contents) return;
  if (contents.isLoading()) contents.once('did-finish-load', () => contents.send(SHOW_NOTICE, notice));
  else contents.send(SHOW_NOTICE, notice);
}
