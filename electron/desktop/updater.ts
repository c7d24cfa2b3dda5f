import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Updater } from '../services/updates/updates.ts';

/** Provides electron-updater to the core. Loaded at the first check, because most starts check for no update. */
export function createUpdater(): Updater {
  let loaded: Promise<AppUpdater> | null = null;
  const updater = () => {
    loaded ??= import('electron-updater').then(({ default: { autoUpdater } }) => {
      autoUpdater.autoDownload = false;
      autoUpdater.autoInstallOnAppQuit = false;
      autoUpdater.allowDowngrade = false;
      autoUpdater.logger = null;
      return autoUpdater;
    });
    return loaded;
  };
  return {
    unsupported: whyUnsupported(),
    async check() {
      const found = await (await updater()).checkForUpdates();
      if (!found?.isUpdateAvailable) return null;
      const { version, releaseNotes, files } = found.updateInfo;
      const notes = typeof releaseNotes === 'string' ? releaseNotes : null;
      return { version, notes, sizeBytes: files[0]?.size ?? null };
    },
    async download(progress) {
      const from = await updater();
      const listen = ({ percent }: { readonly percent: number }) => progress(percent / 100);
      from.on('download-progress', listen);
      try {
        await from.downloadUpdate();
      } finally {
        from.off('download-progress', listen);
      }
    },
    install() {
      void updater().then((from) => from.quitAndInstall());
    },
  };
}

/** The packager writes the update address beside the archive. Without that file no address is known. */
function whyUnsupported(): string | null {
  if (!app.isPackaged) return 'A checkout is updated with git.';
  if (!existsSync(join(process.resourcesPath, 'app-update.yml'))) {
    return 'This build has no update source. Install a newer version by hand.';
  }
  return null;
}
