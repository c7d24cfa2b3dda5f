import { chmod, stat, writeFile } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { ActionContext } from '../../cli/action.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import * as instanceWords from './words.ts';

/**
 * Asks before a file is replaced.
 * @returns whether an existing file may be replaced @throws AppError BAD_VALUE, CANCELLED
 */
export async function mayReplace(
  { questions }: ActionContext,
  { yes }: Arguments<'yes'>,
  path: string,
): Promise<boolean> {
  const there = await stat(path).catch(() => null);
  if (there === null) return false;
  if (!there.isFile())
    throw badUsage('--output', instanceWords.thePathOfAFile, `--output: ${path} is not a file: give the path of one.`);
  await questions.confirm({
    yes,
    what: instanceWords.replacesTheFilePath(path),
    lost: async () => [instanceWords.pathAlreadyExistsSize(path, formatBytes(there.size))],
    question: instanceWords.replaceIt,
  });
  return true;
}

/** @param mode its permission bits, also for an existing file @throws AppError DISK_FULL, BAD_VALUE */
export async function writeOutput(
  path: string,
  content: string | Uint8Array,
  replaces: boolean,
  mode = 0o666,
): Promise<void> {
  try {
    // Set before the content is written: it may be a secret, and others may be able to read the old file.
    if (replaces && mode !== 0o666) await chmod(path, mode);
    await writeFile(path, content, { flag: replaces ? 'w' : 'wx', mode });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : instanceWords.unknownReason;
    if (reason === 'ENOSPC')
      throw new AppError('DISK_FULL', instanceWords.theDiskIsFullMakeRoom, { needed: null, free: null });
    const expected = instanceWords.aWritableFile;
    throw badUsage('--output', expected, `--output: ${path} cannot be written (${reason}): give ${expected}.`);
  }
}
