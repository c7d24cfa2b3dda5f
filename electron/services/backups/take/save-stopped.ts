import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyHashed } from '../../platform/files/copy-file.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type DataFiles, dataFiles } from '../../redis/data/data-files.ts';
import { type HeldFile, holdAof, holdFile, ownContents, release } from '../../redis/data/data-set.ts';
import { readRdbHeader } from '../../redis/data/rdb-header.ts';
import { versionOf } from '../../scratch/local-program.ts';
import { packArchive } from '../store/archive-file.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { convertToRdb } from '../verify/convert-data.ts';
import { withWorkFolder } from '../verify/work-folder.ts';
import { byteProgress } from './copy-progress.ts';
import type { SavedData, SaveTask } from './save-task.ts';

/**
 * Saves the files of a server that does not run.
 * @returns null when it has no data
 */
export async function saveStopped(deps: BackupDeps, task: SaveTask): Promise<SavedData | null> {
  const { known, op, part } = task;
  const names = await dataFiles(confPlaceOf(known));
  const held = await op.step('Gather its files', () => holdData(known.paths.data, names));
  if (held.length === 0) return null;
  try {
    if (task.kind === 'archive') {
      const settings = await holdFile(known.paths.config, 'redis.conf');
      if (settings) held.push(settings);
      return await op.step('Pack them, with a checksum', async () => {
        const total = held.reduce((sum, { size }) => sum + size, 0);
        await requireSpace(part, total, `An archive of ${known.id}`);
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
    if (names.usesAof) return await snapshotOfAof(deps, task, names, held);
    return await op.step('Copy it, with its checksum', () => copyDump(task, held));
  } finally {
    await release(held);
  }
}

/** What the server would load at its next start. */
async function holdData(dataFolder: string, names: DataFiles): Promise<HeldFile[]> {
  if (names.usesAof) return [...((await holdAof(dataFolder, names)) ?? [])];
  const dump = await holdFile(dataFolder, names.rdb);
  return dump ? [dump] : [];
}

async function copyDump({ known, op, part }: SaveTask, held: readonly HeldFile[]): Promise<SavedData> {
  const dump = held[0];
  if (!dump || Buffer.isBuffer(dump.content)) throw new Error('no dump to copy');
  const header = await readRdbHeader(dump.content);
  await requireSpace(part, dump.size, `A backup of ${known.id}`);
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

/** A snapshot is one RDB file: what only the AOF holds is loaded in a scratch Redis and saved by that. */
async function snapshotOfAof(
  deps: BackupDeps,
  { known, op, part }: SaveTask,
  names: DataFiles,
  held: readonly HeldFile[],
): Promise<SavedData> {
  // The AOF is copied, and the snapshot of it is hardly larger.
  const total = held.reduce((sum, { size }) => sum + size, 0);
  await requireSpace(part, 2 * total, `A backup of ${known.id}`);
  const work = `${part}-work`;
  return withWorkFolder(work, op, async () => {
    await op.step('Gather its files', async () => {
      for (const file of held) {
        const to = join(work, file.path);
        await mkdir(dirname(to), { recursive: true, mode: 0o700 });
        const from = join(known.paths.data, file.path);
        // An RDB is only read. An AOF is opened to be appended to, and cut where its last command is not whole.
        await (from.endsWith('.rdb') ? linkOrCopy(from, to) : copyFile(from, to));
      }
    });
    const need = {
      instance: known.id,
      redisVersion: await versionOf(deps, known),
      rdbVersion: null,
      memoryBytes: null,
    };
    const converted = await op.step('Load its AOF and save it as a snapshot', () =>
      convertToRdb(deps, { folder: work, names, useAof: true, databases: names.databases, need, op }),
    );
    const dump = await holdFile(work, names.rdb);
    if (!dump) throw new Error('the snapshot was not written');
    try {
      const saved = await copyDump({ known, op, part, kind: 'snapshot', gently: false, keepDump: false }, [dump]);
      return { ...saved, databases: [...converted.databases], countsExact: true, createdAt: uncounted(held).createdAt };
    } finally {
      await release([dump]);
    }
  });
}

/** Its age is that of its newest file; its keys are known when it is proven. */
function uncounted(held: readonly HeldFile[]) {
  const newest = Math.max(
    ...held.filter(({ content }) => !Buffer.isBuffer(content)).map(({ mtime }) => mtime.getTime()),
  );
  return { createdAt: new Date(newest).toISOString(), databases: null, countsExact: false } as const;
}
