import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
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
