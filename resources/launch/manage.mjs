// Run by manage.sh in a source checkout if the program may be stale: builds it if necessary, then runs it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, whatIsMissing } from './checkout.mjs';
import { refuse } from './refuse.mjs';
import { isStale } from './staleness.mjs';

const args = process.argv.slice(2);
const missing = whatIsMissing(process.versions.node);

/** Only the web server needs the built view. */
const part = args.some((arg) => arg === 'serve' || arg.endsWith('=serve')) ? 'all' : 'main';

try {
  if (missing !== null) throw new Error(missing);
  // Loaded only then: if nothing is stale, the command must not wait for the build tools.
  if (isStale(root, part)) await (await import('./build.mjs')).buildIfStale(part);
  await import(pathToFileURL(join(root, 'out', 'main', 'cli.cjs')).href);
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error), args);
}
