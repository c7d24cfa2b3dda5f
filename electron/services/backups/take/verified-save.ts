import { type FileHandle, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupDatabase } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { isUnreadable, openStateFile } from '../../platform/files/state-file.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { SaveMark } from '../../redis/data/save-mark.ts';
import { lowerSavePriority } from '../../redis/data/save-priority.ts';
import { type InfoFields, infoNumber, keyspace, parseInfo } from '../../redis/info/info.ts';

/** A server that forks and saves may take this long to reply. */
const ANSWER_MS = 30_000;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 20;
/** How often another save may replace our dump before it is opened. */
const TRIES = 20;

/** The dump of our own save, held open, so that later saves do not matter. */
export interface OwnSave {
  readonly file: FileHandle;
  readonly savedAt: Date;
  /** The keys at the moment of the save. */
  readonly databases: readonly BackupDatabase[];
  readonly memoryBytes: number | null;
  readonly redisVersion: string | null;
  readonly mark: SaveMark | null;
}

/** What is needed to make a server save. */
export interface SaveRequest {
  readonly id: string;
  readonly link: RedisLink;
  readonly op: Pick<OperationContext, 'progress'> & Partial<Pick<OperationContext, 'signal' | 'log'>>;
  /** The reason of a failed save from the server's log; null if it logged none. */
  readonly failureReason?: () => Promise<string | null>;
}

/** What is needed to make a server save and to read its dump. */
export interface Saving extends SaveRequest {
  /** The path of the server's data folder on this computer. */
  readonly dataFolder: string;
  readonly op: OperationContext;
  /** Whether the clients of the server come before the save. */
  readonly gently: boolean;
}

/**
 * Makes the server save, and opens its dump. If another save is running, ours begins after it, because that one may
 * have begun before the last write.
 *
 * How it recognizes its own save: INFO, BGSAVE and INFO are sent in one write, so that no command comes between them.
 * The first INFO gives the keys in the save. `rdb_saves` of the second counts saves as they begin: while it has not
 * grown, or has grown by one and the file of that save is still temporary, the dump is ours. The order matters: open
 * the dump, read the folder for temporary files, read `rdb_saves`.
 * @returns null when the file cannot be accessed from here
 * @throws AppError SAVE_FAILED
 */
export async function ownSave(saving: Saving): Promise<OwnSave | null> {
  for (let tried = 0; tried < TRIES; tried++) {
    const begun = await beginSave(saving);
    const endLowPriority = saving.gently ? lowerSavePriority(begun.info) : null;
    const { info, ended } = await untilEnded(saving, begun).finally(() => endLowPriority?.());
    if (!ended) continue;
    if (info.get('rdb_last_bgsave_status') !== 'ok') throw await saveFailed(saving);
    reportSaved(saving, begun);
    const file = await openDump(saving);
    if (file === null) return null;
    if (await stillOurs(saving, begun)) {
      const { savedAt, databases, memoryBytes, redisVersion, saves, runId } = begun;
      const mark = saves === null ? null : { runId, saves };
      return { file, savedAt, databases, memoryBytes, redisVersion, mark };
    }
    await file.close();
  }
  throw new AppError(
    'SAVE_FAILED',
    `${saving.id} saved again before the dump of this backup could be identified. Try again.`,
    {
      id: saving.id,
      reason: 'too many saves in a row',
    },
  );
}

/**
 * Makes the server save, and returns when a save that began after this call is on disk.
 * @throws AppError SAVE_FAILED
 */
export async function saveNow(request: SaveRequest): Promise<void> {
  const begun = await beginSave(request);
  const { info } = await untilEnded(request, begun);
  if (info.get('rdb_last_bgsave_status') !== 'ok') throw await saveFailed(request);
  reportSaved(request, begun);
}

/** The last figure of a poll is that of some moment before the end. */
function reportSaved({ op }: SaveRequest, { databases }: Begun): void {
  const keys = databases.reduce((sum, one) => sum + one.keys, 0);
  op.progress(1, `${counted(keys, 'key')} saved`);
}

interface Begun {
  /** Of the server before the save. */
  readonly info: InfoFields;
  readonly savedAt: Date;
  readonly databases: readonly BackupDatabase[];
  readonly memoryBytes: number | null;
  readonly redisVersion: string | null;
  /** The number of saves that have begun, ours included; null before Redis 7, which does not count them. */
  readonly saves: number | null;
  readonly runId: string;
}

