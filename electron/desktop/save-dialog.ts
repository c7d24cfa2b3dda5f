import { BrowserWindow, dialog, ipcMain } from 'electron';
import { ASK_WHERE_TO_SAVE } from './channels.ts';
import { isFromView } from './view-sender.ts';

/** A file name without a folder: the system proposes the folder. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** Lets the page ask for a path by the system's own dialog. It learns that path, and nothing else of the disk. */
export function setupSaveDialog(): void {
  ipcMain.handle(ASK_WHERE_TO_SAVE, async (event, name: unknown) => {
    if (!isFromView(event) || typeof name !== 'string' || !FILE_NAME.test(name)) return null;
    const window = BrowserWindow.fromWebContents(event.sender);
    // Linux asks only with it, and the app takes the chosen path as consent to replace the file.
    const properties = ['createDirectory' as const, 'showOverwriteConfirmation' as const];
    const options = { defaultPath: name, properties };
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    return canceled || filePath === '' ? null : filePath;
  });
}
