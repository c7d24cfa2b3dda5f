import { expect, test } from 'vitest';
import { Preventable } from '../support/fake-electron.ts';
import { startDesktop } from '../support/start-desktop.ts';
import { useTestHome } from '../support/use-test-home.ts';

const start = async () => startDesktop(await useTestHome({ docker: false }));

test('desktop window › created › sandboxed and isolated, with a page under our own scheme', async () => {
  const { app, BrowserWindow, chromium } = await start();
  const [window] = BrowserWindow.getAllWindows();
  expect(app.sandboxed).toBe(true);
  expect(window?.url).toBe('app://vrooli/');
  expect(window?.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  expect(window?.options.webPreferences?.preload).toMatch(/out.preload.preload\.cjs$/);
  expect(chromium.schemes).toMatchObject([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

test('desktop window › the page navigates, redirects or embeds another page › blocked', async () => {
  const { BrowserWindow } = await start();
  const contents = BrowserWindow.getAllWindows()[0]?.webContents;
  for (const url of ['https://elsewhere.example/', 'file:///etc/passwd', 'app://other/', 'javascript:alert(1)']) {
    expect(contents?.navigate('will-navigate', { url })).toBe(false);
    expect(contents?.navigate('will-redirect', { url })).toBe(false);
  }
  expect(contents?.navigate('will-frame-navigate', { url: 'app://vrooli/', isMainFrame: false })).toBe(false);
  expect(contents?.navigate('will-attach-webview', {})).toBe(false);
  expect(contents?.navigate('will-navigate', { url: 'app://vrooli/' })).toBe(true);
});

test('desktop window › the page opens a link › known documentation opens in the browser, anything else is blocked', async () => {
  const { BrowserWindow, chromium } = await start();
  const open = BrowserWindow.getAllWindows()[0]?.webContents.windowOpenHandler;
  const urls = [
    'https://redis.io/docs/latest/commands/info/',
    'http://redis.io/',
    'https://redis.io.elsewhere.example/',
    'https://user:word@redis.io/',
    'https://redis.io:8443/',
    'file:///etc/passwd',
    'app://vrooli/',
    'no url',
  ];
  for (const url of urls) expect(open?.({ url })).toEqual({ action: 'deny' });
  expect(chromium.opened).toEqual(['https://redis.io/docs/latest/commands/info/']);
});

test('desktop window › a page asks for a permission › only our page may write text to the clipboard', async () => {
  const { BrowserWindow, chromium } = await start();
  const contents = BrowserWindow.getAllWindows()[0]?.webContents as never;
  const asks = (permission: string, requestingUrl: string, isMainFrame = true) => {
    const answers: boolean[] = [];
    const details = { requestingUrl, isMainFrame };
    chromium.permissionRequest?.(contents, permission as never, (granted) => answers.push(granted), details as never);
    answers.push(chromium.permissionCheck?.(contents, permission as never, requestingUrl, details as never) ?? true);
    return answers;
  };
  expect(asks('clipboard-sanitized-write', 'app://vrooli/')).toEqual([true, true]);
  expect(asks('clipboard-sanitized-write', 'https://elsewhere.example/')).toEqual([false, false]);
  expect(asks('clipboard-sanitized-write', 'app://vrooli/', false)).toEqual([false, false]);
  for (const permission of ['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'fileSystem']) {
    expect(asks(permission, 'app://vrooli/')).toEqual([false, false]);
  }
  expect(chromium.devicePermission?.({} as never)).toBe(false);
  const download = new Preventable();
  chromium.willDownload?.(download);
  expect(download.defaultPrevented).toBe(true);
});

test('desktop scheme › files of the view and others › serves the view under its policy, and nothing else', async () => {
  const { chromium } = await start();
  const get = async (url: string, method = 'GET') => {
    const request = { url, method } as Request;
    const response = await chromium.protocols.get('app')?.(request as never);
    if (!response) throw new Error('the scheme is not served');
    return response;
  };
  const page = await get('app://vrooli/');
  expect(page.status).toBe(200);
  expect(await page.text()).toBe('<title>view</title>');
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await get('app://vrooli/assets/index-1.js')).headers.get('content-type')).toContain('text/javascript');
  const crashed = await get('app://vrooli/crashed?reason=<script>&code=5');
  expect(await crashed.text()).toContain('has ended: Chromium reports “unknown”');
  expect((await get('app://other/')).status).toBe(403);
  expect((await get('app://vrooli/', 'POST')).status).toBe(405);
});

/** Ways to write ".." and "/" in an address: each pair is one attempt to leave the folder of the view. */
const UPS = [
  '..',
  '%2e%2e',
  '.%2e',
  '%2E.',
  '%252e%252e',
  '..%00',
  '\u2025',
  '%c0%ae%c0%ae',
  '%u002e%u002e',
  '....',
  '..;',
];
const SEPARATORS = ['/', '%2f', '%2F', '\\', '%5c', '%5C', '%252f', '%c0%af', '//', '/./'];
const BEGINNINGS = ['/', '/assets/'];

test('desktop scheme › 220 ways to write a path out of the view › none leads out', async () => {
  const { chromium } = await start();
  const handler = chromium.protocols.get('app');
  const urls = BEGINNINGS.flatMap((beginning) =>
    UPS.flatMap((up) => SEPARATORS.map((separator) => `app://vrooli${beginning}${up}${separator}secret.js`)),
  );
  expect(urls).toHaveLength(220);
  for (const url of urls) {
    const response = await handler?.({ url, method: 'GET' } as never);
    expect([url, response?.status]).toEqual([url, 404]);
    expect(await response?.text()).not.toContain('secret');
  }
});
