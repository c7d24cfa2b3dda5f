// What manage.sh runs in a source checkout: builds the program when it is stale, then is the program.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refuse, root, whatIsMissing } from './checkout.mjs';
import { isStale } from './staleness.mjs';

const args = process.argv.slice(2);
const missing = whatIsMissing(process.versions.node);

/** Only the web server needs the built view. */
const part = args.some((arg) => arg === 'serve' || arg.endsWith('=serve')) ? 'all' : 'main';

try {
  if (missing !== null) throw new Error(missing);
  // Loaded only then: a call that finds nothing stale shall not wait for what builds.
  if (isStale(root, part)) await (await import('./build.mjs')).buildIfStale(part);
  await import(pathToFileURL(join(root, 'out', 'main', 'cli.js')).href);
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error), args);
}
