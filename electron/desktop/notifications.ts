import { app, Notification } from 'electron';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { showWindow } from './show-window.ts';

/** As many are kept to be clicked on; a notification that nobody holds is collected, and its click with it. */
const MOST_KEPT = 20;

/** Shows what the alerts have to tell, for as long as the app runs; a click brings the window to the front. */
export function setupNotifications(services: Promise<Services>, log: Logger): void {
  const ended = new AbortController();
  app.once('will-quit', () => ended.abort());
  const kept: Notification[] = [];
  const follow = async () => {
    // Services that cannot be built are told in a dialog.
    const alerts = await services.then(
      ({ alerts }) => alerts,
      () => null,
    );
    // Each notice goes to one client: one that cannot show it leaves it to the others.
    if (!alerts || !Notification.isSupported()) return;
    for await (const { title, detail } of alerts.notices(ended.signal)) {
      const notification = new Notification({ title, body: detail });
      notification.on('click', showWindow);
      notification.show();
      kept.push(notification);
      if (kept.length > MOST_KEPT) kept.shift();
    }
  };
  follow().catch((error: unknown) => log.error('alerts are not notified any more', error));
}
