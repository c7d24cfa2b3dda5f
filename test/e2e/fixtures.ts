import { test as base, type ElectronApplication, expect, type Page, type ViewportSize } from '@playwright/test';
import { installMain } from '../support/install-main.ts';
import { type RunningServe, startServe } from '../support/start-serve.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { desktopProgram } from './electron-program.ts';
import { firstPage, launchDesktop } from './launch-desktop.ts';
import { FirstRunPage } from './pages/first-run-page.ts';
import { type PageTroubles, watchPage } from './watch-page.ts';

export interface ClientOptions {
  /** Which client a project drives. */
  readonly clientUnderTest: 'browser' | 'desktop';
  /** What a test requires of the machine. Without it the test is skipped and says why. */
  readonly needs: readonly ('docker' | 'browser' | 'machines')[];
  /** `false`: a home as on a machine without Docker. */
  readonly withDocker: boolean;
  /** Main is installed as a process before the client opens: for tests that do not concern the first run. */
  readonly startsInstalled: boolean;
}

/** A client, opened on the test's home. */
export interface OpenClient {
  readonly page: Page;
  /** The server behind it; null for the desktop app, which has none. */
  readonly serve: RunningServe | null;
  /** The desktop app; null for a browser. */
  readonly app: ElectronApplication | null;
  readonly clipboard: () => Promise<string>;
}

interface Fixtures {
  /** An empty home of the test. */
  readonly home: TestHome;
  /** The client, at its first page. Unexpected errors in it fail the test. */
  readonly client: OpenClient;
  /** The first page of an empty home. */
  readonly firstRun: FirstRunPage;
  /** Watches another page for unexpected errors, like the client's own. */
  readonly watch: (page: Page) => Promise<void>;
  /** Allows errors that the test causes itself, such as failed connections to a server that it killed. */
  readonly expectTrouble: (pattern: RegExp) => void;
}

interface Inner {
  /** Runs before everything else of a test, so that a skipped test sets nothing up. */
  readonly canRun: undefined;
  readonly watched: PageTroubles[];
}

/** The project's `test`: a client on its own home, closed and removed whether the test passes or fails. */
export const test = base.extend<ClientOptions & Inner & Fixtures>({
  clientUnderTest: ['browser', { option: true }],
  needs: [[], { option: true }],
  withDocker: [true, { option: true }],
  startsInstalled: [false, { option: true }],

  canRun: [
    async ({ clientUnderTest, needs }, use) => {
      const desktop = clientUnderTest === 'desktop';
      const noProgram =
        desktop && desktopProgram() === null ? 'no Electron program, and no Chromium to stand in' : null;
      const problem =
        noProgram ??
        (desktop && needs.includes('browser') ? 'is about the browser client alone' : null) ??
        (needs.includes('docker') ? process.env.TEST_DOCKER_PROBLEM : null) ??
        (needs.includes('machines') ? process.env.TEST_MACHINES_PROBLEM : null) ??
        process.env.TEST_REDIS_PROBLEM;
      base.skip(Boolean(problem), problem ?? '');
      await use(undefined);
    },
    { auto: true },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  watched: async ({}, use) => {
    const watched: PageTroubles[] = [];
    await use(watched);
    expect(watched.flatMap((troubles) => troubles.list())).toEqual([]);
  },

  watch: async ({ watched }, use) => {
    await use(async (page) => {
      watched.push(await watchPage(page));
    });
  },

  expectTrouble: async ({ watched }, use) => {
    await use((pattern) => {
      for (const troubles of watched) troubles.expect(pattern);
    });
  },

  home: async ({ canRun: _, withDocker }, use) => {
    const home = await createTestHome({ docker: withDocker });
    await use(home);
    await home.dispose();
  },

  client: async ({ clientUnderTest, startsInstalled, home, context, viewport, watch }, use) => {
    if (clientUnderTest === 'desktop') {
      if (startsInstalled) await installMain(home, null);
      const app = await launchDesktop(home);
      const page = await firstPage(app);
      await watch(page);
      await sizeLikeBrowser(app, page, viewport);
      await use({ page, app, serve: null, clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()) });
      await app.close();
      return;
    }
    const serve = await startServe(home);
    const installed = startsInstalled ? installMain(home, serve) : Promise.resolve();
    // Awaited below, so that the page is created meanwhile.
    installed.catch(() => undefined);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await watch(page);
    await installed;
    // Again if a Docker network was added or removed meanwhile: Chromium then drops its open requests.
    await expect(async () => {
      await page.goto(serve.url);
      await expect(page.locator('#root')).not.toBeEmpty({ timeout: 5000 });
    }).toPass();
    await use({ page, serve, app: null, clipboard: () => page.evaluate(() => navigator.clipboard.readText()) });
    await page.close();
    await serve.kill('SIGKILL');
  },

  firstRun: async ({ client, startsInstalled }, use) => {
    await use(new FirstRunPage(client.page, startsInstalled));
  },
});

/** Gives the window's page the size of the browser's page. */
async function sizeLikeBrowser(app: ElectronApplication, page: Page, size: ViewportSize | null): Promise<void> {
  const { width, height } = size ?? { width: 1440, height: 900 };
  const window = await app.browserWindow(page);
  await window.evaluate((shown, [wide, high]) => shown.setContentSize(wide, high), [width, height] as const);
  // The page may still be loading the view.
  await expect.poll(() => page.evaluate(() => innerWidth).catch(() => null)).toBe(width);
}

export { expect };
