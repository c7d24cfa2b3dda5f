import { BrowserWindow, dialog, ipcMain } from 'electron';
import { ASK_WHERE_TO_SAVE } from './channels.ts';
import { isFromView } from './view-sender.ts';

/** A file name without a folder. The system proposes the folder. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/**
 * Lets the page ask for a path with the system's save dialog. The page learns that path and nothing else about the
 * disk.
 */
export function setupSaveDialog(): void {
  ipcMain.handle(ASK_WHERE_TO_SAVE, async (event, name: unknown) => {
    if (!isFromView(event) || typeof name !== 'string' || !FILE_NAME.test(name)) return null;
    const window = BrowserWindow.fromWebContents(event.sender);
    // Linux asks before it replaces a file only with this property, and the app takes the chosen path as consent to
    // replace it.
    const properties = ['createDirectory' as const, 'showOverwriteConfirmation' as const];
    const options = { defaultPath: name, properties };
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    return canceled || filePath === '' ? null : filePath;
  });
}
