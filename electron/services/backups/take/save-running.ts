import { constants } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { cancellableLink } from '../../operations/run/cancellable-link.ts';
import { copyHashed } from '../../platform/files/copy-file.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { gentleCopy } from '../../platform/files/gentle-copy.ts';
import { openExistingFile } from '../../platform/files/state-file.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { type DataFiles, dataFiles } from '../../redis/data/data-files.ts';
import { type HeldFile, holdAof, holdFile, isUnreadable, ownContents, release } from '../../redis/data/data-set.ts';
import { liveNames } from '../../redis/data/live-names.ts';
import { readRdbHeader } from '../../redis/data/rdb-header.ts';
import { receiveSnapshot } from '../../redis/data/replication-stream.ts';
import { infoNumber, keyspace, parseInfo } from '../../redis/info/info.ts';
import { logMessage } from '../../redis/log/log-message.ts';
import { packArchive } from '../store/archive-file.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { byteProgress } from '../work/copy-progress.ts';
import { canReach } from './can-reach.ts';
import { leavesDump, restoreDumpState, savesForArchive } from './restore-dump-state.ts';
import type { SavedData, SaveTask } from './save-task.ts';
import { type OwnSave, ownSave, type Saving, untilLoaded } from './verified-save.ts';

const ANSWER_MS = 30_000;
/** Ratio of memory to dump size for text that compresses well. */
const COMPRESSED = 4;

/** Saves the data of a running server without stopping or blocking it. @throws AppError SAVE_FAILED, DISK_FULL */
export async function saveRunning(deps: BackupDeps, task: SaveTask): Promise<SavedData> {
  const { instance, op } = task;
  const shared = await deps.observer.link(instance);
  if (!shared) throw new Error(`${instance.id} runs and has no address`);
  const link = cancellableLink(shared, instance.id, op);
  const names = await liveNames(link, await dataFiles(confPlaceOf(instance)));
  const runtime = instance.entry ? deps.runtimes[instance.entry.runtime] : null;
  const saving: Saving = {
    id: instance.id,
    link,
    dataFolder: await dataFolderOf(link, task),
    op,
    gently: task.gently,
    failureReason: async () => failureLine((await runtime?.recentOutput(instance.id, 30)) ?? []),
  };
  // If the server keeps no dump, that of the backup must be removed afterwards.
  const rights = constants.R_OK | constants.X_OK | (leavesDump(task, names) ? constants.W_OK : 0);
  const reached = await canReach(instance, saving.dataFolder, rights);
  if (!reached && task.kind === 'archive') throw unreachable(saving.id);
  await requireRoom(task, saving, names);
  // A dump in a folder that we cannot read would only be left there.
  if (!reached) return overConnection(task, saving);
  return task.kind === 'archive' ? archive(task, saving, names) : snapshot(task, saving, names);
}

async function snapshot(task: SaveTask, saving: Saving, names: DataFiles): Promise<SavedData> {
  const { op, part } = task;
  return restoreDumpState(task, saving, names, async () => {
    const save = await op.step('save-data', () => ownSave(saving));
    if (save === null) return overConnection(task, saving);
    try {
      return await op.step('copy-data', async () => {
        const [header, { size }] = await Promise.all([readRdbHeader(save.file), save.file.stat()]);
        await requireSpace(part, size, `A backup of ${saving.id}`);
        const { bytes, sha256 } = await (task.gently ? gentleCopy : copyHashed)(save.file, part, {
          signal: op.signal,
          progress: byteProgress(op, size),
        });
        return { ...facts(save), mark: save.mark, rdbVersion: header?.rdbVersion ?? null, sizeBytes: bytes, sha256 };
      });
    } finally {
      await save.file.close();
    }
  });
}

/** Receives the data as a replica does, if the files cannot be read from here. The verification counts its keys. */
async function overConnection({ instance, op, part }: SaveTask, saving: Saving): Promise<SavedData> {
  return op.step('receive-data', async () => {
    const settings = await configuredSettings(confPlaceOf(instance));
    const address = instance.entry?.address;
    if (!address) throw new Error(`${instance.id} runs and has no address`);
    await untilLoaded(saving);
    const counted = await countNow(saving.link);
    const { bytes, sha256 } = await receiveSnapshot(
      instance.id,
      { ...address, password: settings?.password ?? null },
      part,
      {
        signal: op.signal,
        progress: (received) => op.progress(null, `${formatBytes(received)} received`),
      },
    );
    const file = await openExistingFile(part);
    const header = await readRdbHeader(file).finally(() => file.close());
    return { ...counted, rdbVersion: header?.rdbVersion ?? null, sizeBytes: bytes, sha256 };
  });
}

