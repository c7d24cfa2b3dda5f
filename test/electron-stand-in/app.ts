import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { deferred } from './deferred.ts';
import { allowed, host } from './host.ts';
import { lockInstance } from './single-instance.ts';
import { BrowserWindow } from './window.ts';

type Paths = Parameters<Electron.App['getPath']>[0];

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly dock = undefined;
  readonly commandLine = {
    appendSwitch: (_name: string, _value?: string): void => undefined,
    hasSwitch: (name: string): boolean => process.argv.includes(`--${name}`),
    getSwitchValue: (name: string): string =>
      process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '',
  };
  readonly #ready = deferred<void>();
  readonly #paths = new Map<string, string>();
  readonly #protocols = new Set<string>();
  #name: string | null = null;
  #unlock: (() => void) | null = null;
  #isSandboxed = false;
  #loginItem: Electron.Settings = {};
  #exiting = false;

  constructor() {
    super();
    host.on('window-created', (window: BrowserWindow) => {
      this.emit('browser-window-created', {}, window);
      this.emit('web-contents-created', {}, window.webContents);
    });
    host.on('window-focus', (window: BrowserWindow) => this.emit('browser-window-focus', {}, window));
    host.on('all-windows-closed', () => {
      if (host.isQuitting || this.#exiting) return;
      if (this.listenerCount('window-all-closed') === 0) this.quit();
      else this.emit('window-all-closed');
    });
  }

  whenReady = (): Promise<void> => this.#ready.promise;
  isReady = (): boolean => host.isReady;
  getAppPath = (): string => host.appPath;
  getVersion = (): string => this.#package().version ?? '0.0.0';
  getName = (): string => this.#name ?? this.#package().productName ?? this.#package().name ?? 'Electron';
  getLocale = (): string => 'en-US';

  setName(name: string): void {
    this.#name = name;
  }

  /** @throws Error as Electron does for an unknown name */
  getPath(name: Paths): string {
    const set = this.#paths.get(name);
    if (set !== undefined) return set;
    const config = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
    if (name === 'home') return homedir();
    if (name === 'temp') return tmpdir();
    if (name === 'appData') return config;
    if (name === 'userData' || name === 'sessionData') return join(config, this.getName());
    if (name === 'exe') return process.execPath;
    if (name === 'desktop' || name === 'documents' || name === 'downloads') {
      return join(homedir(), name.charAt(0).toUpperCase() + name.slice(1));
    }
    throw new Error(`Failed to get '${name}' path`);
  }

  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true });
    this.#paths.set(name, path);
  }

  enableSandbox(): void {
    if (host.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.#isSandboxed = true;
  }

  get isSandboxed(): boolean {
    return this.#isSandboxed;
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    this.#unlock ??= lockInstance(
      this.getPath('userData'),
      additionalData,
      (start) =>
        void this.whenReady().then(() =>
          this.emit('second-instance', {}, [...start.argv], start.workingDirectory, start.additionalData),
        ),
      (work) => host.keepUntil(work),
    );
    return this.#unlock !== null;
  }

  hasSingleInstanceLock = (): boolean => this.#unlock !== null;

  releaseSingleInstanceLock(): void {
    this.#unlock?.();
    this.#unlock = null;
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.#protocols.add(protocol);
    return true;
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    return this.#protocols.delete(protocol);
  }

  isDefaultProtocolClient = (protocol: string): boolean => this.#protocols.has(protocol);

  setLoginItemSettings(settings: Electron.Settings): void {
    this.#loginItem = settings;
  }

  getLoginItemSettings(): Pick<Electron.LoginItemSettings, 'openAtLogin'> {
    return { openAtLogin: this.#loginItem.openAtLogin ?? false };
  }

  addRecentDocument(_path: string): void {}
  setAboutPanelOptions(_options: Electron.AboutPanelOptionsOptions): void {}
  showAboutPanel(): void {}
  setAppUserModelId(_id: string): void {}
  setUserTasks(_tasks: Electron.Task[]): boolean {
    return true;
  }
  setBadgeCount(_count?: number): boolean {
    return false;
  }
  focus(): void {}

  quit(): void {
    if (host.isQuitting || this.#exiting || !allowed(this, 'before-quit')) return;
    host.isQuitting = true;
    for (const window of BrowserWindow.getAllWindows()) {
      window.close();
      if (!window.isDestroyed()) {
        host.isQuitting = false;
        return;
      }
    }
    if (!allowed(this, 'will-quit')) {
      host.isQuitting = false;
      return;
    }
    this.emit('quit', {}, 0);
    void this.#end(0);
  }

  exit(code = 0): void {
    if (this.#exiting) return;
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    this.emit('quit', {}, code);
    void this.#end(code);
  }

  /** The stand-in's own: Chromium runs. */
  becomeReady(): void {
    if (this.#exiting) return;
    host.isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.#ready.resolve();
  }

  get isExiting(): boolean {
    return this.#exiting;
  }

  async #end(code: number): Promise<void> {
    this.#exiting = true;
    while (host.pending.size > 0) await Promise.all(host.pending);
    await host.chromium?.close();
    this.#unlock?.();
    process.exit(code);
  }

  #package(): { readonly name?: string; readonly productName?: string; readonly version?: string } {
    return JSON.parse(readFileSync(join(host.appPath, 'package.json'), 'utf8'));
  }
}

export const app = new App();
