import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'electron/{main,serve,cli,start,preload}.ts',
    'electron/terminal/entry.ts',
    'electron/services/keyspace/host/index-worker.ts',
    'electron/services/keyspace/compare/compare-worker.ts',
    'renderer/app/main.tsx',
    '{renderer,shared}/**/*.de.ts',
    'resources/launch/{start,manage,build-all}.mjs',
    'resources/icons/render-icons.mjs',
    'resources/release/show-sizes.mjs',
    'test/pictures/{playwright.config,pictures}.ts',
    'test/runner/{main,vitest-reporter,playwright-reporter}.ts',
    'test/bench/{main.ts,bare-info-child.mjs,compare-child.mjs,keys-child.mjs,main-load-child.mjs}',
    'test/electron-stand-in/{program,page/main-world,page/preload-world}.ts',
    'test/e2e/desktop/contract-app/main.mjs',
    'test/support/{global-setup,leak-check}.ts',
    '{electron,renderer,shared,test}/**/*.test.{ts,tsx}',
    '{electron,shared,test}/**/*.test-d.ts',
  ],
  project: [
    'electron/**/*.ts',
    'renderer/**/*.{ts,tsx,css}',
    'shared/**/*.ts',
    'test/**/*.{ts,tsx,mjs}',
    'resources/**/*.mjs',
  ],
  vitest: { config: ['test/vitest.config.ts'] },
  playwright: { config: ['test/playwright.config.ts'], entry: ['test/e2e/**/*.spec.ts'] },
  // Style sheets import each other, and they alone name the fonts.
  compilers: {
    css: (text: string) =>
      [...text.matchAll(/@import (?:url\()?['"]([^'"]+)|url\(['"](@[^'"]+)/g)]
        .map(([, sheet, font]) => `import '${sheet ?? font}';`)
        .join('\n'),
  },
  // The parts of a contract are used by the whole of it, in the same file.
  ignoreExportsUsedInFile: true,
  // Programs of the machine, not of a package.
  ignoreBinaries: ['groff', 'mkfifo', 'redis-server', 'script', 'unshare'],
  // Loaded by resources/lint/typescript-5.mjs in place of typescript.
  ignoreDependencies: ['typescript-5'],
};

export default config;
