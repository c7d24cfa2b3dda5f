// @ts-nocheck – loaded unchanged by the program under test. A small app that uses the same parts of Electron as Vrooli
// Redis Desktop, for the tests of the stand-in and of Electron itself.
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';

const seen = { events: [], ports: [], sends: [], opened: [], requests: [] };
globalThis.seen = seen;
app.setPath('userData', process.env.CONTRACT_DATA);
app.enableSandbox();
if (!app.requestSingleInstanceLock({ from: 'second' })) app.quit();
app.on('second-instance', (_event, argv, folder, data) =>
  seen.events.push(['second-instance', argv.at(-1), folder, data]),
);
for (const name of ['before-quit', 'will-quit', 'window-all-closed']) app.on(name, () => seen.events.push([name]));
protocol.registerSchemesAsPrivileged([
  { scheme: 'contract', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
const page = `<!doctype html><title>contract</title><script src="/page.js"></script><p id="own">own</p>`;
const script = 'window.early = typeof window.bridge; window.addEventListener("message", () => {});';
app.on('web-contents-created', (_event, contents) => {
  contents.on('will-navigate', (event) => {
    seen.events.push(['will-navigate', event.url]);
    if (event.url.includes('elsewhere')) event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    seen.opened.push(url);
    return { action: 'deny' };
  });
  contents.on('render-process-gone', (_gone, { reason }) => seen.events.push(['render-process-gone', reason]));
});
ipcMain.on('hello', (event, text) =>
  seen.sends.push([text, event.senderFrame.url, event.senderFrame === event.sender.mainFrame]),
);
ipcMain.on('port', (event) => {
  const [port] = event.ports;
  port.on('message', ({ data }) => port.postMessage({ answer: data }));
  port.on('close', () => seen.ports.push('closed'));
  port.start();
});
ipcMain.handle('ask', (_event, value) => {
  if (value === 'fail') throw new Error('refused');
  return { value, kind: Object.prototype.toString.call(value) };
});
// Not awaited: Electron becomes ready only after this file has run.
app.whenReady().then(open);

async function open() {
  protocol.handle('contract', async (request) => {
    const { pathname } = new URL(request.url);
    seen.requests.push([request.method, request.url, await request.text()]);
    const headers = { 'Content-Security-Policy': "default-src 'self'; style-src 'none'", 'X-Own': 'yes' };
    if (pathname === '/page.js') return new Response(script, { headers: { 'Content-Type': 'text/javascript' } });
    if (pathname === '/' || pathname === '/second')
      return new Response(page, { headers: { ...headers, 'Content-Type': 'text/html' } });
    return new Response('nothing', { status: 404, headers });
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
  const window = new BrowserWindow({
    ...{ width: 900, height: 600, minWidth: 500, show: false },
    webPreferences: { preload: join(app.getAppPath(), 'preload.cjs'), sandbox: true, contextIsolation: true },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL('contract://app/');
  seen.events.push(['loaded']);
}
