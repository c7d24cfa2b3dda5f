import { BrowserWindow, Notification } from 'electron';
import { SHOW_NOTICE } from './channels.ts';
import { desktopWords } from './texts.ts';
import type { WindowOpener } from './window-opener.ts';

/** As many are kept to be clicked on; a notification that nobody holds is collected, and its click with it. */
const MOST_KEPT = 20;
const kept: Notification[] = [];

export interface Notice {
  readonly title: string;
  readonly detail: string;
  /** Where a click leads; null: the window as it is. */
  readonly route: string | null;
}

/** Tells the person: by a notification of the system with "Open", or in the window where the system shows none. */
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
  // Windows reports so where notifications are switched off for the app.
  notification.on('failed', () => showInWindow(notice));
  notification.show();
  kept.push(notification);
  if (kept.length > MOST_KEPT) kept.shift();
}

/** Whether a notice can reach a person at all. */
export function canNotify(): boolean {
  return Notification.isSupported() || BrowserWindow.getAllWindows().length > 0;
}

function showInWindow(notice: Notice): void {
  BrowserWindow.getAllWindows()[0]?.webContents.send(SHOW_NOTICE, notice);
}
