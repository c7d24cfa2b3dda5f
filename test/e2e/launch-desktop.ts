import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { _electron } from 'playwright';
import { projectRoot } from '../support/run-manage.ts';
import type { TestHome } from '../support/test-home.ts';
import { desktopProgram } from './electron-program.ts';

/** The arguments of a start: the program's own, then the app, then the app's. */
export function desktopArguments(args: readonly string[] = []): string[] {
  const recorder = join(import.meta.dirname, 'desktop/record-desktop.cjs');
  return ['-r', recorder, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), projectRoot, ...args];
}

/** Starts the built desktop app on a home. record-desktop.cjs records what it passes to the system. */
export function launchDesktop(home: TestHome, args: readonly string[] = []): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: desktopProgram()?.path ?? '',
    args: desktopArguments(args),
    env: home.env,
  });
}

/** The page of the app's first window, once it has an address. Until then its window may not be known by the page. */
export async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.waitForURL(({ href }) => href !== 'about:blank');
  return page;
}
