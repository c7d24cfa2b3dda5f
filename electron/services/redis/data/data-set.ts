import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupContents } from '../../../../shared/contract/backup.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import { openStateFile, readStateBytes } from '../../platform/files/state-file.ts';
import { splitArgs } from '../conf/conf-args.ts';
import type { DataFiles } from './data-files.ts';

/** Attempts to read a set of files that a rewrite changes. */
const MAX_ATTEMPTS = 50;

/** An open file of a dataset with its size at that time. A rename or removal does not affect it. */
export interface HeldFile {
  /** Relative to the data folder: `appendonlydir/appendonly.aof.1.incr.aof`. */
  readonly path: string;
  readonly content: FileHandle | Buffer;
  readonly size: number;
  readonly mtime: Date;
}

/**
 * Opens a consistent set of AOF files without blocking rewrites, which may exchange them at any moment: reads the
 * manifest, opens its files, and reads the manifest again. If it is unchanged, the set is complete. Open files survive a
 * later removal, and their sizes exclude later appends.
 * @returns null when there is no AOF
 */
export async function holdAof(dataFolder: string, names: DataFiles): Promise<readonly HeldFile[] | null> {
  const manifestName = `${names.aofFolder}/${names.aof}.manifest`;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const manifest = await readStateBytes(join(dataFolder, manifestName));
    if (manifest === null) return holdSingle(dataFolder, names.aof);
    const held = await holdAll(
      dataFolder,
      manifestFiles(manifest.toString('utf8')).map((name) => `${names.aofFolder}/${name}`),
    );
    const manifestAfter = await readStateBytes(join(dataFolder, manifestName));
    if (held && manifestAfter?.equals(manifest)) {
      return [...held, { path: manifestName, content: manifest, size: manifest.length, mtime: new Date() }];
    }
    await release(held ?? []);
    await sleep(10);
  }
  throw new Error(`the AOF in ${dataFolder} changed during each of ${MAX_ATTEMPTS} attempts to read it`);
}

/** Opens one file; null when it does not exist. @throws other errors of the file system */
export async function holdFile(dataFolder: string, path: string): Promise<HeldFile | null> {
  const file = await openStateFile(join(dataFolder, path));
  if (file === null) return null;
  const { size, mtime } = await file.stat();
  return { path, content: file, size, mtime };
}

export async function release(files: readonly HeldFile[]): Promise<void> {
  await Promise.all(files.map(({ content }) => (Buffer.isBuffer(content) ? undefined : content.close())));
}

/** Parses lines `file NAME seq N type b`. Skips history files (type h), which Redis is about to remove. */
function manifestFiles(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const words = splitArgs(line.trim()) ?? [];
    const value = (key: string) => words[words.indexOf(key) + 1];
    const name = words.includes('file') ? value('file') : undefined;
    return name === undefined || value('type') === 'h' ? [] : [name];
  });
}

async function holdAll(dataFolder: string, paths: readonly string[]): Promise<readonly HeldFile[] | null> {
  const held: HeldFile[] = [];
  for (const path of paths) {
    const file = await holdFile(dataFolder, path).catch(async (error: unknown) => {
      await release(held);
      throw error;
    });
    if (file === null) {
      await release(held);
      return null;
    }
    held.push(file);
  }
  return held;
}

/** Redis before 7 has a single file. */
async function holdSingle(dataFolder: string, name: string): Promise<readonly HeldFile[] | null> {
  const file = await holdFile(dataFolder, name);
  return file === null ? null : [file];
}

/** Whether a failure means that the files exist but may not be read. */
export function isUnreadable(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errorCode(error) ?? '');
}

/** The contents of an archive that the app takes: the server's configuration decides which file it loads. */
export function ownContents(held: readonly HeldFile[], names: DataFiles): BackupContents {
  const manifest = held.find(({ path }) => path.endsWith('.manifest'));
  const path = names.usesAof ? (manifest?.path ?? names.aof) : names.rdb;
  return { form: names.usesAof ? 'aof' : 'rdb', path, decidedBy: 'server', found: [], warnings: [] };
}
