import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/**
 * A fake of the `electron` module for machines without Electron: records calls and lets a test simulate Chromium. All
 * code of the app is real. `vi.resetModules()` in a test file creates a new fake.
 */
class App extends EventEmitter {
  path = '';
  userData = '';
  isFirst = true;
  sandboxed = false;
  exitCode: number | null = null;
  /** Set by `quit`, which follows Electron: listeners may prevent it, then the windows close. */
  hasQuit = false;
  #ready: () => void = () => {};
  #whenReady = new Promise<void>((resolve) => {
    this.#ready = resolve;
  });

  getName = () => 'Vrooli Redis Desktop';
  getAppPath = () => this.path;
  isPackaged = false;
  getVersion = () => '0.1.0';
  protocols: string[] = [];
  loginItems: Electron.Settings[] = [];
  setAsDefaultProtocolClient = (scheme: string) => this.protocols.push(scheme) > 0;
  setLoginItemSettings = (settings: Electron.Settings) => void this.loginItems.push(settings);
  whenReady = () => this.#whenReady;
  becomeReady = () => this.#ready();
  enableSandbox = () => {
    this.sandboxed = true;
  };
  requestSingleInstanceLock = () => this.isFirst;
  showAboutPanel = () => {};
  setPath = (name: string, path: string) => {
    if (name === 'userData') this.userData = path;
  };
  exit = (code: number) => {
    this.exitCode = code;
  };
  quit = () => {
    const event = new Preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    for (const window of [...BrowserWindow.getAllWindows()]) if (!window.close()) return;
    this.emit('will-quit');
    this.hasQuit = true;
  };
}

/** An event that a listener can prevent. */
export class Preventable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class WebContents extends EventEmitter {
  readonly mainFrame = { url: 'app://vrooli/index.html' };
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  reloads = 0;
  setWindowOpenHandler = (handler: WebContents['windowOpenHandler']) => {
    this.windowOpenHandler = handler;
  };
  reload = () => {
    this.reloads += 1;
  };
  sent: unknown[][] = [];
  isLoading = () => false;
  send = (...message: unknown[]) => void this.sent.push(message);

  /** Simulates a navigation. @returns whether it was allowed */
  navigate(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview', details: object) {
    const played = Object.assign(new Preventable(), details);
    this.emit(event, played);
    return !played.defaultPrevented;
  }
}

export class BrowserWindow extends EventEmitter {
  static #all: BrowserWindow[] = [];
  static getAllWindows = () => BrowserWindow.#all;
  static fromWebContents = (contents: unknown) =>
    BrowserWindow.#all.find(({ webContents }) => webContents === contents) ?? null;

  readonly webContents = new WebContents();
  url = '';
  calls: string[] = [];
  minimized = false;
  maximized = false;
  bounds: Electron.Rectangle;

  constructor(readonly options: Electron.BrowserWindowConstructorOptions) {
    super();
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    BrowserWindow.#all.push(this);
    app.emit('browser-window-created', {}, this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL = async (url: string) => {
    this.url = url;
    this.emit('ready-to-show');
  };
  close(): boolean {
    const event = new Preventable();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }
  destroy(): void {
    BrowserWindow.#all = BrowserWindow.#all.filter((window) => window !== this);
    if (BrowserWindow.#all.length === 0 && !app.hasQuit) app.emit('window-all-closed');
  }
  show = () => this.calls.push('show');
  focus = () => this.calls.push('focus');
  restore = () => {
    this.calls.push('restore');
    this.minimized = false;
  };
  maximize = () => {
    this.maximized = true;
  };
  isMinimized = () => this.minimized;
  isMaximized = () => this.maximized;
  getNormalBounds = () => this.bounds;
}

type PermissionRequest = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type PermissionCheck = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
type DevicePermission = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>;
type ProtocolHandler = Parameters<Electron.Protocol['handle']>[1];

export const app = new App();

export const chromium = {
  permissionRequest: null as PermissionRequest | null,
  permissionCheck: null as PermissionCheck | null,
  devicePermission: null as DevicePermission | null,
  willDownload: null as ((event: Preventable) => void) | null,
  trays: [] as Tray[],
  /** `false`: as on a system where a tray cannot be made. */
  canMakeTray: true,
  schemes: [] as Electron.CustomScheme[],
  protocols: new Map<string, ProtocolHandler>(),
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  opened: [] as string[],
  menu: null as Electron.MenuItemConstructorOptions[] | null,
  errorBoxes: [] as string[],
  /** The message boxes so far. `answers` holds the button indexes for the next ones. */
  questions: [] as Electron.MessageBoxOptions[],
  /** The save dialogs so far. `savePaths` holds the chosen paths for the next ones. */
  saveDialogs: [] as Electron.SaveDialogOptions[],
  savePaths: [] as string[],
  answers: [] as number[],
  notifications: [] as Notification[],
  /** `false`: as on a system without notifications. */
  notifies: true,
  exposed: new Map<string, unknown>(),
  listeners: new Map<string, (event: unknown, ...args: unknown[]) => void>(),
  posted: [] as { channel: string; message: unknown; ports: readonly unknown[] }[],
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: PermissionRequest | null) => {
      chromium.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler: PermissionCheck | null) => {
      chromium.permissionCheck = handler;
    },
    setDevicePermissionHandler: (handler: DevicePermission | null) => {
      chromium.devicePermission = handler;
    },
    on: (name: 'will-download', listener: (event: Preventable) => void) => {
      if (name === 'will-download') chromium.willDownload = listener;
    },
  },
};

export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged: (schemes) => {
    chromium.schemes.push(...schemes);
  },
  handle: (scheme, handler) => {
    chromium.protocols.set(scheme, handler);
  },
};

