import { randomBytes } from 'node:crypto';
import { chmod, chown, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { shownPath } from '../../platform/home/paths.ts';
import type { DataFiles } from '../../redis/data/data-files.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { canReach } from '../take/can-reach.ts';
import type { PreparedData } from './prepare-data.ts';

const ALL = constants.R_OK | constants.W_OK | constants.X_OK;
/** Enough for a shell and two small programs. Docker's minimum is 6 MB. */
const HELPER_BYTES = 64 * 1024 ** 2;

/** Keeps the owner, because the server may run as that user. Our group gets the rights that a rename needs. */
const openScript = 'chgrp -R "$1" /data && chmod -R g+rwX /data';

/**
 * Makes sure that the files in an instance's data folder can be replaced. If the folder belongs to another user, such
 * as the one that the official image drops to, root in a container of the instance's image gives our group access.
 * @throws AppError BACKUP_UNSUITABLE with a command that does the same, if that fails
 */
export async function reachData(
  deps: BackupDeps,
  instance: ManagedInstance,
  names: DataFiles,
  op: OperationContext,
): Promise<void> {
  if (await isReached(instance, names)) return;
  const { entry, paths } = instance;
  const image = entry?.imageId ?? entry?.image;
  if (can(entry?.runtime, 'mounts') && entry?.mounts.data && image) {
    // With rootless Docker, the user's group is group 0 in the container.
    for (const group of [String(process.getgid?.() ?? 0), '0']) {
      await openByContainer(deps, { image, folder: paths.data, group }, op);
      if (!(await isReached(instance, names))) continue;
      op.warn(`${shownPath(paths.data)} belongs to another user: your group got write access to it.`);
      return;
    }
  }
  throw outOfReach(instance);
}

/** Lets the server read the staged files: it may run as another user, the owner of the data folder. */
export async function giveToOwner(dataFolder: string, { folder, names }: PreparedData): Promise<void> {
  const { uid, gid } = await stat(dataFolder);
  const own = process.geteuid?.();
  if (own === undefined || uid === own) return;
  for (const name of names) {
    // Only root can change the owner. Otherwise the file becomes readable; the folder's mode keeps other users out.
    if (own === 0) await chown(join(folder, name), uid, gid);
    else await chmod(join(folder, name), 0o644);
  }
}

/** Includes the AOF folder: moving a folder requires write access to it. */
async function isReached(instance: ManagedInstance, { aofFolder }: DataFiles): Promise<boolean> {
  const { data } = instance.paths;
  if (!(await canReach(instance, data, ALL))) return false;
  const aof = join(data, aofFolder);
  return (await orNull(stat(aof))) === null || canReach(instance, aof, ALL);
}

async function openByContainer(
  deps: BackupDeps,
  { image, folder, group }: { readonly image: string; readonly folder: string; readonly group: string },
  op: OperationContext,
): Promise<void> {
  const name = `vrooli-scratch-${randomBytes(6).toString('hex')}-open`;
  const undo: UndoEntry = { type: 'container', name };
  await op.undo.add(undo);
  try {
    const container = await deps.startScratch({
      name,
      image,
      mounts: [{ type: 'bind', source: folder, target: '/data', readOnly: false }],
      memoryBytes: HELPER_BYTES,
      script: openScript,
      args: [group],
      user: 'root',
      signal: op.signal,
    });
    await container.ended;
    await container.close();
  } catch (error) {
    op.signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    // The image or Docker cannot do it. The caller's error names the command that the user can run.
    op.log(error.message);
  }
  await op.undo.drop(undo);
}

function outOfReach({ id, entry, paths }: ManagedInstance): AppError<'BACKUP_UNSUITABLE'> {
  const data = shownPath(paths.data);
  const reason = `this user cannot write to its data folder, ${data}`;
  const problem = `Nothing can be restored into ${id}: ${reason}`;
  const other = 'Or restore into a new tenant instead.';
  const inVolume = can(entry?.runtime, 'mounts') && entry?.mounts.data === null;
  const fix = inVolume
    ? `, which is in a Docker volume. Restore into a new tenant instead.`
    : `. Give your group write access and try again: sudo chgrp -R "$(id -g)" ${data} && sudo chmod -R g+rwX ${data}. ${other}`;
  return new AppError('BACKUP_UNSUITABLE', problem + fix, { name: id, reason });
}
