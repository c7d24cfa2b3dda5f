import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupContents } from '../../../../shared/contract/backup.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import { openStateFile, readStateBytes } from '../../platform/files/state-file.ts';
import { splitArgs } from '../conf/conf-args.ts';
import type { DataFiles } from './data-files.ts';

/** How often a set of files that changes under us is read again. */
const TRIES = 50;

/** A file of a dataset, held open so that no rename or removal takes it away, up to the size it had then. */
export interface HeldFile {
  /** Below the data folder: `appendonlydir/appendonly.aof.1.incr.aof`. */
  readonly path: string;
  readonly content: FileHandle | Buffer;
  readonly size: number;
  readonly mtime: Date;
}

/**
 * Opens the files of an AOF that belong together. A rewrite may exchange them at any moment: the manifest is read,
 * its files are opened, and when the manifest still says the same the set is whole; what is opened stays as it was
 * whatever comes, and what is appended later is left out by the sizes. So no rewrite needs to be held off.
 * @returns null when there is no AOF
 */
export async function holdAof(dataFolder: string, names: DataFiles): Promise<readonly HeldFile[] | null> {
  const manifestName = `${names.aofFolder}/${names.aof}.manifest`;
  for (let tried = 0; tried < TRIES; tried++) {
    const manifest = await readStateBytes(join(dataFolder, manifestName));
    if (manifest === null) return holdSingle(dataFolder, names.aof);
    const held = await holdAll(
      dataFolder,
      manifestFiles(manifest.toString('utf8')).map((name) => `${names.aofFolder}/${name}`),
    );
    const still = await readStateBytes(join(dataFolder, manifestName));
    if (held && still?.equals(manifest)) {
      return [...held, { path: manifestName, content: manifest, size: manifest.length, mtime: new Date() }];
    }
    await release(held ?? []);
    await sleep(10);
  }
  throw new Error(`the AOF in ${dataFolder} changes all the time`);
}

/** Opens one file; null when it is not there. @throws for other reasons */
export async function holdFile(dataFolder: string, path: string): Promise<HeldFile | null> {
  const file = await openStateFile(join(dataFolder, path));
  if (file === null) return null;
  const { size, mtime } = await file.stat();
  return { path, content: file, size, mtime };
}

export async function release(files: readonly HeldFile[]): Promise<void> {
  await Promise.all(files.map(({ content }) => (Buffer.isBuffer(content) ? undefined : content.close())));
}

/** `file NAME seq N type b`, a line each: base, increments, and history that waits to be removed. */
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

/** The one file of Redis before 7. */
async function holdSingle(dataFolder: string, name: string): Promise<readonly HeldFile[] | null> {
  const file = await holdFile(dataFolder, name);
  return file === null ? null : [file];
}

/** Whether a failure says that the files are there and not for us to read. */
export function isUnreadable(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errorCode(error) ?? '');
}

/** Of an archive of ours: which of its files the server itself would load. */
export function ownContents(held: readonly HeldFile[], names: DataFiles): BackupContents {
  const manifest = held.find(({ path }) => path.endsWith('.manifest'));
  const path = names.usesAof ? (manifest?.path ?? names.aof) : names.rdb;
  return { form: names.usesAof ? 'aof' : 'rdb', path, decidedBy: 'server', found: [], warnings: [] };
}
