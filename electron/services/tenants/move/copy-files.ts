import { cp, rm } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { folderBytes } from '../../platform/files/folder-bytes.ts';
import { folderDigest } from '../../platform/files/folder-digest.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import type { MoveDeps } from './move-deps.ts';
import { containersAt, type MovePlace, placeName, stagedFiles } from './move-place.ts';

interface Ends {
  readonly from: MovePlace;
  readonly to: MovePlace;
}

/** Copies the data of a tenant that does not run. @returns how many bytes */
export async function copyFiles(deps: MoveDeps, id: string, { from, to }: Ends, signal: AbortSignal): Promise<number> {
  const { home } = deps.environment;
  const { data: own } = instancePaths(deps.environment, id);
  const { data: folder } = stagedFiles(home, id);
  const here = from.engine === null ? own : folder;
  if (from.engine !== null) await deps.engineAt(from.engine).downloadData(id, folder, signal);
  if (to.engine !== null) {
    await deps.engineAt(to.engine).replaceData(id, here, signal);
    return folderBytes(here);
  }
  ensureFolder(own);
  await cp(here, own, { recursive: true });
  return folderBytes(own);
}

/**
 * Reads the data of one side again, and compares it with the copy.
 * @returns the digest of both
 * @throws AppError CONFLICT
 */
export async function compareFiles(
  deps: MoveDeps,
  id: string,
  { from, to }: Ends,
  signal: AbortSignal,
): Promise<string> {
  const { data: own } = instancePaths(deps.environment, id);
  const { data, compared } = stagedFiles(deps.environment.home, id);
  // At least one of the two machines is remote.
  const again = containersAt(deps, to.engine === null ? from : to);
  await again?.downloadData(id, compared, signal);
  const here = from.engine === null || to.engine === null ? own : data;
  const [ours, theirs] = [await folderDigest(here), await folderDigest(compared)];
  await rm(compared, { recursive: true, force: true });
  if (ours === theirs) return ours;
  const message = `The files of ${id} on ${placeName(from)} and on ${placeName(to)} differ (${ours}; ${theirs}), so ${id} stays where it is.`;
  throw new AppError('CONFLICT', message, { what: 'data' });
}
