import type { AlertNotice } from '../../../shared/contract/alert.ts';
import { api } from '../../client/api.ts';
import { follow } from '../../client/subscribe.ts';
import { go } from '../../lib/navigate.ts';
import { createStore } from '../../lib/store.ts';

/** Whether this browser shows notifications of this page; null where there are none, as in the app's own window. */
export const permission = createStore<NotificationPermission | null>(
  window.vrooliDesktop === true || !('Notification' in window) ? null : Notification.permission,
);

/** Asks the browser, which asks the user: only on a click, else it is not allowed to ask. */
export async function askPermission(): Promise<void> {
  permission.set(await Notification.requestPermission());
}

/**
 * Shows what is to be notified, in a page that may: each notice goes to one face, so one that may not does not ask for
 * them. The app's own window leaves it to the desktop.
 */
export function startBrowserNotices(): void {
  let end = (): void => undefined;
  const look = () => {
    end();
    end =
      permission.get() === 'granted'
        ? follow((signal) => api.alerts.notices(undefined, { signal }), show)
        : () => undefined;
  };
  permission.subscribe(look);
  look();
}

function show({ id, title, detail, instance }: AlertNotice): void {
  const shown = new Notification(title, { body: detail, tag: id });
  shown.onclick = () => {
    window.focus();
    go(instance === null ? '/activity' : `/instances/${instance}`);
    shown.close();
  };
}
