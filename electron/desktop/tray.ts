import { join } from 'node:path';
import { app, Menu, nativeImage, Tray } from 'electron';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { instanceActions } from './instance-actions.ts';
import { setJumpList } from './jump-list.ts';
import { onLanguage } from './texts.ts';
import { type TrayInstance, trayTemplate, trayToolTip } from './tray-menu.ts';
import type { WindowOpener } from './window-opener.ts';

/** About the recorder's own interval, since the tray only listens to its poll. */
const EVERY_MS = 5000;

/** The icon's height on each system, in device-independent pixels. */
const ICON_PIXELS = process.platform === 'darwin' ? 18 : 22;

/**
 * Keeps a reference for as long as the app runs: without one the tray is garbage collected, and its icon disappears.
 */
let tray: Tray | null = null;

/** Whether the tray was created. A Linux desktop without a tray shows nothing and reports no error. */
export function hasTray(): boolean {
  return tray !== null;
}

/** Shows the instances and their actions in the tray, the dock menu and the jump list. */
export function setupTray(services: Promise<Services>, opener: WindowOpener, log: Logger): void {
  try {
    const icon = nativeImage.createFromPath(iconPath());
    tray = new Tray(icon.resize({ height: ICON_PIXELS }));
    tray.on('click', () => opener.show());
  } catch (error) {
    // The window, a second start and the dock open the app as well.
    log.error('no tray is available', error);
  }
  const ended = new AbortController();
  app.once('will-quit', () => ended.abort());
  const actions = { ...instanceActions(services, opener, log), open: opener.show, quit: () => app.quit() };
  let shown = '';
  let last: readonly TrayInstance[] = [];
  const show = (instances: readonly TrayInstance[]) => {
    last = instances;
    const state = JSON.stringify(instances.map(({ id, state: now, port }) => [id, now, port]));
    // Replacing an open menu closes it, so the menu is replaced only after a change.
    if (state === shown) return;
    shown = state;
    const menu = Menu.buildFromTemplate(trayTemplate(instances, actions));
    tray?.setContextMenu(menu);
    tray?.setToolTip(trayToolTip(app.getName(), instances));
    app.dock?.setMenu(menu);
    setJumpList(instances);
  };
  show([]);
  onLanguage(() => {
    shown = '';
    show(last);
  });
  const follow = async () => {
    const ready = await services.catch(() => null);
    if (!ready) return;
    for await (const { items } of ready.live.statuses(EVERY_MS, ended.signal)) show(items);
  };
  follow().catch((error: unknown) => log.error('the tray no longer follows the instances', error));
}

/** In an installed app, the icon is beside the archive. */
function iconPath(): string {
  return app.isPackaged
    ? join(process.resourcesPath, 'icon.png')
    : join(app.getAppPath(), 'resources', 'icons', 'icon.png');
}
