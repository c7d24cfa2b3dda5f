import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { BrowserWindow } from './window.ts';

// cspell:ignore filemenu editmenu windowmenu appmenu

type Options = Electron.MenuItemConstructorOptions;

/** What Electron itself does for a role. Roles that need a window system do nothing. */
const ROLES: Readonly<Record<string, (window: BrowserWindow | null) => void>> = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  minimize: (window) => window?.minimize(),
  reload: (window) => window?.reload(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
};

/** Electron writes roles in lower case into a menu. The menus of these roles have their own items. */
const MENUS_OF_ROLES: Readonly<Record<string, readonly Options[]>> = {
  filemenu: [{ role: process.platform === 'darwin' ? 'close' : 'quit' }],
  editmenu: [{ role: 'undo' }, { role: 'redo' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }],
  windowmenu: [{ role: 'minimize' }, { role: 'close' }],
  appmenu: [{ role: 'about' }, { role: 'quit' }],
};

export class MenuItem {
  readonly id: string;
  readonly label: string;
  readonly type: NonNullable<Options['type']>;
  readonly role: string | undefined;
  readonly accelerator: Electron.MenuItem['accelerator'];
  readonly submenu: Menu | undefined;
  readonly toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  /** Electron replaces the app's function by one that a menu or a test can call. */
  readonly click: (event?: unknown, window?: BrowserWindow | null, contents?: unknown) => void;

  constructor(options: Options) {
    const role = options.role?.toLowerCase();
    const items = options.submenu ?? (role ? MENUS_OF_ROLES[role] : undefined);
    this.role = role;
    this.id = options.id ?? '';
    this.label = options.label ?? role ?? '';
    this.type = options.type ?? (items ? 'submenu' : 'normal');
    this.accelerator = (options.accelerator ?? null) as Electron.MenuItem['accelerator'];
    this.submenu = items
      ? Array.isArray(items)
        ? Menu.buildFromTemplate(items)
        : (items as unknown as Menu)
      : undefined;
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.click = (event = {}, window = BrowserWindow.getFocusedWindow()) => {
      if (!this.enabled) return;
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (role && ROLES[role]) ROLES[role](window);
      else options.click?.(this as never, (window ?? undefined) as never, event as never);
    };
  }
}

export class Menu extends EventEmitter {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (Options | Electron.MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item as Options));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(_options?: Electron.PopupOptions): void {
    this.emit('menu-will-show', {});
  }

  closePopup(): void {
    this.emit('menu-will-close', {});
  }
}

export class Tray extends EventEmitter {
  #menu: Menu | null = null;
  #isDestroyed = false;

  constructor(image: unknown) {
    super();
    if (typeof image !== 'string' && !(image as { isEmpty?: () => boolean })?.isEmpty) {
      throw new TypeError('Argument must be a file path or a NativeImage');
    }
  }

  setContextMenu(menu: Menu | null): void {
    this.#menu = menu;
  }
  popUpContextMenu(): void {
    this.#menu?.popup();
  }
  setToolTip(_text: string): void {}
  setImage(_image: unknown): void {}
  setTitle(_title: string): void {}
  destroy(): void {
    this.#isDestroyed = true;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}
