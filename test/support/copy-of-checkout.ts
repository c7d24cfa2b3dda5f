import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectRoot } from './run-manage.ts';

/** What a build needs of the source tree. */
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
 * A copy of the source tree that was never built, for the test that calls it: its builds disturb nobody. It shares
 * the installed packages.
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
