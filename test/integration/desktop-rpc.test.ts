import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { ASK_WHERE_TO_SAVE, START_RPC } from '../../electron/desktop/channels.ts';
import { openChannel, portClient } from '../support/main-port.ts';
import { type Electron, startDesktop } from '../support/start-desktop.ts';
import { useTestHome } from '../support/use-test-home.ts';

afterEach(() => vi.unstubAllGlobals());

/** The messages that main receives when a frame of the window hands ports over. */
function handOver({ BrowserWindow, ipcMain }: Electron, ports: readonly unknown[], frame?: { url: string } | null) {
  const sender = BrowserWindow.getAllWindows()[0]?.webContents;
  ipcMain.emit(START_RPC, { sender, senderFrame: frame === undefined ? sender?.mainFrame : frame, ports });
}

test('desktop RPC › our page hands over a port › the contract is served on it', async () => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  const { page, main } = openChannel();
  handOver(electron, [main]);
  const api = portClient(page);
  expect(await api.app.info()).toMatchObject({ face: 'desktop' });
  expect(await api.instances.list()).toEqual([]);
  await expect(api.operations.get({ id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND', defined: true });
});

test('desktop RPC › the view reloads › served on its new port', async () => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  for (let load = 0; load < 3; load++) {
    const { page, main } = openChannel();
    handOver(electron, [main]);
    expect(await portClient(page).app.info()).toMatchObject({ face: 'desktop' });
    page.close();
  }
});

test.each([
  ['another site', { url: 'https://elsewhere.example/' }],
  ['a file', { url: 'file:///tmp/x.html' }],
  ['another host of our scheme', { url: 'app://other/' }],
  ['a page before it is one', { url: '' }],
  ['a frame inside the page, even of our own origin', { url: 'app://vrooli/' }],
  ['a frame that is gone', null],
])('desktop RPC › a port from %s › closed unserved', async (_name, frame) => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  const { page, main } = openChannel();
  const closed = once(page, 'close');
  handOver(electron, [main], frame);
  await closed;
  expect(main.listenerCount('message')).toBe(0);
});

test('desktop RPC › the main frame is on another site › its port is not served', async () => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents;
  if (contents) contents.mainFrame.url = 'https://elsewhere.example/';
  const { page, main } = openChannel();
  const closed = once(page, 'close');
  handOver(electron, [main]);
  await closed;
});

test('desktop RPC › no port or several › no crash; only the first is served', async () => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  handOver(electron, []);
  const [first, second] = [openChannel(), openChannel()];
  const closed = once(second.page, 'close');
  handOver(electron, [first.main, second.main]);
  await closed;
  expect(await portClient(first.page).app.info()).toMatchObject({ face: 'desktop' });
});

/** Runs the real preload script in a window that has only the parts that the script uses. */
async function runPreload() {
  const window = new EventTarget();
  vi.stubGlobal('window', window);
  vi.resetModules();
  vi.doMock('electron', () => import('../support/fake-electron.ts'));
  const { chromium } = await import('../support/fake-electron.ts');
  await import('../../electron/preload.ts');
  const post = (data: unknown, source: unknown, ports: readonly unknown[]) =>
    window.dispatchEvent(Object.assign(new Event('message'), { data, source, ports }));
  return { window, chromium, post };
}

test('desktop preload › messages of a page › passes on its port, and nothing else', async () => {
  const { window, chromium, post } = await runPreload();
  expect([...chromium.exposed.keys()]).toEqual(['vrooliDesktop', 'vrooliFiles', 'vrooliShell']);
  expect(chromium.exposed.get('vrooliDesktop')).toBe(true);
  const port = {};
  post(START_RPC, {}, [port]);
  post(START_RPC, null, [port]);
  post('something else', window, [port]);
  post({ [START_RPC]: true }, window, [port]);
  post(START_RPC, window, []);
  expect(chromium.posted).toEqual([]);
  post(START_RPC, window, [port, {}]);
  expect(chromium.posted).toEqual([{ channel: START_RPC, message: null, ports: [port] }]);
});

test('desktop preload › a dropped file and a save dialog › the page gets their paths', async () => {
  const electron = await startDesktop(await useTestHome({ docker: false }));
  const { chromium, ipcMain, BrowserWindow } = electron;
  const sender = BrowserWindow.getAllWindows()[0]?.webContents;
  const ask = (name: unknown, senderFrame: unknown = sender?.mainFrame) =>
    ipcMain.handlers.get(ASK_WHERE_TO_SAVE)?.({ sender, senderFrame }, name);
  chromium.savePaths.push('/home/me/first.redis-backup');
  expect(await ask('first.redis-backup')).toBe('/home/me/first.redis-backup');
  expect(chromium.saveDialogs).toMatchObject([{ defaultPath: 'first.redis-backup' }]);
  expect(await ask('first.redis-backup')).toBeNull();
  for (const name of ['../first', '/etc/passwd', '', 7, null, 'x'.repeat(300)]) expect(await ask(name)).toBeNull();
  expect(await ask('first', { url: 'https://elsewhere.example/' })).toBeNull();
  expect(await ask('first', null)).toBeNull();
  expect(chromium.saveDialogs).toHaveLength(2);

  const page = await runPreload();
  const files = page.chromium.exposed.get('vrooliFiles') as { pathOf: (file: File) => string };
  expect(files.pathOf(new File([], 'dump.rdb'))).toBe('/chosen/dump.rdb');
});
