import { test as base, expect, type Page } from '@playwright/test';
import { _electron } from 'playwright';
import { projectRoot } from '../support/run-manage.ts';
import { type RunningServe, startServe } from '../support/start-serve.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { electronProblem, findElectron } from './electron-program.ts';
import { type PageTroubles, watchPage } from './watch-page.ts';

export interface FaceOptions {
  /** Which face a project drives. */
  readonly faceUnderTest: 'browser' | 'desktop';
}

interface Fixtures {
  /** A home of the test's own, empty. */
  readonly home: TestHome;
  /** Opens the face on the home, once in a test, and returns its page. What goes wrong in it fails the test. */
  readonly openFace: () => Promise<Page>;
  readonly troubles: { readonly expect: (pattern: RegExp) => void };
  /** The server behind the browser face; only for tests that are about it. */
  readonly serve: RunningServe;
}

/** The project's `test`: a face on a home of its own, closed and cleared away pass or fail. */
export const test = base.extend<Fixtures & { faceCanRun: undefined } & FaceOptions & { watched: PageTroubles[] }>({
  faceUnderTest: ['browser', { option: true }],

  // First and for every test: where there is no Electron program nothing else is set up.
  faceCanRun: [
    async ({ faceUnderTest }, use) => {
      const problem = faceUnderTest === 'desktop' ? electronProblem() : null;
      base.skip(problem !== null, problem ?? '');
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

  troubles: async ({ watched }, use) => {
    await use({
      expect: (pattern) => {
        for (const troubles of watched) troubles.expect(pattern);
      },
    });
  },

  home: async ({ faceCanRun: _ }, use) => {
    const home = await createTestHome();
    await use(home);
    await home.dispose();
  },

  serve: async ({ home }, use) => {
    const serve = await startServe(home);
    await use(serve);
    await serve.kill('SIGKILL');
  },

  openFace: async ({ faceUnderTest, home, context, watched }, use) => {
    const closers: (() => Promise<unknown>)[] = [];
    await use(async () => {
      if (faceUnderTest === 'browser') {
        const serve = await startServe(home);
        closers.push(() => serve.kill('SIGKILL'));
        const page = await context.newPage();
        watched.push(await watchPage(page));
        await page.goto(serve.url);
        return page;
      }
      const app = await _electron.launch({
        executablePath: findElectron() ?? '',
        args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), projectRoot],
        env: home.env,
      });
      closers.push(() => app.close());
      const page = await app.firstWindow();
      watched.push(await watchPage(page));
      return page;
    });
    for (const close of closers.reverse()) await close();
  },
});

export { expect };
