import { BrowserWindow } from 'electron';
import type { Logger } from '../services/platform/log/logger.ts';
import { VIEW_URL } from './view-url.ts';
import { openWindow } from './window.ts';

/** Shows the one window, whether it is hidden, closed or not yet open. */
export interface WindowOpener {
  /** Brings the window to the front. @param route the route to show; null or omitted: the current one */
  show(route?: string | null): void;
}

export interface OpenerOptions {
  readonly statePath: string;
  readonly log: Logger;
  /** Resolves when the app can have windows. */
  readonly ready: Promise<unknown>;
}

export function createWindowOpener({ statePath, log, ready }: OpenerOptions): WindowOpener {
  let opening: Promise<void> | null = null;

  async function show(route: string | null): Promise<void> {
    await ready;
    const [window] = BrowserWindow.getAllWindows();
    if (!window) {
      opening ??= openWindow({ statePath, log, url: urlOf(route) }).finally(() => {
        opening = null;
      });
      await opening;
      return;
    }
    if (route !== null) await window.loadURL(urlOf(route));
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  return {
    show: (route = null) => void show(route).catch((error: unknown) => log.error('the window did not open', error)),
  };
}

/** Only the hash changes, so the view navigates without loading again. */
function urlOf(route: string | null): string {
  return route === null ? VIEW_URL : `${VIEW_URL}#${route}`;
}
