import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The built program of a worker, beside the running program or above its chunks; null if the app runs from source. */
export function workerFile(name: 'key-index-worker' | 'compare-worker'): string | null {
  const here = import.meta.dirname;
  // The names are set in `electron.vite.config.ts`.
  return [join(here, `${name}.cjs`), join(here, '..', `${name}.cjs`)].find((path) => existsSync(path)) ?? null;
}
