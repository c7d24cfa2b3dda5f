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
 * Copies the source tree without build output, so that builds in it do not disturb other tests. The copy shares the
 * installed packages.
 * @param onEnd gets the function that removes the copy, where several tests share it; by default the end of the test calls it
 */
export async function copyOfCheckout(
  options: { readonly packages?: boolean; readonly onEnd?: (remove: () => Promise<void>) => void } = {},
): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-checkout-`)));
  (options.onEnd ?? onTestFinished)(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  await Promise.all(
    [...parts, 'electron.vite.config.ts'].map((part) =>
      cp(join(projectRoot, part), join(folder, part), { recursive: true }),
    ),
  );
  if (options.packages !== false) await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
