import { utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';
import type { Plugin } from 'vite';

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
function stampWhenBuilt(part: 'main' | 'renderer'): Plugin {
  let folder = 'out';
  let began = new Date();
  return {
    name: 'stamp-when-built',
    configResolved: ({ root, build }) => {
      folder = dirname(resolve(root, build.outDir));
      began = new Date();
    },
    closeBundle(error) {
      if (error) return;
      const stamp = join(folder, `.built-${part}`);
      writeFileSync(stamp, '');
      utimesSync(stamp, began, began);
    },
  };
}

const main: UserConfig['main'] = {
  plugins: [leaveOutUnused, stampWhenBuilt('main')],
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
      // Optional speed-ups of ws and the updater's program: looked for at run time, absent by default.
      external: ['electron', 'bufferutil', 'utf-8-validate'],
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
    rolldownOptions: { input: 'renderer/index.html' },
  },
};

/** A command line needs no view: what it finds stale it builds in a second. Else everything is built. */
export default defineConfig(process.env.VROOLI_BUILD === 'main' ? { main, preload } : { main, preload, renderer });
