import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import inspector from 'node:inspector';
import Module, { createRequire, register } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { Chromium } from './chromium.ts';
import { electron } from './electron.ts';
import { host } from './host.ts';
import { defaultSession } from './session.ts';
import { WebContents } from './web-contents.ts';

/** Replaces the Electron program: accepts Electron's arguments, loads the app's main file and starts Chromium. */
const folder = import.meta.dirname;
const given = process.argv.slice(2);
// As in Electron: the program, then every argument.
process.argv = [process.execPath, ...given];
Object.assign(process, { type: 'browser', defaultApp: true });
Object.assign(process.versions, { electron: '45.4.1', chrome: '156.0.0.0' });

const required: string[] = [];
let remoteDebugging = false;
let sandbox = true;
let appArgument: string | null = null;
for (let at = 0; at < given.length; at += 1) {
  const argument = given[at] ?? '';
  if (appArgument === null && (argument === '-r' || argument === '--require')) {
    at += 1;
    required.push(resolve(given[at] ?? ''));
  } else if (argument.startsWith('--inspect')) inspector.open(Number(argument.split('=')[1] ?? 9229));
  else if (argument.startsWith('--remote-debugging-port')) remoteDebugging = true;
  else if (argument === '--no-sandbox') sandbox = false;
  else if (appArgument === null && !argument.startsWith('-')) appArgument = argument;
}

if (appArgument === null || !existsSync(join(appArgument, 'package.json'))) {
  process.stderr.write(`Unable to find Electron app at ${appArgument}\n`);
  process.exit(1);
}
host.appPath = resolve(appArgument);
serveModule();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
const require = createRequire(pathToFileURL(join(folder, 'program.cjs')));
for (const file of required) require(file);

const { main = 'index.js' } = JSON.parse(readFileSync(join(host.appPath, 'package.json'), 'utf8'));
import(pathToFileURL(join(host.appPath, main)).href).then(startChromium).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});

/** Makes `require` and `import` of `electron` return the stand-in. */
function serveModule(): void {
  const load = (Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown })._load;
  Object.assign(Module, {
    _load: (name: string, ...rest: unknown[]) =>
      name === 'electron' || name === 'electron/main' ? electron : load(name, ...rest),
  });
  Object.assign(globalThis, { __electronStandIn: electron });
  const names = Object.keys(electron);
  const source = `const electron = globalThis.__electronStandIn;
export const { ${names.join(', ')} } = electron;
export default electron;
`;
  const file = join(folder, 'electron.mjs');
  if (!existsSync(file)) writeFileSync(file, source);
  const hook = `export const resolve = (name, context, next) =>
  name === 'electron' || name === 'electron/main'
    ? { url: ${JSON.stringify(pathToFileURL(file).href)}, shortCircuit: true }
    : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/** A page closes a window that it opened within milliseconds. */
const LATE_MS = 2000;

/** Only after the main file has run, because that file sets the folder of Chromium's data. */
async function startChromium(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (app.isExiting) return;
  const { program } = JSON.parse(readFileSync(join(folder, 'chromium.json'), 'utf8'));
  const chromium = new Chromium({ program, userData: app.getPath('userData'), sandbox, port: remoteDebugging });
  chromium.on(':Target.targetCrashed', ({ targetId, status, errorCode }) => {
    [...WebContents.all].find((one) => one.targetId === targetId)?.crashed(status, errorCode);
  });
  chromium.on(':Target.targetCreated', ({ targetInfo: { type, targetId, openerId } }) => {
    if (type !== 'page' || !openerId) return;
    // A window that a page opened and that its own session has not closed in time.
    setTimeout(() => chromium.send('Target.closeTarget', { targetId }).catch(() => undefined), LATE_MS).unref();
  });
  chromium.on(':Target.targetDestroyed', ({ targetId }) => {
    [...WebContents.all].find((one) => one.targetId === targetId)?.destroy();
  });
  chromium.on(':Browser.downloadWillBegin', ({ url, suggestedFilename }) => {
    const item = { getURL: () => url, getFilename: () => suggestedFilename, cancel: () => undefined };
    defaultSession.emit('will-download', { preventDefault: () => undefined }, item);
  });
  chromium.on('end', () => {
    if (!app.isExiting) app.exit(1);
  });
  host.on('theme', () => {
    for (const contents of WebContents.all) void contents.applyTheme().catch(() => undefined);
  });
  await chromium.send('Target.setDiscoverTargets', { discover: true });
  await chromium.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
  host.chromium = chromium;
  app.becomeReady();
}
