import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { writeDurably } from '../services/platform/files/durable-write.ts';
import { makeFolders } from '../services/platform/home/ensure-folder.ts';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { autostartEntry, autostartFolder } from './autostart.ts';
import { HIDDEN } from './start-arguments.ts';

/** Makes the system start the app at login, without a window, if the preference says so. Follows later changes. */
export function setupLoginItem(services: Promise<Services>, log: Logger): void {
  // Not from a checkout: the entry would point to Electron's own program.
  if (!app.isPackaged) return;
  services.then(
    ({ preferences }) => {
      const apply = () => {
        const on = preferences.get('start-at-login');
        setLoginItem(on).catch((error: unknown) => log.error('start at login could not be set', error));
      };
      apply();
      app.once('will-quit', preferences.onChange(apply));
    },
    () => undefined,
  );
}

async function setLoginItem(on: boolean): Promise<void> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN] });
    return;
  }
  const folder = autostartFolder(process.env);
  const file = join(folder, 'vrooli-redis-desktop.desktop');
  if (!on) {
    await rm(file, { force: true });
    return;
  }
  makeFolders(folder);
  // cspell:ignore APPIMAGE
  // An AppImage runs from a folder that changes at every start. This variable holds its own path.
  await writeDurably(file, autostartEntry(process.env.APPIMAGE ?? process.execPath, app.getName()));
}
