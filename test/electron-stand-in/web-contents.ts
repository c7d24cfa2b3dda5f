import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Electron from 'electron';
import type { Protocol } from './cdp.ts';
import type { Chromium, Command } from './chromium.ts';
import { encodeValue } from './encoding.ts';
import { host } from './host.ts';
import { PageChannel } from './ipc.ts';
import { mediaFeatures } from './native-theme.ts';
import { answerRequest } from './page-requests.ts';
import { applyPermissions, defaultSession } from './session.ts';
import { fromChromium, toChromium } from './urls.ts';

const WORLD = 'Electron Isolated Context';
const BINDING = '__standInToMain';
/** Names the events between the two worlds of a page. No script of the page learns it. */
const SECRET = `stand-in-${Math.random().toString(36).slice(2)}`;

type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

let count = 0;

/** One page: a target of Chromium, its two worlds, its requests and its channel to the main process. */
export class WebContents extends EventEmitter {
  static readonly all = new Set<WebContents>();

  readonly id: number;
  readonly session = defaultSession;
  readonly mainFrame: { readonly url: string; readonly top: unknown; readonly isDestroyed: () => boolean };
  mainFrameId = '';
  targetId = '';
  /** Resolves when the page can be driven. */
  readonly attached: Promise<string>;
  readonly #chromium: Chromium;
  readonly #preload: string | undefined;
  readonly #channel: PageChannel;
  readonly #started = new Set<string>();
  #world: string | null = null;
  #outbox: string[] = [];
  #url = '';
  #isLoading = false;
  #isCrashed = false;
  #isDestroyed = false;
  #windowOpenHandler: WindowOpenHandler | null = null;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    count += 1;
    this.id = count;
    this.#chromium = host.requireChromium();
    this.#preload = options.webPreferences?.preload;
    this.#channel = new PageChannel(this, (message) => this.#post(JSON.stringify(message)));
    const self = this;
    const frame = {
      isDestroyed: () => self.#isDestroyed,
      top: null as unknown,
      get url() {
        return self.#url;
      },
    };
    frame.top = frame;
    this.mainFrame = frame;
    WebContents.all.add(this);
    this.attached = this.#attach(options);
    this.attached.catch(() => undefined);
  }

  getURL = (): string => this.#url;
  getTitle = (): string => '';
  isDestroyed = (): boolean => this.#isDestroyed;
  isCrashed = (): boolean => this.#isCrashed;
  isLoading = (): boolean => this.#isLoading;
  isDevToolsOpened = (): boolean => false;

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#post(JSON.stringify({ kind: 'send', channel, args: encodeValue(args) }));
  }

  /** @throws Error with Chromium's code, such as `ERR_FAILED`, when the page cannot be loaded */
  async loadURL(url: string): Promise<void> {
    await this.attached;
    this.#started.add(url);
    this.#isLoading = true;
    const loaded = this.#nextLoad();
    const { errorText, loaderId } = await this.#send('Page.navigate', { url: toChromium(url) });
    // Without a loader the navigation was within the document.
    if (errorText || loaderId === undefined) this.#isLoading = false;
    if (errorText) throw Object.assign(new Error(`${errorText} loading '${url}'`), { code: errorText, url });
    if (loaderId === undefined) this.#started.delete(url);
    else await loaded;
  }

  reload(): void {
    this.#started.add(this.#url);
    this.#isLoading = true;
    void this.attached.then(() => this.#send('Page.reload')).catch(() => undefined);
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    await this.attached;
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', {
      ...{ expression: code, userGesture, awaitPromise: true, returnByValue: true },
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Evaluates with the rights of the main process, not of the page. */
  async withClipboard(expression: string): Promise<unknown> {
    await this.attached;
    const { origin } = new URL(toChromium(this.#url));
    const permission = { name: 'clipboard-read' };
    await this.#send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await this.#chromium.send('Browser.setPermission', { permission, setting: 'granted', origin });
    try {
      return await this.executeJavaScript(expression, true);
    } finally {
      await this.#chromium.send('Browser.setPermission', { permission, setting: 'denied', origin });
    }
  }

  forcefullyCrashRenderer(): void {
    // Chromium sends no response to it.
    void this.#send('Page.crash').catch(() => undefined);
  }

  focus(): void {
    void this.attached.then(() => this.#send('Page.bringToFront')).catch(() => undefined);
  }

  setZoomLevel(level: number): void {
    void this.attached
      .then(() => this.#send('Emulation.setPageScaleFactor', { pageScaleFactor: 1.2 ** level }))
      .catch(() => undefined);
  }

  close(_options?: { waitForBeforeUnload: boolean }): void {
    this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    WebContents.all.delete(this);
    this.#channel.pageGone();
    const { targetId } = this;
    const closed = this.attached.then(() => this.#chromium.send('Target.closeTarget', { targetId }));
    host.keepUntil(closed);
    this.emit('destroyed');
  }

  /** Chromium reports the exit status of a page's process. */
  crashed(status: string, exitCode: number): void {
    this.#isCrashed = true;
    this.#world = null;
    this.#channel.pageGone();
    this.emit('render-process-gone', {}, { reason: status, exitCode });
  }

  /** The size of the page, in device-independent pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.attached;
    const size = { width, height, deviceScaleFactor: 0, mobile: false };
    await this.#send('Emulation.setDeviceMetricsOverride', size).catch(() => undefined);
  }

  async applyTheme(): Promise<void> {
    await this.attached;
    await this.#send('Emulation.setEmulatedMedia', { features: mediaFeatures() });
  }

  #send<C extends Command>(method: C, params?: Protocol.CommandParameters[C]) {
    return this.#chromium.send(method, params, this.#sessionId);
  }

  #sessionId = '';

  async #attach({ width = 800, height = 600 }: Electron.BrowserWindowConstructorOptions): Promise<string> {
    const created = { url: 'about:blank', newWindow: true, width, height };
    const { targetId } = await this.#chromium.send('Target.createTarget', created);
    this.targetId = targetId;
    const { sessionId } = await this.#chromium.send('Target.attachToTarget', { targetId, flatten: true });
    this.#sessionId = sessionId;
    this.#listen(sessionId);
    const folder = import.meta.dirname;
    const mainWorld = `${readFileSync(join(folder, 'main-world.js'), 'utf8')}\nstandInMainWorld.start('${SECRET}');`;
    const isolated = readFileSync(join(folder, 'preload-world.js'), 'utf8');
    const preload = this.#preload ? readFileSync(this.#preload, 'utf8') : '';
    const preloadWorld = `${isolated}
globalThis.__standInFromMain = standInPreloadWorld.start({ secret: '${SECRET}', toMain: globalThis.${BINDING}, preload:
(require, module = { exports: {} }, exports = module.exports, process = { type: 'renderer', sandboxed: true }) => {
${preload}
} });`;
    const size = { width, height, deviceScaleFactor: 0, mobile: false };
    const [frameTree] = await Promise.all([
      this.#send('Page.getFrameTree'),
      this.#send('Page.enable'),
      this.#send('Page.setLifecycleEventsEnabled', { enabled: true }),
      this.#send('Inspector.enable'),
      this.#send('Debugger.enable', { maxScriptsCacheSize: 0 }),
      this.#send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      this.#send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld }),
      this.#send('Page.addScriptToEvaluateOnNewDocument', { source: preloadWorld, worldName: WORLD }),
      this.#send('Runtime.enable'),
      this.#send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
      this.#send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      this.#send('Emulation.setDeviceMetricsOverride', size),
      this.#send('Emulation.setEmulatedMedia', { features: mediaFeatures() }),
    ]);
    this.mainFrameId = frameTree.frameTree.frame.id;
    return sessionId;
  }

  #on<E extends keyof Protocol.Events>(sessionId: string, name: E, listener: (event: Protocol.Events[E]) => void) {
    this.#chromium.on(`${sessionId}:${String(name)}`, listener);
  }

  #listen(sessionId: string): void {
    this.#on(sessionId, 'Fetch.requestPaused', (paused) => {
      const startedByApp = (url: string) => this.#started.delete(url);
      const ready = paused.resourceType === 'Document' ? applyPermissions(this.#chromium, this, paused) : null;
      Promise.resolve(ready)
        .then(() => answerRequest(this.#chromium, sessionId, this, paused, startedByApp))
        // The page may be gone by then; otherwise Chromium would wait forever.
        .catch(() => {
          const { requestId } = paused;
          void this.#send('Fetch.failRequest', { requestId, errorReason: 'Failed' }).catch(() => undefined);
        });
    });
    this.#on(sessionId, 'Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.#url = fromChromium(frame.url) + (frame.urlFragment ?? '');
      this.#isCrashed = false;
      this.#isLoading = true;
      this.emit('did-navigate', {}, this.#url, 200, 'OK');
    });
    this.#on(sessionId, 'Page.navigatedWithinDocument', ({ url }) => {
      this.#url = fromChromium(url);
      this.emit('did-navigate-in-page', {}, this.#url, true);
    });
    this.#on(sessionId, 'Page.loadEventFired', () => {
      if (this.#url === '' || this.#url === 'about:blank') return;
      this.#isLoading = false;
      this.emit('did-finish-load');
    });
    this.#on(sessionId, 'Page.windowOpen', ({ url }) => {
      // The app only needs to refuse: no new window continues, see below.
      const details = { url: fromChromium(url), frameName: '', features: '', disposition: 'new-window' };
      this.#windowOpenHandler?.(details as never);
    });
    this.#on(sessionId, 'Target.attachedToTarget', ({ sessionId: child, targetInfo: { type, targetId } }) => {
      // A new window is closed before it begins. Other targets of the page, such as a worker, may continue.
      const next = this.#chromium.send('Runtime.runIfWaitingForDebugger', {}, child);
      // It shares its process with this page: closed while it waits for a debugger, it would block this page forever.
      const end = () => this.#chromium.send('Target.closeTarget', { targetId });
      (type === 'page' ? next.then(end) : next).catch(() => undefined);
    });
    this.#on(sessionId, 'Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== WORLD || context.auxData?.frameId !== this.mainFrameId) return;
      this.#channel.pageGone();
      this.#world = context.uniqueId;
      const early = this.#outbox;
      this.#outbox = [];
      for (const message of early) this.#post(message);
    });
    this.#on(sessionId, 'Runtime.executionContextDestroyed', ({ executionContextUniqueId }) => {
      if (executionContextUniqueId !== this.#world) return;
      this.#world = null;
      this.#channel.pageGone();
    });
    this.#on(sessionId, 'Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) this.#channel.receive(JSON.parse(payload));
    });
    this.#on(sessionId, 'Debugger.paused', ({ callFrames: [frame] }) => {
      void this.#tellPath(frame).finally(() => this.#send('Debugger.resume').catch(() => undefined));
    });
  }

  /** The page waits in `getPathForFile` of preload-world.ts. */
  async #tellPath(frame: Protocol.Debugger.CallFrame | undefined): Promise<void> {
    if (frame?.functionName !== 'getPathForFile') return;
    const { callFrameId } = frame;
    const { result } = await this.#send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'file' });
    if (result.subtype === 'error' || result.objectId === undefined) return;
    const { path } = await this.#send('DOM.getFileInfo', { objectId: result.objectId }).catch(() => ({ path: '' }));
    const expression = `found.path = ${JSON.stringify(path)}`;
    await this.#send('Debugger.evaluateOnCallFrame', { callFrameId, expression });
  }

  #post(message: string): void {
    const uniqueContextId = this.#world;
    if (uniqueContextId === null) {
      // As in Electron: messages wait until the page exists.
      if (!this.#isDestroyed && !this.#isCrashed) this.#outbox.push(message);
      return;
    }
    const expression = `globalThis.__standInFromMain(${message})`;
    void this.#send('Runtime.evaluate', { expression, uniqueContextId, silent: true }).catch(() => undefined);
  }

  /** Settles when the page has loaded or closed. */
  #nextLoad(): Promise<void> {
    const loaded = new Promise<void>((resolve, reject) => {
      const names = ['did-finish-load', 'render-process-gone', 'destroyed'] as const;
      const settle = names.map((name) => () => {
        for (const [at, one] of names.entries()) this.off(one, settle[at] as () => void);
        if (name === 'did-finish-load') resolve();
        else reject(Object.assign(new Error(`ERR_FAILED (-2) loading '${this.#url}'`), { code: 'ERR_FAILED' }));
      });
      for (const [at, name] of names.entries()) this.on(name, settle[at] as () => void);
    });
    // Nobody awaits it if the navigation itself failed.
    loaded.catch(() => undefined);
    return loaded;
  }
}

export const webContents = {
  getAllWebContents: (): WebContents[] => [...WebContents.all],
  fromId: (id: number): WebContents | undefined => [...WebContents.all].find((one) => one.id === id),
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    [...WebContents.all].find((one) => one.targetId === targetId),
};
