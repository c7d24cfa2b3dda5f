import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { findChromium } from '../runner/find-chromium.ts';

const here = import.meta.dirname;

/** The path of the built program. It is named `electron`, as `ELECTRON_OVERRIDE_DIST_PATH` and Playwright expect. */
export const standInFolder = join(here, '../../node_modules/.cache/electron-stand-in');

/** Builds the program that replaces Electron. @throws Error without Chromium */
export async function buildStandIn(): Promise<string> {
  const chromium = findChromium();
  if (!chromium) throw new Error('The stand-in of Electron needs Chromium, and this machine has none.');
  await rm(standInFolder, { recursive: true, force: true });
  await mkdir(standInFolder, { recursive: true });
  const common = { configFile: false, logLevel: 'warn', publicDir: false } as const;
  const output = { outDir: standInFolder, emptyOutDir: false, minify: false } as const;
  const page = (name: string, global: string) =>
    build({
      ...common,
      build: {
        ...output,
        lib: { entry: join(here, 'page', `${name}.ts`), formats: ['iife'], name: global, fileName: () => `${name}.js` },
      },
    });
  await build({
    ...common,
    ssr: { noExternal: true },
    build: {
      ...output,
      ssr: join(here, 'program.ts'),
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'program.mjs', codeSplitting: false } },
    },
  });
  await page('main-world', 'standInMainWorld');
  await page('preload-world', 'standInPreloadWorld');
  await writeFile(join(standInFolder, 'chromium.json'), JSON.stringify({ program: chromium }));
  const program = join(standInFolder, 'electron');
  const node = `'${process.execPath.replaceAll("'", "'\\''")}'`;
  const script = `#!/bin/sh
if [ -n "$ELECTRON_RUN_AS_NODE" ]; then exec ${node} "$@"; fi
exec ${node} '${join(standInFolder, 'program.mjs')}' "$@"
`;
  await writeFile(program, script);
  await chmod(program, 0o755);
  return program;
}
