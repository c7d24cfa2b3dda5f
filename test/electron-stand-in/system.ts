import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type * as Electron from 'electron';
import { BrowserWindow } from './window.ts';

/** A dialog waits for a person. Without one, it is cancelled when its window closes. A test replaces the function. */
function untilClosed<T>(args: readonly unknown[], cancelled: T): Promise<T> {
  const [window] = args;
  return new Promise((resolve) => {
    if (window instanceof BrowserWindow) window.once('closed', () => resolve(cancelled));
  });
}

export const dialog = {
  showMessageBox: (...args: readonly unknown[]): Promise<Electron.MessageBoxReturnValue> => {
    const { cancelId = 0 } = args.at(-1) as Electron.MessageBoxOptions;
    return untilClosed(args, { response: cancelId, checkboxChecked: false });
  },
  showSaveDialog: (...args: readonly unknown[]): Promise<Electron.SaveDialogReturnValue> =>
    untilClosed(args, { canceled: true, filePath: '' }),
  showOpenDialog: (...args: readonly unknown[]): Promise<Electron.OpenDialogReturnValue> =>
    untilClosed(args, { canceled: true, filePaths: [] }),
  showErrorBox: (title: string, content: string): void => {
    process.stderr.write(`${title}\n${content}\n`);
  },
};

export const shell = {
  openExternal: async (_url: string): Promise<void> => undefined,
  openPath: async (_path: string): Promise<string> => '',
  showItemInFolder: (_path: string): void => undefined,
};

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly Electron.NotificationAction[];

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.actions = options.actions ?? [];
  }

  show(): void {
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }
}

/**
 * The clipboard of the headless Chromium, which no other program shares. It is read and written through a window's
 * page.
 */
export const clipboard = {
  readText: async (): Promise<string> => String(await inPage('navigator.clipboard.readText()')),
  writeText: async (text: string): Promise<void> => {
    await inPage(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  },
};

function inPage(expression: string): Promise<unknown> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  if (!window) throw new Error('The stand-in reaches the clipboard through a window, and there is none.');
  return window.webContents.withClipboard(expression);
}

class NativeImage {
  readonly #path: string | null;
  constructor(path: string | null) {
    this.#path = path;
  }
  isEmpty = (): boolean => this.#path === null || !existsSync(this.#path);
  resize = (_options: Electron.ResizeOptions): NativeImage => this;
  setTemplateImage = (_on: boolean): void => undefined;
}

export const nativeImage = {
  createFromPath: (path: string): NativeImage => new NativeImage(path),
  createEmpty: (): NativeImage => new NativeImage(null),
};

const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
const workArea = { x: 0, y: 0, width: 1920, height: 1040 };

class Screen extends EventEmitter {
  getPrimaryDisplay = () => ({ id: 1, bounds, workArea, scaleFactor: 1 });
  getAllDisplays = () => [this.getPrimaryDisplay()];
}

export const screen = new Screen();
