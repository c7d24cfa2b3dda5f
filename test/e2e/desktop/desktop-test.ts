import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { installMain } from '../../support/install-main.ts';
import { createTestHome, type TestHome } from '../../support/test-home.ts';
import { desktopProgram } from '../electron-program.ts';
import { desktopArguments, firstPage, launchDesktop } from '../launch-desktop.ts';

/** What record-desktop.cjs records in the main process. */
declare global {
  var desktopRecord: {
    readonly trays: readonly { readonly recordedMenu: Electron.Menu; readonly recordedToolTip: string }[];
    readonly notifications: readonly Electron.Notification[];
    readonly opened: string[];
    readonly questions: readonly Electron.MessageBoxOptions[];
    readonly answers: number[];
    readonly savePaths: string[];
  };
}

/** What a further start printed, and its exit code. */
interface StartResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Desktop {
  readonly home: TestHome;
  readonly app: ElectronApplication;
  /** The window's page, once there is one. */
  readonly page: () => Promise<Page>;
  /** Starts the program again on the same home. @returns what it printed, and its exit code */
  readonly startAgain: (...args: readonly string[]) => Promise<StartResult>;
  /** The hash of the window's page, without `#`; null without a window, or before its page has an address. */
  readonly route: () => Promise<string | null>;
  /** Presses an entry of the tray's menu, by its id. */
  readonly pressTray: (id: string) => Promise<void>;
}

interface DesktopOptions {
  /** The arguments of the app. */
  readonly args: readonly string[];
  /** Main is installed as a process before the app starts. */
  readonly installed: boolean;
}

/**
 * Tests of the desktop app itself: the program, its window and what it passes to the system. The tests of a file share
 * one app, in order, because a start takes longer than most of them.
 */
export const test = base.extend<object, DesktopOptions & { readonly desktop: Desktop }>({
  args: [[], { option: true, scope: 'worker' }],
  installed: [false, { option: true, scope: 'worker' }],

  desktop: [
    async ({ args, installed }, use) => {
      const home = await createTestHome({ docker: false });
      if (installed) await installMain(home, null);
      const app = await launchDesktop(home, args);
      await use({
        home,
        app,
        page: () => firstPage(app),
        startAgain: (...more) => startProgram(home, more),
        route: () =>
          app.evaluate(({ BrowserWindow }) => {
            const url = BrowserWindow.getAllWindows()[0]?.webContents.getURL();
            // A new window has an empty address.
            return url ? new URL(url).hash.slice(1) : null;
          }),
        pressTray: (id) =>
          app.evaluate((_electron, item) => {
            const found = globalThis.desktopRecord.trays[0]?.recordedMenu.getMenuItemById(item);
            if (!found?.enabled) throw new Error(`the tray has no entry ${item} that can be pressed`);
            found.click();
          }, id),
      });
      // A test may have closed the app already.
      await app.close().catch(() => undefined);
      await home.dispose();
    },
    { scope: 'worker' },
  ],
});
test.skip(() => desktopProgram() === null, 'no Electron program, and no Chromium to stand in');
test.skip(() => process.env.TEST_REDIS_PROBLEM !== undefined, 'no redis-server program on this machine');

async function startProgram(home: TestHome, args: readonly string[]): Promise<StartResult> {
  const program = desktopProgram()?.path ?? '';
  const run = promisify(execFile)(program, desktopArguments(args), { env: home.env });
  const { stdout, stderr } = await run.catch((error: StartResult) => error);
  return { code: run.child.exitCode ?? -1, stdout, stderr };
}

export { expect };
