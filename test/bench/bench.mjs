// `npm run bench`. The measured services are bundled like those of the program: a loader that looks up each import when
// it is used makes calls between modules slower than they are for users.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { buildIfStale } from '../../resources/launch/build.mjs';
import { root } from '../../resources/launch/checkout.mjs';

// Some rows measure the built program.
await buildIfStale('all');

/**
 * Modules find files beside their source.
 * @type {import('vite').Plugin}
 */
const sourcePlaces = {
  name: 'source-places',
  transform(code, id) {
    const [file = id] = id.split('?');
    const places = { url: pathToFileURL(file).href, dirname: dirname(file) };
    return code.replace(/import\.meta\.(url|dirname)/g, (_, place) =>
      JSON.stringify(places[/** @type {keyof typeof places} */ (place)]),
    );
  },
};

mkdirSync(join(root, 'out'), { recursive: true });
const outDir = mkdtempSync(join(root, 'out/bench-'));
try {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [sourcePlaces],
    build: {
      ssr: fileURLToPath(new URL('main.ts', import.meta.url)),
      outDir,
      target: 'node20',
      minify: false,
    },
  });
  const { main } = await import(pathToFileURL(join(outDir, 'main.js')).href);
  process.exitCode = await main(process.argv.slice(2));
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
// A failed row may leave something open, such as a connection that reconnects forever. The bench must end anyway. An
// empty write calls back after the earlier writes, so all output is written by then.
process.stderr.write('', () => process.stdout.write('', () => process.exit()));
