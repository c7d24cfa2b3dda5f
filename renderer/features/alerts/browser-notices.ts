import type { AlertNotice } from '../../../shared/contract/alert.ts';
import { api } from '../../client/api.ts';
import { follow } from '../../client/subscribe.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { createStore } from '../../lib/store.ts';

/** The notification permission of this page; null in the desktop app and in browsers without notifications. */
export const permission = createStore<NotificationPermission | null>(
  window.vrooliDesktop === true || !('Notification' in window) ? null : Notification.permission,
);

/** Asks for permission. Browsers allow that only in a click handler. */
export async function askPermission(): Promise<void> {
  permission.set(await Notification.requestPermission());
}

/**
 * Shows notifications if the page has permission. The core sends each notice to one client, so a page without
 * permission does not subscribe. In the desktop app the main process shows them.
 */
export function startBrowserNotices(): void {
  let end = (): void => undefined;
  const resubscribe = () => {
    end();
    end =
      permission.get() === 'granted'
        ? follow((signal) => api.alerts.notices(undefined, { signal }), show)
        : () => undefined;
  };
  permission.subscribe(resubscribe);
  resubscribe();
}

function show({ id, title, detail, instance }: AlertNotice): void {
  const shown = new Notification(title, { body: detail, tag: id });
  shown.onclick = () => {
    window.focus();
    navigateTo(instance === null ? '/activity' : `/instances/${instance}`);
    shown.close();
  };
}
