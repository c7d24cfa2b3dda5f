import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { copyHashed } from '../../platform/files/copy-file.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type DataFiles, dataFiles } from '../../redis/data/data-files.ts';
import { type HeldFile, holdAof, holdFile, ownContents, release } from '../../redis/data/data-set.ts';
import { readRdbHeader } from '../../redis/data/rdb-header.ts';
import { versionOf } from '../../scratch/local-program.ts';
import { packArchive } from '../store/archive-file.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { convertToRdb } from '../work/convert-data.ts';
import { byteProgress } from '../work/copy-progress.ts';
import { withWorkFolder } from '../work/work-folder.ts';
import type { SavedData, SaveTask } from './save-task.ts';

/**
 * Backs up the files of a stopped server.
 * @returns null when it has no data
 */
export async function saveStopped(deps: BackupDeps, task: SaveTask): Promise<SavedData | null> {
  const { instance, op, part } = task;
  if (instance.record?.engineName === undefined) return saveFiles(deps, task, instance.paths.data);
  const folder = join(dirname(part), `${basename(part)}-download`);
  return withWorkFolder(folder, op, async () => {
    const data = join(folder, 'data');
    await op.step('receive-data', () => deps.volumes.downloadData(instance.id, data, op.signal));
    return saveFiles(deps, task, data);
  });
}

async function saveFiles(deps: BackupDeps, task: SaveTask, data: string): Promise<SavedData | null> {
  const { instance, op, part } = task;
  const names = await dataFiles(confPlaceOf(instance));
  const held = await op.step('collect-files', () => holdData(data, names));
  if (held.length === 0) return null;
  try {
    if (task.kind === 'archive') {
      const settings = await holdFile(instance.paths.config, 'redis.conf');
      if (settings) held.push(settings);
      return await op.step('pack-files', async () => {
        const total = held.reduce((sum, { size }) => sum + size, 0);
        await requireSpace(part, total, `An archive of ${instance.id}`);
        const { bytes, sha256 } = await packArchive(held, part, {
          signal: op.signal,
          progress: byteProgress(op, total),
        });
        return {
          ...uncounted(held),
          contents: ownContents(held, names),
          rdbVersion: null,
          redisVersion: null,
          memoryBytes: null,
          sizeBytes: bytes,
          sha256,
        };
      });
    }
    if (names.usesAof) return await snapshotOfAof(deps, task, data, names, held);
    return await op.step('copy-data', () => copyDump(task, held));
  } finally {
    await release(held);
  }
}

/** Opens the files that the server would load at its next start. */
async function holdData(dataFolder: string, names: DataFiles): Promise<HeldFile[]> {
  if (names.usesAof) return [...((await holdAof(dataFolder, names)) ?? [])];
  const dump = await holdFile(dataFolder, names.rdb);
  return dump ? [dump] : [];
}

async function copyDump({ instance, op, part }: SaveTask, held: readonly HeldFile[]): Promise<SavedData> {
  const dump = held[0];
  if (!dump || Buffer.isBuffer(dump.content)) throw new Error('no dump to copy');
  const header = await readRdbHeader(dump.content);
  await requireSpace(part, dump.size, `A backup of ${instance.id}`);
  const { bytes, sha256 } = await copyHashed(dump.content, part, {
    signal: op.signal,
    progress: byteProgress(op, dump.size),
  });
  return {
    ...uncounted(held),
    rdbVersion: header?.rdbVersion ?? null,
    redisVersion: header?.redisVersion ?? null,
    memoryBytes: header?.memoryBytes ?? null,
    sizeBytes: bytes,
    sha256,
  };
}

/** A snapshot is one RDB file, so a scratch Redis loads the AOF and saves it. */
async function snapshotOfAof(
  deps: BackupDeps,
  { instance, op, part }: SaveTask,
  data: string,
  names: DataFiles,
  held: readonly HeldFile[],
): Promise<SavedData> {
  // Room for a copy of the AOF and for its snapshot, which is hardly larger.
  const total = held.reduce((sum, { size }) => sum + size, 0);
  await requireSpace(part, 2 * total, `A backup of ${instance.id}`);
  const work = `${part}-work`;
  return withWorkFolder(work, op, async () => {
    const need = {
      instance: instance.id,
      redisVersion: await versionOf(deps, instance),
      rdbVersion: null,
      memoryBytes: null,
    };
    const converted = await op.step('convert-aof', async () => {
      for (const file of held) {
        const to = join(work, file.path);
        ensureFolder(dirname(to));
        const from = join(data, file.path);
        // Redis only reads an RDB, but opens an AOF for writing and truncates it if its last command is incomplete.
        await (from.endsWith('.rdb') ? linkOrCopy(from, to) : copyFile(from, to));
      }
      return convertToRdb(deps, { folder: work, names, useAof: true, databases: names.databases, need, op });
    });
    const dump = await holdFile(work, names.rdb);
    if (!dump) throw new Error('the snapshot was not written');
    try {
      const saved = await copyDump({ instance, op, part, kind: 'snapshot', gently: false, keepDump: false }, [dump]);
      return { ...saved, databases: [...converted.databases], countsExact: true, createdAt: uncounted(held).createdAt };
    } finally {
      await release([dump]);
    }
  });
}

/** The backup is as old as its newest file. The verification counts its keys. */
function uncounted(held: readonly HeldFile[]) {
  const newest = Math.max(
    ...held.filter(({ content }) => !Buffer.isBuffer(content)).map(({ mtime }) => mtime.getTime()),
  );
  return { createdAt: new Date(newest).toISOString(), databases: null, countsExact: false } as const;
}
