import { randomBytes } from 'node:crypto';
import { chmod, chown, copyFile, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { AppError } from '../../../shared/contract/errors.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { requireSpace } from '../platform/files/disk-space.ts';
import { requireAnswer } from '../platform/files/file-answers.ts';
import { asHomeFailure, orNull } from '../platform/files/file-errors.ts';
import { kindOf } from '../platform/files/file-owner.ts';
import { openExistingFile } from '../platform/files/state-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { shownPath } from '../platform/home/paths.ts';
import { timeStamp } from '../platform/time/time-stamp.ts';
import { invalidSetting } from '../redis/conf/check-value.ts';
import { HEADER_BYTES, type LibraryHeader, libraryHeader } from '../redis/modules/library-file.ts';

/** Modules that this app copied. Below the folder of redis.conf, which containers mount. */
const MODULES_FOLDER = 'vrooli-modules';
const LARGEST_BYTES = 1024 ** 3;
/** How many unused copies are kept, so that a revert of the settings finds the module that it names. */
const KEPT = 5;

/** A file that can be a module. */
export interface ModuleFile {
  readonly path: string;
  /** The name of its copy. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** The platform of the server that will load it. */
export interface ServerPlatform {
  readonly system: LibraryHeader['system'];
  /** The name of its processor; null if unknown. */
  readonly machine: string | null;
}

/**
 * Checks a file by its header, not by its name.
 * @param given an absolute path, because a client may run in another folder
 * @param shown its name for messages if the path means nothing to a user
 * @throws AppError BAD_VALUE, FILE_UNREADABLE
 */
export async function openModule(
  id: string,
  given: string,
  platform: ServerPlatform,
  shown: string = shownPath(given),
): Promise<ModuleFile> {
  if (!isAbsolute(given)) throw invalid(`${given} is not an absolute path. Give the whole path of the module.`);
  await requireAnswer(given);
  const found = await orNull(stat(given));
  if (found === null) throw invalid(`The file ${shown} does not exist.`);
  if (!found.isFile()) throw invalid(`${shown} is ${kindOf(found)}. Choose the file of a module, such as module.so.`);
  if (found.size > LARGEST_BYTES)
    throw invalid(`${shown} has ${formatBytes(found.size)}. A module has at most ${formatBytes(LARGEST_BYTES)}.`);
  const file = await openExistingFile(given);
  const { buffer, bytesRead } = await file
    .read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    .finally(() => file.close());
  requirePlatform(id, shown, libraryHeader(buffer.subarray(0, bytesRead)), platform);
  return { path: given, name: safeName(basename(given)), sizeBytes: found.size };
}

function requirePlatform(id: string, shown: string, header: LibraryHeader | null, platform: ServerPlatform): void {
  const names = { linux: 'Linux', macos: 'macOS' };
  if (header === null)
    throw invalid(
      `${shown} is not a compiled library, so Redis cannot load it. Choose a built module, such as module.so.`,
    );
  if (header.system !== platform.system)
    throw invalid(
      `${shown} is built for ${names[header.system]}, and ${id} runs on ${names[platform.system]}. Choose a module for ${names[platform.system]}.`,
    );
  if (header.kind !== 'library')
    throw invalid(
      `${shown} is ${header.kind === 'object' ? 'an object file' : 'a program'}, not a shared library. Link it with -shared.`,
    );
  const { machine } = platform;
  if (machine === null || header.machines.includes(machine)) return;
  throw invalid(
    `${shown} is built for ${header.machines.join(' and ')}, and ${id} runs on ${machine}. Choose a module for ${machine}.`,
  );
}

/** The name is an argument of redis.conf and a path in a container. */
function safeName(name: string): string {
  return (
    name
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(-100) || 'module.so'
  );
}

/** A folder for one module. Each copy gets its own, so that a revert finds the old one. */
export function newModuleFolder(configFolder: string): string {
  return join(configFolder, MODULES_FOLDER, `${timeStamp(new Date())}-${randomBytes(3).toString('hex')}`);
}

/** Copies a module. Redis requires that it is executable, and the server may run as another user. @throws AppError DISK_FULL, HOME_NOT_WRITABLE */
export async function copyModule({ path, name, sizeBytes }: ModuleFile, folder: string): Promise<string> {
  const parent = dirname(folder);
  const copy = join(folder, name);
  try {
    ensureFolder(folder);
    await requireSpace(folder, sizeBytes, 'The copy of the module');
    await copyFile(path, copy);
    await chmod(copy, 0o755);
    // A umask may have closed them.
    for (const one of [parent, folder]) await chmod(one, 0o755);
    await giveToOwner(dirname(parent), [parent, folder, copy]);
    return copy;
  } catch (error) {
    throw asHomeFailure(error, folder);
  }
}

/** As root, changes the owner of the files to that of redis.conf's folder, which is the user of the server. */
async function giveToOwner(owned: string, paths: readonly string[]): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = await stat(owned);
  for (const path of paths) await chown(path, uid, gid);
}

/** Removes all but the newest copies. @param used paths of copies that redis.conf names, which are never removed */
export async function pruneModules(configFolder: string, used: readonly (string | null)[]): Promise<void> {
  const folder = join(configFolder, MODULES_FOLDER);
  const names = ((await orNull(readdir(folder))) ?? []).toSorted().toReversed();
  const unused = names.map((name) => join(folder, name)).filter((path) => !used.some((file) => file?.startsWith(path)));
  for (const path of unused.slice(KEPT)) await rm(path, { recursive: true, force: true });
}

function invalid(message: string): AppError<'BAD_VALUE'> {
  return invalidSetting(
    'load',
    'the file of a module for the platform of the server',
    `${message} Nothing was changed.`,
  );
}
