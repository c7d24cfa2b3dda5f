import { expect, test } from 'vitest';
import { START_RPC } from '../../electron/desktop/channels.ts';
import { writePreferences } from '../../electron/services/preferences/preference-file.ts';
import { heldRedisHome } from '../support/held-redis.ts';
import { openChannel, portClient } from '../support/main-port.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { type Electron, startDesktop } from '../support/start-desktop.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const KEEP = 0;
const WAIT = 1;
const CANCEL = 2;

function openApi({ BrowserWindow, ipcMain }: Electron) {
  const { page, main } = openChannel();
  const sender = BrowserWindow.getAllWindows()[0]?.webContents;
  ipcMain.emit(START_RPC, { sender, senderFrame: sender?.mainFrame, ports: [main] });
  return portClient(page);
}

const EXPLAINED_KEEP = 0;
const EXPLAINED_QUIT = 1;

test('desktop quit › keep-running is off, nothing runs › closing the window ends the app without a question', async () => {
  const home = await useTestHome({ docker: false });
  await writePreferences(home.path, new Map([['keep-running', false]]));
  const electron = await startDesktop(home);
  electron.BrowserWindow.getAllWindows()[0]?.close();
  await waitFor('the app to end', () => electron.app.hasQuit);
  expect(electron.BrowserWindow.getAllWindows()).toEqual([]);
  expect(electron.chromium.questions).toEqual([]);
});

test('desktop quit › keep-running is on › explained once, then the app runs without a window', async () => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  const { app, BrowserWindow, chromium } = electron;
  chromium.answers.push(EXPLAINED_KEEP);
  BrowserWindow.getAllWindows()[0]?.close();
  await waitFor('the window to close', () => BrowserWindow.getAllWindows().length === 0);
  expect(chromium.questions.map(({ buttons }) => buttons)).toEqual([['Keep running', 'Quit']]);
  app.emit('activate');
  await waitFor('the window again', () => BrowserWindow.getAllWindows()[0]?.url);
  expect(await openApi(electron).app.info()).toMatchObject({ face: 'desktop' });
  BrowserWindow.getAllWindows()[0]?.close();
  await waitFor('the window to close again', () => BrowserWindow.getAllWindows().length === 0);
  expect(chromium.questions).toHaveLength(1);
  expect(app.hasQuit).toBe(false);
});

test('desktop quit › the explanation is answered with Quit › the app ends', async () => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  electron.chromium.answers.push(EXPLAINED_QUIT);
  electron.BrowserWindow.getAllWindows()[0]?.close();
  await waitFor('the app to end', () => electron.app.hasQuit);
});

describeNeeding(['redis', 'posix'], 'desktop quit during an installation', () => {
  async function duringInstall() {
    const { home, release } = await heldRedisHome();
    const electron = await startDesktop(home);
    const api = openApi(electron);
    const { id } = await api.instances.install({ runtime: 'process' });
    return { home, release, electron, api, id };
  }

  test('"keep it open" › the window stays open, and the work continues', async () => {
    const { home, release, electron, api, id } = await duringInstall();
    electron.chromium.answers.push(KEEP);
    electron.app.quit();
    await waitFor('the question', () => electron.chromium.questions.length === 1);
    expect(electron.chromium.questions[0]?.message).toMatch(/^Still running: /);
    expect((await api.operations.get({ id })).state).toBe('running');
    await release();
    await waitFor('the end of the installation', async () => (await api.operations.get({ id })).state === 'succeeded');
    expect(electron.app.hasQuit).toBe(false);
    expect(await redisCli(home.port, 'ping')).toBe('PONG');
  });

  test('"close when it is done" › the app ends after the installation, and Redis keeps running', async () => {
    const { home, release, electron } = await duringInstall();
    await writePreferences(home.path, new Map([['keep-running', false]]));
    electron.chromium.answers.push(WAIT);
    electron.BrowserWindow.getAllWindows()[0]?.close();
    await waitFor('the question', () => electron.chromium.questions.length === 1);
    expect(electron.app.hasQuit).toBe(false);
    await release();
    await waitFor('the app to end', () => electron.app.hasQuit);
    expect(electron.chromium.questions).toHaveLength(1);
    expect(await redisCli(home.port, 'ping')).toBe('PONG');
  });

  test('"cancel it and close" › nothing of the installation remains', async () => {
    const { home, electron } = await duringInstall();
    electron.chromium.answers.push(CANCEL);
    electron.app.quit();
    await waitFor('the app to end', () => electron.app.hasQuit);
    expect(electron.chromium.questions).toHaveLength(1);
    await expect(redisCli(home.port, 'ping')).rejects.toThrow(/Could not connect/);
    // As the next start finds it.
    const next = await startDesktop(home);
    expect(await openApi(next).instances.list()).toEqual([]);
  });
});
