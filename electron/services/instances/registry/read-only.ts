import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { desktopFolder, instancePaths } from '../../platform/home/paths.ts';

/**
 * The file that makes an instance read-only for every client of this home. Its existence alone counts, so that a damaged
 * one still protects the keys. A tenant's is in its own folder and is deleted and recovered with it.
 */
function markerOf(environment: Environment, id: string): string {
  const folder = id === MAIN ? desktopFolder(environment.home) : instancePaths(environment, id).root;
  return join(folder, 'read-only');
}

/** Whether this app refuses to change the keys of an instance. @throws Error if its folder cannot be read */
export async function isReadOnly(environment: Environment, id: string): Promise<boolean> {
  return (await orNull(stat(markerOf(environment, id)))) !== null;
}

export async function setReadOnly(environment: Environment, id: string, readOnly: boolean): Promise<void> {
  const marker = markerOf(environment, id);
  if (!readOnly) {
    await rm(marker, { force: true });
    return;
  }
  ensureFolder(dirname(marker));
  await writeDurably(marker, `Vrooli Redis Desktop does not change the keys of ${id} while this file exists.\n`);
}

/** @throws AppError READ_ONLY */
export async function assertWritable(environment: Environment, id: string): Promise<void> {
  if (!(await isReadOnly(environment, id))) return;
  const message = `${id} is set to read-only in this app, so its keys are not changed. Turn the switch off first.`;
  throw new AppError('READ_ONLY', message, { id });
}