async function beginSave(saving: SaveRequest): Promise<Begun> {
  const { link, op } = saving;
  let pause = FIRST_PAUSE_MS;
  let awaited = false;
  for (;;) {
    op.signal?.throwIfAborted();
    const [before, reply, after] = await link.batch(ANSWER_MS, [['INFO'], ['BGSAVE'], ['INFO', 'persistence']]);
    if (reply instanceof AppError) throw reply;
    if (before instanceof Error) throw await cannotSave(saving, before);
    const info = parseInfo(String(before));
    if (!(reply instanceof Error) && /started/i.test(String(reply))) {
      return {
        info,
        savedAt: new Date(),
        databases: keyspace(info).map(({ index, keys, expires }) => ({ index, keys, expires })),
        memoryBytes: infoNumber(info, 'used_memory'),
        redisVersion: info.get('valkey_version') ?? info.get('redis_version') ?? null,
        saves: infoNumber(parseInfo(String(after)), 'rdb_saves'),
        runId: info.get('run_id') ?? '',
      };
    }
    const busy = info.get('loading') === '1' || isBusy(info);
    if (!busy && reply instanceof Error && !/in progress|child process|scheduled/i.test(reply.message)) {
      throw await cannotSave(saving, reply);
    }
    if (!awaited)
      op.log?.(
        info.get('loading') === '1' ? 'Waiting until the data is loaded.' : 'Waiting until another save has finished.',
      );
    awaited = true;
    op.progress(null, info.get('loading') === '1' ? 'waiting until the data is loaded' : 'waiting for another save');
    await sleep(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** Waits until a server that has just started has loaded its data. */
export async function untilLoaded({ link, op }: Pick<Saving, 'link' | 'op'>): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    op.signal.throwIfAborted();
    const info = parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'persistence')));
    if (info.get('loading') !== '1') return;
    op.progress(null, 'waiting until the data is loaded');
    await sleep(pause);
  }
}

function isBusy(info: InfoFields): boolean {
  return ['rdb_bgsave_in_progress', 'aof_rewrite_in_progress', 'module_fork_in_progress'].some(
    (name) => info.get(name) === '1',
  );
}

async function untilEnded({ link, op }: SaveRequest, begun: Begun): Promise<{ info: InfoFields; ended: boolean }> {
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    op.signal?.throwIfAborted();
    const info = parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'persistence')));
    const saves = infoNumber(info, 'rdb_saves');
    const another = begun.saves !== null && saves !== null && saves > begun.saves;
    if (info.get('rdb_bgsave_in_progress') !== '1' || another) return { info, ended: true };
    const done = infoNumber(info, 'current_save_keys_processed');
    const total = infoNumber(info, 'current_save_keys_total');
    op.progress(
      done !== null && total ? done / total : null,
      total ? `${formatCount(done ?? 0)} of ${counted(total, 'key')} saved` : 'saving',
    );
    await sleep(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** Must be called after the dump was opened. */
async function stillOurs({ link, dataFolder }: Saving, begun: Begun): Promise<boolean> {
  if (begun.saves === null) return true;
  // The folder is read before INFO: the file of a save that begins in between would be taken for that of an earlier save.
  const laterIsWritten = await isBeingWritten(dataFolder, begun.savedAt);
  const info = parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'persistence')));
  const since = (infoNumber(info, 'rdb_saves') ?? begun.saves) - begun.saves;
  return since === 0 || (since === 1 && laterIsWritten);
}

/**
 * Whether a later save has not replaced the dump yet. INFO cannot show that: the child process renames the file, and
 * the server notices later.
 */
async function isBeingWritten(dataFolder: string, since: Date): Promise<boolean> {
  const temporary = (await readdir(dataFolder)).filter((name) => /^temp-\d+\.rdb$/.test(name));
  const found = await Promise.all(temporary.map((name) => orNull(stat(join(dataFolder, name)))));
  // An older file was left by a save that was killed.
  return found.some((file) => file !== null && file.mtimeMs > since.getTime());
}

/** An open dump does not change: the next save replaces it by a rename. */
async function openDump({ link, dataFolder }: Saving): Promise<FileHandle | null> {
  const reply = await link.call(ANSWER_MS, 'CONFIG', 'GET', 'dbfilename');
  const name = Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : 'dump.rdb';
  try {
    return await openStateFile(join(dataFolder, name));
  } catch (error) {
    if (isUnreadable(error) && error.data.trouble === 'denied') return null;
    throw error;
  }
}

async function saveFailed({ id, link, failureReason }: SaveRequest): Promise<AppError<'SAVE_FAILED'>> {
  const reason = (await failureReason?.().catch(() => null)) ?? 'its log gives the reason';
  const stops = await refusesWrites(link).catch(() => false);
  const writes = stops ? ` Until a save succeeds, ${id} refuses writes (stop-writes-on-bgsave-error).` : '';
  return new AppError(
    'SAVE_FAILED',
    `${id} could not save its data: ${reason}. Check the disk space and the permissions of its data folder, then try again.${writes}`,
    { id, reason },
  );
}

/** After a failed save, a server with save points refuses writes, unless stop-writes-on-bgsave-error is off. */
async function refusesWrites(link: RedisLink): Promise<boolean> {
  const [stop, save] = await Promise.all(
    ['stop-writes-on-bgsave-error', 'save'].map((name) => link.call(ANSWER_MS, 'CONFIG', 'GET', name)),
  );
  const value = (reply: unknown) => (Array.isArray(reply) ? reply[1] : null);
  return value(stop) === 'yes' && value(save) !== '';
}

async function cannotSave({ id }: SaveRequest, error: Error): Promise<AppError<'SAVE_FAILED'>> {
  return new AppError(
    'SAVE_FAILED',
    `${id} refuses to save: ${error.message}.`,
    { id, reason: error.message },
    { cause: error },
  );
}