async function archive(task: SaveTask, saving: Saving, names: DataFiles): Promise<SavedData> {
  const { op, part, instance } = task;
  const needsSave = savesForArchive(names);
  return restoreDumpState(task, saving, names, async () => {
    const save = needsSave ? await op.step('save-data', () => ownSave(saving)) : null;
    if (needsSave && save === null) throw unreachable(saving.id);
    const held: HeldFile[] = [];
    try {
      const about = await op.step('collect-files', async () => {
        if (save) {
          const { size, mtime } = await save.file.stat();
          held.push({ path: names.rdb, content: save.file, size, mtime });
        }
        const counted = await countNow(saving.link);
        if (names.usesAof) held.push(...(await aofOf(saving, names)));
        const settings = await holdFile(instance.paths.config, 'redis.conf');
        if (settings) held.push(settings);
        return save && !names.usesAof ? facts(save) : counted;
      });
      return await op.step('pack-files', async () => {
        const total = held.reduce((sum, { size }) => sum + size, 0);
        await requireSpace(part, total, `An archive of ${saving.id}`);
        const { bytes, sha256 } = await packArchive(held, part, {
          signal: op.signal,
          progress: byteProgress(op, total),
        });
        const header = save ? await readRdbHeader(save.file) : null;
        const contents = ownContents(held, names);
        return { ...about, contents, rdbVersion: header?.rdbVersion ?? null, sizeBytes: bytes, sha256 };
      });
    } finally {
      await release(held);
      await save?.file.close().catch(() => undefined);
    }
  });
}

async function aofOf({ id, dataFolder }: Saving, names: DataFiles): Promise<readonly HeldFile[]> {
  const held = await holdAof(dataFolder, names).catch((error: unknown) => {
    throw isUnreadable(error) ? unreachable(id) : error;
  });
  if (held === null) throw unreachable(id);
  return held;
}

type Facts = Pick<SavedData, 'createdAt' | 'databases' | 'countsExact' | 'redisVersion' | 'memoryBytes'>;

function facts(save: OwnSave): Facts {
  return {
    createdAt: save.savedAt.toISOString(),
    databases: [...save.databases],
    countsExact: true,
    redisVersion: save.redisVersion,
    memoryBytes: save.memoryBytes,
  };
}

/** Approximate counts: the files may also contain writes that come after this call. */
export async function countNow(link: RedisLink): Promise<Facts> {
  const info = parseInfo(String(await link.call(ANSWER_MS, 'INFO')));
  return {
    createdAt: new Date().toISOString(),
    databases: keyspace(info).map(({ index, keys, expires }) => ({ index, keys, expires })),
    countsExact: false,
    redisVersion: info.get('valkey_version') ?? info.get('redis_version') ?? null,
    memoryBytes: infoNumber(info, 'used_memory'),
  };
}

/**
 * Refuses before the server saves if the disk has no room for the dump and its copy. The dump is about as large as the
 * last one; without one, the estimate is the size of the dataset in memory, compressed like text.
 */
async function requireRoom(task: SaveTask, saving: Saving, names: DataFiles): Promise<void> {
  const dumpSize = await dumpBytes(saving.link, () => holdFile(saving.dataFolder, names.rdb));
  await requireSpace(task.part, 2 * dumpSize, `A backup of ${saving.id}`);
}

async function dumpBytes(link: Pick<RedisLink, 'call'>, hold: () => Promise<HeldFile | null>): Promise<number> {
  const [before, info] = await Promise.all([
    hold().catch(() => null),
    link.call(ANSWER_MS, 'INFO', 'memory').then((text) => parseInfo(String(text))),
  ]);
  await release(before ? [before] : []);
  const dataset = infoNumber(info, 'used_memory_dataset') ?? 0;
  return before ? Math.min(before.size, dataset) : Math.round(dataset / COMPRESSED);
}

/** About how large a backup of a running server becomes, in bytes: its dataset in memory, compressed like text. */
export async function estimatedDumpBytes(link: Pick<RedisLink, 'call'>): Promise<number> {
  return dumpBytes(link, async () => null);
}

/** The line of a server's log with the reason of a failed save. */
function failureLine(lines: readonly string[]): string | null {
  const line = lines.findLast(
    (text) => /error|fail|denied|no space|can't/i.test(text) && !/Background saving error/.test(text),
  );
  return line === undefined ? null : logMessage(line);
}

function unreachable(id: string): AppError<'SAVE_FAILED'> {
  return new AppError(
    'SAVE_FAILED',
    `${id} cannot be archived: its data folder cannot be read from here. Take a snapshot, which uses its connection.`,
    { id, reason: 'the data folder cannot be read' },
  );
}

/** A local process reports its folder. A container reports a path inside it, so its mount is used. */
async function dataFolderOf(link: RedisLink, { instance }: SaveTask): Promise<string> {
  if (!instance.entry || can(instance.entry.runtime, 'mounts')) return instance.paths.data;
  const reply = await link.call(30_000, 'CONFIG', 'GET', 'dir').catch(() => null);
  // Empty for a path of more than 1,023 characters.
  return (Array.isArray(reply) && typeof reply[1] === 'string' && reply[1]) || instance.paths.data;
}
