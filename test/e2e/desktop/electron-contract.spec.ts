import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { _electron } from 'playwright';
import { desktopProgram } from '../electron-program.ts';

/** What contract-app/main.mjs and its page record for these tests. */
declare global {
  var seen: {
    readonly events: readonly (readonly unknown[])[];
    readonly ports: readonly string[];
    readonly sends: readonly unknown[];
    readonly opened: readonly string[];
    readonly requests: readonly (readonly string[])[];
  };
  var early: string;
  var told: unknown;
  var bridge: {
    readonly text: string;
    readonly list: readonly [number, { readonly two: number }];
    readonly double: (value: number) => number;
    readonly fail: () => void;
    readonly later: (value: unknown) => Promise<unknown>;
    readonly ask: (value: unknown) => Promise<unknown>;
    readonly hello: (text: string) => void;
    readonly whenTold: (told: (...args: readonly unknown[]) => void) => void;
    readonly pathOf: (file: File | undefined) => string;
  };
}

interface Contract {
  readonly folder: string;
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly seen: () => Promise<typeof globalThis.seen>;
}

const appFolder = join(import.meta.dirname, 'contract-app');
const argsOf = () => [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), appFolder];
const envOf = (folder: string) => ({ ...(process.env as Record<string, string>), CONTRACT_DATA: join(folder, 'data') });

// One app for all tests, in order: each test sees the effects of the tests before it.
base.describe.configure({ mode: 'default' });

/** The same tests run on Electron and on its stand-in, so that both behave the same. */
const test = base.extend<object, { readonly contract: Contract }>({
  contract: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const folder = await realpath(await mkdtemp(join(tmpdir(), 'electron-contract-')));
      const options = { executablePath: desktopProgram()?.path ?? '', args: argsOf(), env: envOf(folder) };
      const app = await _electron.launch(options);
      const page = await app.firstWindow();
      const seen = () => app.evaluate(() => globalThis.seen);
      await expect.poll(async () => (await seen()).events).toContainEqual(['loaded']);
      await page.waitForFunction(() => document.title === 'contract' && document.readyState === 'complete');
      await use({ folder, app, page, seen });
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
    { scope: 'worker' },
  ],
});
test.skip(() => desktopProgram() === null, 'no Electron program, and no Chromium to stand in');

test('electron contract › preload › a separate world, before the page, and the bridge between both', async ({
  contract,
}) => {
  const { page } = contract;
  expect(await page.evaluate(() => globalThis.early)).toBe('object');
  const found = await page.evaluate(async () => {
    const { bridge } = globalThis;
    let failure = '';
    try {
      bridge.fail();
    } catch (error) {
      failure = (error as Error).message;
    }
    return {
      hidden: 'preloadOnly' in window || 'require' in window,
      frozen: Object.isFrozen(bridge) && Object.isFrozen(bridge.list),
      values: [bridge.text, bridge.list[1].two, bridge.double(21), await bridge.later('x')],
      failure,
    };
  });
  const expected = { hidden: false, frozen: true, values: ['text', 2, 42, { later: 'x' }] };
  expect(found).toMatchObject(expected);
  expect(found.failure).toContain('failed here');
});

test('electron contract › ipc › values of every kind, errors, and the sending frame', async ({ contract }) => {
  const { app, page, seen } = contract;
  const kinds = await page.evaluate(async () => {
    const values = [undefined, new Date(7), new Uint8Array([1, 2]), new Map([['a', 1]]), 10n, { deep: [null, true] }];
    const answers = await Promise.all(values.map((value) => globalThis.bridge.ask(value)));
    return answers.map((answer) => (answer as { kind: string }).kind);
  });
  expect(kinds).toEqual(
    ['Undefined', 'Date', 'Uint8Array', 'Map', 'BigInt', 'Object'].map((kind) => `[object ${kind}]`),
  );
  const failure = await page.evaluate(() => globalThis.bridge.ask('fail').catch((error: Error) => error.message));
  expect(failure).toBe("Error invoking remote method 'ask': Error: refused");
  await page.evaluate(() => globalThis.bridge.hello('there'));
  await expect.poll(async () => (await seen()).sends).toContainEqual(['there', 'contract://app/', true]);
  await page.evaluate(() => globalThis.bridge.whenTold((...args) => Object.assign(globalThis, { told: args })));
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('told', 'one', { two: 2 }),
  );
  await expect.poll(() => page.evaluate(() => globalThis.told)).toEqual(['one', { two: 2 }]);
});

test('electron contract › a port › carries messages both ways, and closes with the page', async ({ contract }) => {
  const { page, seen } = contract;
  const answer = await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise((resolve) => port1.addEventListener('message', ({ data }) => resolve(data)));
    port1.start();
    // The port queues it until the other end is started.
    port1.postMessage({ text: 'early', bytes: new Uint8Array([3]) });
    window.postMessage('port', location.origin, [port2]);
    return answered;
  });
  expect(answer).toEqual({ answer: { text: 'early', bytes: new Uint8Array([3]) } });
  await page.reload();
  await expect.poll(async () => (await seen()).ports).toContain('closed');
});

