import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { allowed, host } from './host.ts';
import { WebContents } from './web-contents.ts';

// cspell:ignore unmaximize

let count = 0;

/** A window: its state is here, its page in Chromium. Nothing is drawn, so "shown" and "focused" are only recorded. */
export class BrowserWindow extends EventEmitter {
  static readonly #all = new Set<BrowserWindow>();
  static #focused: BrowserWindow | null = null;
  static getAllWindows = (): BrowserWindow[] => [...BrowserWindow.#all];
  static getFocusedWindow = (): BrowserWindow | null => BrowserWindow.#focused;
  static fromId = (id: number): BrowserWindow | null => [...BrowserWindow.#all].find((one) => one.id === id) ?? null;
  static fromWebContents = (contents: unknown): BrowserWindow | null =>
    [...BrowserWindow.#all].find(({ webContents }) => webContents === contents) ?? null;

  readonly id: number;
  readonly webContents: WebContents;
  #bounds: Electron.Rectangle;
  #minimumSize: [number, number];
  #isVisible: boolean;
  #isMinimized = false;
  #isMaximized = false;
  #isFullScreen = false;
  #isDestroyed = false;
  #title: string;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    if (!host.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    super();
    count += 1;
    this.id = count;
    const { x, y, width = 800, height = 600, minWidth = 0, minHeight = 0, show = true, title = '' } = options;
    this.#minimumSize = [minWidth, minHeight];
    this.#bounds = { x: x ?? 100, y: y ?? 100, width: Math.max(width, minWidth), height: Math.max(height, minHeight) };
    this.#isVisible = show;
    this.#title = title;
    BrowserWindow.#all.add(this);
    this.webContents = new WebContents({ ...options, ...this.#bounds });
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    this.webContents.once('destroyed', () => this.destroy());
    host.emit('window-created', this);
    if (show) this.focus();
  }

  loadURL = (url: string): Promise<void> => this.webContents.loadURL(url);
  reload = (): void => this.webContents.reload();

  close(): void {
    if (this.#isDestroyed || !allowed(this, 'close')) return;
    this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#isVisible = false;
    BrowserWindow.#all.delete(this);
    if (BrowserWindow.#focused === this) BrowserWindow.#focused = null;
    this.webContents.destroy();
    this.emit('closed');
    if (BrowserWindow.#all.size === 0) setImmediate(() => host.emit('all-windows-closed'));
  }

  show(): void {
    this.#changeVisible(true);
    this.focus();
  }

  showInactive(): void {
    this.#changeVisible(true);
  }

  hide(): void {
    this.blur();
    this.#changeVisible(false);
  }

  focus(): void {
    if (this.#isDestroyed || !this.#isVisible || BrowserWindow.#focused === this) return;
    BrowserWindow.#focused?.blur();
    BrowserWindow.#focused = this;
    this.webContents.focus();
    this.emit('focus');
    host.emit('window-focus', this);
  }

  blur(): void {
    if (BrowserWindow.#focused !== this) return;
    BrowserWindow.#focused = null;
    this.emit('blur');
  }

  minimize(): void {
    if (this.#isMinimized) return;
    this.#isMinimized = true;
    this.blur();
    this.emit('minimize');
  }

  restore(): void {
    if (!this.#isMinimized) return;
    this.#isMinimized = false;
    this.emit('restore');
    this.focus();
  }

  maximize(): void {
    this.#isMaximized = true;
    this.#changeVisible(true);
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#isMaximized = false;
    this.emit('unmaximize');
  }

  setFullScreen(on: boolean): void {
    this.#isFullScreen = on;
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen');
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    const [minWidth, minHeight] = this.#minimumSize;
    const wanted = { ...before, ...bounds };
    this.#bounds = { ...wanted, width: Math.max(wanted.width, minWidth), height: Math.max(wanted.height, minHeight) };
    const { x, y, width, height } = this.#bounds;
    if (width !== before.width || height !== before.height) {
      void this.webContents.resize(width, height);
      this.emit('resize');
    }
    if (x !== before.x || y !== before.y) this.emit('move');
  }

  /** A window has no frame here, so its content has the full size. */
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getContentSize = (): number[] => [this.#bounds.width, this.#bounds.height];

  setTitle(title: string): void {
    this.#title = title;
  }

  flashFrame(_flag: boolean): void {}
  setMenuBarVisibility(_visible: boolean): void {}

  getBounds = (): Electron.Rectangle => ({ ...this.#bounds });
  getNormalBounds = (): Electron.Rectangle => ({ ...this.#bounds });
  getTitle = (): string => this.#title;
  isDestroyed = (): boolean => this.#isDestroyed;
  isVisible = (): boolean => this.#isVisible;
  isFocused = (): boolean => BrowserWindow.#focused === this;
  isMinimized = (): boolean => this.#isMinimized;
  isMaximized = (): boolean => this.#isMaximized;
  isFullScreen = (): boolean => this.#isFullScreen;

  #changeVisible(visible: boolean): void {
    if (this.#isDestroyed || this.#isVisible === visible) return;
    this.#isVisible = visible;
    this.emit(visible ? 'show' : 'hide');
  }
}
