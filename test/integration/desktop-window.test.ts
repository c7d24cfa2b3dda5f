import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePreferences } from '../../electron/services/preferences/preference-file.ts';
import { runMain, startDesktop } from '../support/start-desktop.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const home = () => useTestHome({ docker: false });
const statePath = ({ path }: TestHome) => join(path, 'redis', 'desktop', 'window.json');

async function keepState({ path }: TestHome, text: string): Promise<void> {
  await mkdir(join(path, 'redis', 'desktop'), { recursive: true });
  await writeFile(statePath({ path } as TestHome), text);
}

test('desktop window › second start › ends immediately and brings the first window to the front', async () => {
  const { app, BrowserWindow } = await startDesktop(await home());
  const [window] = BrowserWindow.getAllWindows();
  if (window) window.minimized = true;
  app.emit('second-instance', {}, [process.execPath, app.path], '/');
  await waitFor('the window in front', () => window?.calls.at(-1) === 'focus');
  expect(window?.calls).toEqual(['show', 'restore', 'show', 'focus']);

  const second = await runMain(await home(), (electron) => {
    electron.app.isFirst = false;
  });
  second.app.becomeReady();
  expect(second.app.hasQuit).toBe(true);
  expect(second.BrowserWindow.getAllWindows()).toEqual([]);
  expect(second.chromium.schemes).toEqual([]);
});

test('desktop window › Chromium’s data › in the folder of the home, readable by the user only', async () => {
  const own = await home();
  const { app } = await startDesktop(own);
  expect(app.userData).toBe(join(own.path, 'redis', 'desktop', 'window'));
  expect((await stat(app.userData)).mode & 0o077).toBe(0);
});

test('desktop window › bounds and maximized › kept for the next window', async () => {
  const own = await home();
  await writePreferences(own.path, new Map([['keep-running', false]]));
  const first = await startDesktop(own);
  const [window] = first.BrowserWindow.getAllWindows();
  expect(window?.bounds).toMatchObject({ width: 1280, height: 832 });
  if (window) Object.assign(window, { bounds: { x: 100, y: 60, width: 1000, height: 700 }, maximized: true });
  window?.close();
  await waitFor('the app to end', () => first.app.hasQuit);
  expect(JSON.parse(await readFile(statePath(own), 'utf8'))).toEqual({
    x: 100,
    y: 60,
    width: 1000,
    height: 700,
    maximized: true,
  });

  const second = await startDesktop(own);
  const [again] = second.BrowserWindow.getAllWindows();
  expect(again?.bounds).toEqual({ x: 100, y: 60, width: 1000, height: 700 });
  expect(again?.maximized).toBe(true);
});

test.each([
  ['on a screen that is gone', '{"x":5000,"y":60,"width":1000,"height":700,"maximized":false}'],
  ['above every screen', '{"x":100,"y":-300,"width":1000,"height":700,"maximized":false}'],
  ['of no size', '{"x":100,"y":60,"width":0,"height":0,"maximized":false}'],
  ['of another form', '[1, 2, 3]'],
  ['cut off', '{"x":100,"y":6'],
])('desktop window › saved state %s › not used', async (_name, text) => {
  const own = await home();
  await keepState(own, text);
  const { BrowserWindow } = await startDesktop(own);
  const [window] = BrowserWindow.getAllWindows();
  expect(window?.options).toMatchObject({ width: 1280, height: 832 });
  expect(window?.options.x).toBeUndefined();
});

test('desktop window › larger than the current screen › reduced to fit', async () => {
  const own = await home();
  await keepState(own, '{"x":0,"y":0,"width":3000,"height":2000,"maximized":false}');
  const { BrowserWindow } = await startDesktop(own);
  expect(BrowserWindow.getAllWindows()[0]?.bounds).toEqual({ x: 0, y: 0, width: 1920, height: 1040 });
});

test('desktop window › the view’s process ends › the crash page, in the same window', async () => {
  const { BrowserWindow } = await startDesktop(await home());
  const [window] = BrowserWindow.getAllWindows();
  window?.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  expect(window?.url).toBe('app://vrooli/');
  window?.webContents.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  expect(window?.url).toBe('app://vrooli/crashed?reason=killed&code=9');
});

test("desktop menu › built › has the system's own items", async () => {
  const { chromium } = await startDesktop(await home());
  const roles = chromium.menu?.map(({ role, label }) => role ?? label);
  const expected = ['fileMenu', 'editMenu', '&View', 'windowMenu', 'help'];
  expect(roles).toEqual(process.platform === 'darwin' ? ['appMenu', ...expected] : expected);
});

test('desktop app › unusable home › a dialog says why, and the app ends', async () => {
  const own = await useTestHome({ docker: false, env: { REDIS_PORT: 'many' } });
  const electron = await runMain(own);
  electron.app.becomeReady();
  await waitFor('the end', () => electron.app.exitCode !== null);
  expect(electron.app.exitCode).toBe(1);
  expect(electron.chromium.errorBoxes).toHaveLength(1);
  expect(electron.chromium.errorBoxes[0]).toContain('REDIS_PORT');
  const log = join(own.path, 'redis', 'desktop', 'app.log');
  await waitFor('the log', async () => (await readFile(log, 'utf8')).includes('REDIS_PORT'));
});
