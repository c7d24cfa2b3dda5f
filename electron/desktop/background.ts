import { dirname, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { writeDurably } from '../services/platform/files/durable-write.ts';
import { readStateFile } from '../services/platform/files/state-file.ts';
import { ensureFolder } from '../services/platform/home/ensure-folder.ts';
import type { Services } from '../services/services.ts';
import { desktopWords } from './texts.ts';
import { hasTray } from './tray.ts';

const KEEP_RUNNING = 0;

/** Whether the app continues without its window. Without services there is nothing to continue. */
export async function keepsRunning(services: Promise<Services>): Promise<boolean> {
  const ready = await services.catch(() => null);
  return ready?.preferences.get('keep-running') ?? false;
}

/**
 * Explains, once for each home, that closing the window does not end the app.
 * @param folder the app's own folder in the home
 * @returns whether the app continues; false when the user chose to quit
 */
export async function explainBackground(folder: string, window: BrowserWindow): Promise<boolean> {
  const path = join(folder, 'background-explained');
  if ((await readStateFile(path).catch(() => null)) !== null) return true;
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    message: desktopWords().keepsRunning,
    detail: hasTray() ? desktopWords().keepsRunningWithTray : desktopWords().keepsRunningWithoutTray,
    buttons: [desktopWords().keepRunning, desktopWords().quit],
    defaultId: KEEP_RUNNING,
    cancelId: KEEP_RUNNING,
    noLink: true,
  });
  if (response !== KEEP_RUNNING) return false;
  try {
    ensureFolder(dirname(path));
    await writeDurably(path, 'yes\n');
  } catch {
    // Explained again next time.
  }
  return true;
}
