import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';
import { build, type Plugin, type Rolldown } from 'vite';
import { lazyImports } from './resources/launch/lazy-imports.mjs';
import { licenceNotices } from './resources/launch/licences.mjs';
import { translations } from './resources/launch/translations.mjs';

type InputOption = Rolldown.InputOption;
type OutputOptions = Rolldown.OutputOptions;

/**
 * Parts of dockerode that only `docker build` and ssh:// engines use. They cost 90 ms of every start,
 * and ssh2 brings native code; nothing here reaches them.
 */
const unusedByUs = /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|@balena\/dockerignore|tar-fs)$/;

/** Unused parts of other packages, by the end of their path. Loading them took a third of the time of a command. */
const shortened: Readonly<Record<string, (path: string) => string>> = {
  '/zod/v4/locales/index.js': () => `export { default as en } from './en.js';`,
  '/debug/src/index.js': () =>
    'module.exports = () => Object.assign(() => {}, { enabled: false }); module.exports.default = module.exports;',
  '/ioredis/built/cluster/index.js': () => 'exports.default = class Cluster {};',
  '/ioredis/built/connectors/SentinelConnector/index.js': () => 'exports.default = class SentinelConnector {};',
  '/ioredis/built/connectors/StandaloneConnector.js': withTlsLate,
  '/@ioredis/commands/built/commands.json': commandsOfIoredis,
};

/**
 * ioredis makes four methods of each of Redis's 500 commands when it is loaded. The app sends every command by `call`;
 * only what ioredis sends by itself needs its method and its entry.
 */
function commandsOfIoredis(path: string): string {
  const own = /^(auth|client|exec|hello|info|multi|psubscribe|quit|readonly|select|ssubscribe|subscribe)$/;
  const table: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(path, 'utf8'));
  return JSON.stringify(Object.fromEntries(Object.entries(table).filter(([name]) => own.test(name))));
}

/** Loads Node's TLS for a connection that speaks it: it takes as long as a tenth of Node's own start. */
function withTlsLate(path: string): string {
  const code = readFileSync(path, 'utf8');
  const eager = 'require("tls")';
  if (!code.includes(eager)) throw new Error(`${path} loads TLS in another way: adapt withTlsLate`);
  return code.replace(eager, `({ connect: (options) => ${eager}.connect(options) })`);
}

const leaveOutUnused: Plugin = {
  name: 'leave-out-unused',
  enforce: 'pre',
  resolveId: (id) => (unusedByUs.test(id) ? '\0unused' : null),
  load(id) {
    if (id === '\0unused') return 'export default {}';
    return Object.entries(shortened).find(([end]) => id.endsWith(end))?.[1](id) ?? null;
  },
};

/**
 * Rolldown's helpers are in the chunk that uses them most, and other chunks load that chunk even if they use none. An
 * index of a file would load TLS and ioredis with it, which takes longer than all its own code.
 */
const withoutBareRequires: Plugin = {
  name: 'without-bare-requires',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replace(/(?<=^|[;,])require\("\.[^"]+"\)(?=[;,])/g, '0');
    }
  },
};

/**
 * The form that `run-cached.ts` reads without copying: a function with the parameters of a CommonJS module, in ASCII.
 * Every other character is in a string or an expression.
 */
const asFunction: Plugin = {
  name: 'as-function',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      const code = file.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      file.code = `(function (exports, require, module, __filename, __dirname) {${code}\n})`;
    }
  },
};

/**
 * Writes a file with the time at which a successful build began. `resources/launch` uses it to detect a stale build.
 */
function stampWhenBuilt(part: 'main' | 'renderer', alsoBuild?: (outDir: string) => Promise<unknown>): Plugin {
  let outDir = 'out';
  let began = new Date();
  return {
    name: 'stamp-when-built',
    configResolved: ({ root, build }) => {
      outDir = resolve(root, build.outDir);
      began = new Date();
    },
    async closeBundle(error) {
      if (error) return;
      await alsoBuild?.(outDir);
      const stamp = join(dirname(outDir), `.built-${part}`);
      writeFileSync(stamp, '');
      utimesSync(stamp, began, began);
    },
  };
}

// Optional parts of ws and of the updater: resolved at run time, absent by default.
const external = ['electron', 'bufferutil', 'utf-8-validate'];

/** Programs of CommonJS files: each starts faster than the same as ES modules. */
const buildCommonJs = (outDir: string, input: InputOption, output: OutputOptions, plugins: readonly Plugin[]) =>
  build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [...plugins],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: true,
      rolldownOptions: {
        input,
        external,
        checks: { pluginTimings: false },
        output: { format: 'cjs', ...output },
      },
    },
  });

