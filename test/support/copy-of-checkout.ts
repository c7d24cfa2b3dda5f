import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectRoot } from './run-manage.ts';

/** The parts of the source tree that a build needs. */
const parts = [
  'electron',
  'shared',
  'renderer',
  'resources',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
];

/**
 * Copies the source tree without build output for the calling test, so that its builds do not disturb other tests. The
 * copy shares the installed packages.
 */
export async function copyOfCheckout(options: { readonly packages: boolean } = { packages: true }): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-checkout-`)));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  await Promise.all(
    [...parts, 'electron.vite.config.ts'].map((part) =>
      cp(join(projectRoot, part), join(folder, part), { recursive: true }),
    ),
  );
  if (options.packages) await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