type Handler = (event: unknown, ...given: readonly unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle = (channel: string, handler: Handler) => {
    this.handlers.set(channel, handler);
  };
}

export const ipcMain = new IpcMain();
export const nativeTheme = { shouldUseDarkColors: true, themeSource: 'system' };
export const nativeImage = { createFromPath: (path: string) => ({ path, resize: () => ({ path }) }) };

export class Tray extends EventEmitter {
  menu: Electron.MenuItemConstructorOptions[] = [];
  toolTip = '';
  constructor() {
    if (!chromium.canMakeTray) throw new Error('no tray on this system');
    super();
    chromium.trays.push(this);
  }
  setContextMenu = (menu: Electron.MenuItemConstructorOptions[]) => {
    this.menu = menu;
  };
  setToolTip = (text: string) => {
    this.toolTip = text;
  };
}
/** As on a Linux without a keyring. */
export const safeStorage: Pick<
  Electron.SafeStorage,
  'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
> = {
  getSelectedStorageBackend: () => 'basic_text',
  isAsyncEncryptionAvailable: async () => false,
  encryptStringAsync: async () => Promise.reject(new Error('no keyring')),
  decryptStringAsync: async () => Promise.reject(new Error('no keyring')),
};
export const screen = { getAllDisplays: () => chromium.displays };

export const shell: Pick<Electron.Shell, 'openExternal'> = {
  openExternal: async (url) => {
    chromium.opened.push(url);
  },
};

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => {
    chromium.menu = menu;
  },
};

export const dialog = {
  showSaveDialog: async (_window: unknown, options: Electron.SaveDialogOptions) => {
    chromium.saveDialogs.push(options);
    const filePath = chromium.savePaths.shift();
    return { canceled: filePath === undefined, filePath: filePath ?? '' };
  },
  showErrorBox: (title: string, content: string) => {
    chromium.errorBoxes.push(`${title}: ${content}`);
  },
  showMessageBox: async (_window: unknown, options: Electron.MessageBoxOptions) => {
    chromium.questions.push(options);
    return { response: chromium.answers.shift() ?? options.cancelId ?? 0, checkboxChecked: false };
  },
};

export class Notification extends EventEmitter {
  static isSupported = () => chromium.notifies;
  constructor(readonly options: Electron.NotificationConstructorOptions) {
    super();
  }
  show = () => {
    chromium.notifications.push(this);
  };
}

export const webUtils: Pick<Electron.WebUtils, 'getPathForFile'> = {
  getPathForFile: (file) => `/chosen/${file.name}`,
};

export const contextBridge: Pick<Electron.ContextBridge, 'exposeInMainWorld'> = {
  exposeInMainWorld: (key, value) => {
    chromium.exposed.set(key, value);
  },
};

export const ipcRenderer = {
  on: (channel: string, listener: (event: unknown, ...args: unknown[]) => void) => {
    chromium.listeners.set(channel, listener);
  },
  send: (channel: string, ...args: unknown[]) => void chromium.posted.push({ channel, message: args, ports: [] }),
  postMessage: (channel: string, message: unknown, ports: readonly unknown[] = []) => {
    chromium.posted.push({ channel, message, ports });
  },
  invoke: async (channel: string, ...given: readonly unknown[]) => ipcMain.handlers.get(channel)?.({}, ...given),
};