test('electron contract › a scheme of the app › its headers, methods and bodies', async ({ contract }) => {
  const { page, seen } = contract;
  const answers = await page.evaluate(async () => {
    const own = await fetch('/second');
    const sent = await fetch('/sent?a=1', { method: 'POST', body: 'body' });
    const style = document.createElement('style');
    style.textContent = '#own { color: rgb(1, 2, 3) }';
    document.head.append(style);
    const colour = getComputedStyle(document.querySelector('#own') ?? document.body).color;
    return { header: own.headers.get('x-own'), status: sent.status, colour, secure: isSecureContext };
  });
  expect(answers).toEqual({ header: 'yes', status: 404, colour: 'rgb(0, 0, 0)', secure: true });
  expect((await seen()).requests).toContainEqual(['POST', 'contract://app/sent?a=1', 'body']);
});

test('electron contract › navigation and new windows › the app is asked and can refuse', async ({ contract }) => {
  const { app, page, seen } = contract;
  await page.evaluate(() => location.assign('https://elsewhere.example/'));
  await expect.poll(async () => (await seen()).events).toContainEqual(['will-navigate', 'https://elsewhere.example/']);
  const url = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(await url()).toBe('contract://app/');
  await page.evaluate(() => window.open('https://elsewhere.example/popup'));
  await expect.poll(async () => (await seen()).opened).toContain('https://elsewhere.example/popup');
  await expect.poll(() => app.windows().length).toBe(1);
  await page.evaluate(() => location.assign('/second'));
  await expect.poll(url).toBe('contract://app/second');
  await page.waitForFunction(() => location.pathname === '/second' && document.readyState === 'complete');
});

test('electron contract › permissions › only those that the app grants', async ({ contract }) => {
  const { app, page } = contract;
  const found = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    location: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('found'),
        ({ code }) => resolve(code),
      ),
    ),
  }));
  expect(found).toEqual({ notifications: 'denied', location: 1 });
  await page.bringToFront();
  await page.evaluate(() => navigator.clipboard.writeText('copied'));
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('copied');
});

test('electron contract › a chosen file › its path', async ({ contract }) => {
  const { page, folder } = contract;
  const file = join(folder, 'a file.rdb');
  await writeFile(file, 'REDIS');
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    document.body.append(input);
  });
  await page.locator('input[type=file]').setInputFiles(file);
  const pathOfFirst = () => globalThis.bridge.pathOf(document.querySelector('input')?.files?.[0]);
  expect(await page.evaluate(pathOfFirst)).toBe(file);
  expect(await page.evaluate(() => globalThis.bridge.pathOf(new File(['x'], 'made here')))).toBe('');
});

test('electron contract › windows › state, events and sizes', async ({ contract }) => {
  const { app } = contract;
  const found = await app.evaluate(async ({ BrowserWindow, app: running }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    const events: string[] = [];
    window.on('close', (event) => {
      events.push('close');
      event.preventDefault();
    });
    window.close();
    window.setBounds({ width: 640, height: 480 });
    const names = [running.getName(), running.getVersion(), running.isPackaged];
    return { events, names, left: BrowserWindow.getAllWindows().length, size: window.getBounds().width };
  });
  const names = ['Electron contract', '1.2.3', false];
  expect(found).toEqual({ events: ['close'], names, left: 1, size: 640 });
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.removeAllListeners('close');
  });
});

test('electron contract › the page’s process ends › the app is notified and loads the page again', async ({
  contract,
}) => {
  const { app, seen } = contract;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  const gone = async () => (await seen()).events.find(([name]) => name === 'render-process-gone');
  await expect.poll(gone).toBeDefined();
  const title = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    await contents?.loadURL('contract://app/second');
    return contents?.executeJavaScript('[document.title, typeof bridge.double].join(" ")');
  });
  expect(title).toBe('contract function');
});

test('electron contract › a second start › the first app gets its arguments, and the second ends', async ({
  contract,
}) => {
  const { folder, seen } = contract;
  const args = [...argsOf(), 'argument'];
  const second = spawn(desktopProgram()?.path ?? '', args, { env: envOf(folder), stdio: 'ignore', cwd: folder });
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  const event = ['second-instance', 'argument', folder, { from: 'second' }];
  await expect.poll(async () => (await seen()).events).toContainEqual(event);
});

test('electron contract › safeStorage › asynchronous functions; reports a backend that does not protect', async ({
  contract,
}) => {
  const found = await contract.app.evaluate(async ({ safeStorage }) => {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return safeStorage.getSelectedStorageBackend();
    const encrypted = await safeStorage.encryptStringAsync('s3cret');
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted);
    return { result, shouldReEncrypt, hides: !encrypted.includes('s3cret') };
  });
  if (typeof found === 'string') expect(found).toMatch(/^(basic_text|gnome_libsecret|kwallet\d?)$/);
  else expect(found).toMatchObject({ result: 's3cret', hides: true });
});
