import { app } from 'electron';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { canNotify, notify } from './notify.ts';
import { coreDetail, coreSentence } from './texts.ts';
import type { WindowOpener } from './window-opener.ts';

/** Shows the notices of alerts while the app runs. A click opens the instance concerned. */
export function setupNotifications(services: Promise<Services>, opener: WindowOpener, log: Logger): void {
  const ended = new AbortController();
  app.once('will-quit', () => ended.abort());
  const follow = async () => {
    // A dialog reports services that cannot be created.
    const ready = await services.catch(() => null);
    await app.whenReady();
    // One client takes each notice. A client that cannot show it leaves it to the others.
    if (!ready || !canNotify()) return;
    for await (const { title, detail, instance } of ready.alerts.notices(ended.signal)) {
      notify(
        {
          title: coreSentence(title),
          detail: coreDetail(detail),
          route: instance === null ? '/activity' : `/instances/${instance}`,
        },
        opener,
      );
    }
  };
  follow().catch((error: unknown) => log.error('alert notifications have stopped', error));
}
