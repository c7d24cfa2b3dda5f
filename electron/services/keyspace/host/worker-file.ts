import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Its name in the built app: see `electron.vite.config.ts`. */
const NAME = 'key-index-worker.js';

/** The built program of a worker, beside the running program or above its chunks; null where the app runs from source. */
export function workerFile(): string | null {
  const here = import.meta.dirname;
  return [join(here, NAME), join(here, '..', NAME)].find((path) => existsSync(path)) ?? null;
}
