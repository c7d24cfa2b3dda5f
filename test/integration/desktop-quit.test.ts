import { expect, test } from 'vitest';
import { START_RPC } from '../../electron/desktop/channels.ts';
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

test('desktop quit › nothing runs › closing the window ends the app without a question', async () => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  electron.BrowserWindow.getAllWindows()[0]?.close();
  await waitFor('the app to end', () => electron.app.hasQuit);
  expect(electron.BrowserWindow.getAllWindows()).toEqual([]);
  expect(electron.chromium.questions).toEqual([]);
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
    expect(electron.chromium.questions[0]?.message).toMatch(/^Still at work: /);
    expect((await api.operations.get({ id })).state).toBe('running');
    await release();
    await waitFor('the end of the installation', async () => (await api.operations.get({ id })).state === 'succeeded');
    expect(electron.app.hasQuit).toBe(false);
    expect(await redisCli(home.port, 'ping')).toBe('PONG');
  });

  test('"close when it is done" › the app ends after the installation, and Redis keeps running', async () => {
    const { home, release, electron } = await duringInstall();
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
    // Found as a next start finds it.
    const next = await startDesktop(home);
    expect(await openApi(next).instances.list()).toEqual([]);
  });
});
