import { utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';

/**
 * Parts of dockerode that only `docker build` and ssh:// engines use. They cost 90 ms of every start,
 * and ssh2 brings native code; nothing here reaches them.
 */
const unusedByUs = /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|@balena\/dockerignore|tar-fs)$/;

const leaveOutUnused: Plugin = {
  name: 'leave-out-unused',
  enforce: 'pre',
  resolveId: (id) => (unusedByUs.test(id) ? '\0unused' : null),
  load: (id) => (id === '\0unused' ? 'export default {}' : null),
};

/**
 * Leaves a file whose time is when this build began, for `resources/launch` to tell what is stale: whoever builds,
 * and only when the build was good.
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

// Optional speed-ups of ws and the updater's program: looked for at run time, absent by default.
const external = ['electron', 'bufferutil', 'utf-8-validate'];

/** The terminal as one CommonJS file: of such a one Node 20 can keep the compiled code, see `run-cached.ts`. */
const buildTerminal = (outDir: string) =>
  build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [leaveOutUnused],
    ssr: { noExternal: true },
    build: {
      ssr: 'electron/terminal/cli/entry.ts',
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: true,
      rolldownOptions: {
        external,
        output: { format: 'cjs', entryFileNames: 'terminal.cjs', codeSplitting: false },
      },
    },
  });

const main: UserConfig['main'] = {
  plugins: [leaveOutUnused, stampWhenBuilt('main', buildTerminal)],
  build: {
    // Everything in a few files: a command line that starts in 100 ms cannot look through node_modules first.
    externalizeDeps: false,
    target: 'node20',
    minify: true,
    rolldownOptions: {
      input: {
        main: 'electron/main.ts',
        serve: 'electron/serve.ts',
        cli: 'electron/cli.ts',
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

const renderer: UserConfig['renderer'] = {
  root: 'renderer',
  plugins: [react(), stampWhenBuilt('renderer')],
  build: {
    target: 'chrome120',
    // electron-vite leaves it out by default, as a window reads from its disk; a browser is served the same files.
    minify: true,
    // One style sheet, there before the first view: one that is lost later cannot be asked for again as code can.
    cssCodeSplit: false,
    rolldownOptions: { input: 'renderer/index.html' },
  },
};

/** A command line needs no view: what it finds stale it builds in a second. Else everything is built. */
export default defineConfig(process.env.VROOLI_BUILD === 'main' ? { main, preload } : { main, preload, renderer });