/** Of one CommonJS file Node 20 can keep the compiled code, see `run-cached.ts`. */
const oneFile = (name: string): OutputOptions => ({ entryFileNames: name, codeSplitting: false });

const workers = {
  'key-index-worker': 'electron/services/keyspace/host/index-worker.ts',
  'compare-worker': 'electron/services/keyspace/compare/compare-worker.ts',
};

/** The terminal's program last: its presence says that the build is whole. */
async function buildCommonJsPrograms(outDir: string): Promise<void> {
  const files = { entryFileNames: '[name].cjs', chunkFileNames: 'workers/[name]-[hash].cjs' };
  await buildCommonJs(outDir, workers, files, [leaveOutUnused, withoutBareRequires, licenceNotices('workers')]);
  await buildCommonJs(outDir, 'electron/cli.ts', oneFile('cli.cjs'), [licenceNotices('cli')]);
  const plugins = [leaveOutUnused, lazyImports(), asFunction, licenceNotices('terminal')];
  await buildCommonJs(outDir, 'electron/terminal/entry.ts', oneFile('terminal.cjs'), plugins);
}

const main: UserConfig['main'] = {
  plugins: [leaveOutUnused, licenceNotices('main'), stampWhenBuilt('main', buildCommonJsPrograms)],
  build: {
    // Everything in a few files: a command line that starts in 100 ms cannot look through node_modules first.
    externalizeDeps: false,
    target: 'node20',
    minify: true,
    rolldownOptions: {
      input: {
        main: 'electron/main.ts',
        serve: 'electron/serve.ts',
        start: 'electron/start.ts',
      },
      external,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

const preload: UserConfig['preload'] = {
  build: {
    rolldownOptions: {
      input: { preload: 'electron/preload.ts' },
      // A sandboxed preload must be CommonJS, and this package is an ES one.
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

/** The languages of the page besides English. */
const LANGUAGES = ['de'] as const;
const TRANSLATED = textsIn(LANGUAGES.join('|'));
/** The views that draw with recharts. In another script the library would load with every view of that script. */
const CHARTS = /[\\/]features[\\/](charts[\\/]|keys[\\/]memory[\\/]|benchmark[\\/](benchmark-view|results[\\/]))/;
const EDITOR = /[\\/]features[\\/]settings[\\/](text[\\/]conf-|plan[\\/]merged-files)/;

/**
 * The view in five scripts instead of 135, and one more for each other language: each request costs the browser more than
 * the code in it. A group takes what its modules import, except what an earlier group has, so that no script imports from
 * a later one.
 */
const scripts = {
  groups: [
    ...LANGUAGES.map((code) => ({ name: `texts-${code}`, test: textsIn(code), priority: 6 })),
    { name: 'app', tags: ['$initial' as const], priority: 5 },
    // What is shown at `/`, before and after the installation.
    { name: 'first', test: /[\\/]features[\\/](summary[\\/]home|first-run[\\/]install-page)\.tsx$/, priority: 4 },
    { name: 'views', test: isOfOtherViews, priority: 3 },
    { name: 'charts', test: CHARTS, priority: 2 },
    { name: 'editor', test: EDITOR, priority: 1 },
  ],
};

/** The modules with the texts of languages, such as `de` or `de|fr`. */
function textsIn(codes: string): RegExp {
  return new RegExp(`\\.(?:${codes})\\.ts$|^\0virtual:texts/(?:${codes})$`);
}

/** Not the drawing library and the editor: each is as large as all other views. */
function isOfOtherViews(id: string): boolean {
  const own = /[\\/]renderer[\\/]/.test(id) && !/[\\/]node_modules[\\/]/.test(id);
  return own && !CHARTS.test(id) && !EDITOR.test(id) && !TRANSLATED.test(id);
}

const renderer: UserConfig['renderer'] = {
  root: 'renderer',
  plugins: [
    translations(LANGUAGES, 'renderer/lib/language.ts'),
    react(),
    licenceNotices('renderer'),
    stampWhenBuilt('renderer'),
  ],
  build: {
    target: 'chrome120',
    // electron-vite leaves it out by default, as a window reads from its disk; a browser is served the same files.
    minify: true,
    // One style sheet, there before the first view: one that is lost later cannot be asked for again as code can.
    cssCodeSplit: false,
    rolldownOptions: { input: 'renderer/index.html', output: { codeSplitting: scripts } },
  },
};

/** A command line needs no view: what it finds stale it builds in a second. Else everything is built. */
export default defineConfig(process.env.VROOLI_BUILD === 'main' ? { main, preload } : { main, preload, renderer });
