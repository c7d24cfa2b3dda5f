import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Logger } from '../services/platform/log/logger.ts';
import { crashUrl } from './crash-page.ts';
import { readWindowState, smallestSize, windowBounds } from './window-state.ts';

export interface WindowOptions {
  readonly statePath: string;
  readonly log: Logger;
  /** The page and its hash. */
  readonly url: string;
}

/** Opens the one window: sandboxed, isolated, and shown once its page has something to show. */
export async function openWindow(options: WindowOptions): Promise<void> {
  const state = await readWindowState(options.statePath);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const smallest = smallestSize(areas);
  const window = new BrowserWindow({
    ...windowBounds(state, areas),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: app.getName(),
    // The background colour of the view, so that the window does not flash before the first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0E1014' : '#F6F7F9',
    webPreferences: {
      preload: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (state?.maximized) window.maximize();
    window.show();
  });
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    options.log.error('the view ended', new Error(`${reason}, exit code ${exitCode}`));
    if (reason === 'clean-exit') return;
    // In the same window, where the user expects the view.
    window.loadURL(crashUrl({ reason, exitCode })).catch((error: unknown) => options.log.error('no crash page', error));
  });
  await window.loadURL(options.url);
}
