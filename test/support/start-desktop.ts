import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { TestHome } from './test-home.ts';
import { waitFor } from './wait-for.ts';

export type Electron = typeof import('./fake-electron.ts');

/**
 * Runs the real electron/main.ts on a home with a fake Electron, until its window is open.
 * @param prepare changes the fake before main.ts runs
 */
export async function startDesktop(
  home: TestHome,
  prepare: (electron: Electron) => void = () => {},
): Promise<Electron> {
  const electron = await runMain(home, prepare);
  electron.app.becomeReady();
  await waitFor('the window', () => electron.BrowserWindow.getAllWindows()[0]?.url);
  // Ends the app like a user would.
  onTestFinished(async () => {
    electron.chromium.answers.push(2);
    electron.app.quit();
    await waitFor('the app to end', () => electron.app.hasQuit);
  });
  return electron;
}

/** Like `startDesktop`, but the test must make Electron ready. */
export async function runMain(home: TestHome, prepare: (electron: Electron) => void = () => {}): Promise<Electron> {
  for (const [name, value] of Object.entries(home.env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.resetModules();
  vi.doMock('electron', () => import('./fake-electron.ts'));
  const electron = await import('./fake-electron.ts');
  electron.app.path = await builtApp(home);
  // A test runs the app without arguments, so the test's own process arguments must not reach it.
  vi.spyOn(process, 'argv', 'get').mockReturnValue([process.execPath, electron.app.path]);
  prepare(electron);
  await import('../../electron/main.ts');
  return electron;
}

/** A folder like the output of `npm run build`, with a small view for comparisons. */
async function builtApp(home: TestHome): Promise<string> {
  const folder = join(home.path, 'app');
  await mkdir(join(folder, 'out', 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'out', 'renderer', 'index.html'), '<title>view</title>');
  await writeFile(join(folder, 'out', 'renderer', 'assets', 'index-1.js'), 'export {}');
  await writeFile(join(folder, 'out', 'secret.js'), 'secret');
  return folder;
}
