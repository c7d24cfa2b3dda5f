// `npm run build`: builds everything, stale or not.
import { join } from 'node:path';
import { build } from './build.mjs';
import { withLock } from './build-lock.mjs';
import { root, whatIsMissing } from './checkout.mjs';
import { refuse } from './refuse.mjs';

const missing = whatIsMissing(process.versions.node);
if (missing === null) {
  const waiting = () => process.stderr.write('Waiting for another process that builds the program.\n');
  const lock = join(root, 'out', '.build-lock');
  await withLock(lock, { waiting, body: () => build('all') }).catch((error) => refuse(error.message, []));
} else {
  refuse(missing, []);
}
