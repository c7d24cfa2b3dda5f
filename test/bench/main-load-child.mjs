// Loads the built main file of the desktop app in its own process and prints how long that took. Electron's API is an
// object whose every member can be called and does nothing, so that only the app's own modules are measured. Arguments:
// the main file, and a folder for the paths that it asks for.
import Module, { register } from 'node:module';
import { pathToFileURL } from 'node:url';

const [main = '', folder = ''] = process.argv.slice(2);
/** @type {any} */
const anything = new Proxy(() => anything, {
  get: (_, name) => (name === 'then' ? undefined : name === Symbol.toPrimitive ? () => folder : anything),
});
const app = new Proxy(
  {},
  {
    get: (_, name) => {
      if (name === 'isPackaged') return false;
      if (name === 'getAppPath' || name === 'getPath' || name === 'getName') return () => folder;
      if (name === 'requestSingleInstanceLock') return () => true;
      // Electron is ready only after the main file has run.
      if (name === 'whenReady') return () => new Promise(() => undefined);
      return anything;
    },
  },
);
const electron = new Proxy({}, { get: (_, name) => (name === 'app' ? app : anything) });
const load = /** @type {any} */ (Module)._load;
Object.assign(Module, {
  _load: (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) =>
    name === 'electron' ? electron : load(name, ...rest),
});
const names = ['app', 'BrowserWindow', 'dialog', 'ipcMain', 'Menu', 'MessageChannelMain', 'nativeImage', 'nativeTheme'];
const more = ['net', 'Notification', 'protocol', 'safeStorage', 'screen', 'session', 'shell', 'Tray', 'webContents'];
Object.assign(globalThis, { electron });
const source = `${[...names, ...more].map((name) => `export const ${name} = globalThis.electron.${name};`).join('\n')}
export default globalThis.electron;`;
const url = `data:text/javascript,${encodeURIComponent(source)}`;
const hook = `export const resolve = (name, context, next) =>
  name === 'electron' ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const begun = performance.now();
await import(pathToFileURL(main).href);
process.stdout.write(String(performance.now() - begun));
process.exit(0);
