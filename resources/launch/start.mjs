// `npm start`: builds what is stale, then opens the app in a window or serves it to the browser.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';
import { root, whatIsMissing } from './checkout.mjs';
import { refuse } from './refuse.mjs';

try {
  const missing = whatIsMissing(process.versions.node);
  if (missing !== null) throw new Error(missing);
  await buildIfStale('all');
  await import(pathToFileURL(join(root, 'out', 'main', 'start.js')).href);
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error), process.argv.slice(2));
}
