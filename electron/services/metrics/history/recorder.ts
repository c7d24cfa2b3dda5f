import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { instanceId } from '../../../../shared/contract/values.ts';
import { UNDO_MS } from '../../instances/registry/recently-deleted.ts';
import { livingHolder, lockContent, takeFile } from '../../platform/files/exclusive-file.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { metricsFolder } from '../../platform/home/paths.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { expiryTime } from '../../platform/time/expiry-time.ts';
import type { TickSample } from '../collect/collector.ts';
import { type History, openHistory } from './history.ts';
import { tickRow } from './row.ts';
import { tiers, tiersKeptFor } from './tiers.ts';

/** How often the history of deleted instances is removed. */
const CLEAR_INTERVAL_MS = 3600_000;
/** How long to keep it: main may be reinstalled with its data, a destroyed tenant can be restored. */
const keptFor = (id: string) => (id === MAIN ? (tiers.at(-1)?.spanMs ?? 0) : UNDO_MS);

/** Records the metrics; of all clients of a home only one records. */
export interface Recorder {
  /**
   * Whether this client is the recorder; tries to become it if there is none.
   * @param ids of all instances; if empty, no lock is taken and no file created
   */
  claim(ids: readonly string[]): Promise<boolean>;
  /** Only after `claim` returned true. Never throws: a write failure is logged once and retried with the next sample. */
  write(at: Date, samples: readonly TickSample[], ids: readonly string[]): Promise<void>;
  /** Lets another client take over. */
  release(): Promise<void>;
}

/** @param keptDays how long the charts go back */
export function createRecorder(home: string, log: Logger, keptDays: () => number): Recorder {
  const kept = tiersKeptFor(keptDays);
  const folder = metricsFolder(home);
  const lock = join(folder, 'recorder.lock');
  const histories = new Map<string, History>();
  const damaged = new Set<string>();
  /** Inode of our lock file: a different one belongs to another process. */
  let inode: number | null = null;
  let paused: { readonly since: Date; readonly reason: string } | null = null;
  let clearedAt = Number.NEGATIVE_INFINITY;

  const forget = (ids: Iterable<string>) => {
    for (const id of [...ids]) {
      histories.get(id)?.close();
      histories.delete(id);
    }
  };

  const release = async () => {
    const held = inode !== null && inodeOf(lock) === inode;
    inode = null;
    forget(histories.keys());
    if (held) await rm(lock, { force: true });
    // Leave no empty folders in a home without instances.
    await rmdir(folder).catch(() => undefined);
    await pruneEmptyFolders(home);
  };

  const claim = async (): Promise<boolean> => {
    if (inode !== null && inodeOf(lock) === inode) return true;
    inode = null;
    // Another recorder may have written in the meantime, so reopen the files.
    forget(histories.keys());
    if (await livingHolder(lock)) return false;
    ensureFolder(folder);
    if (await takeFile(lock, await lockContent('recording'), randomUUID())) return false;
    inode = inodeOf(lock);
    return true;
  };

  const historyOf = async (id: string): Promise<History> => {
    const open = histories.get(id);
    if (open) return open;
    const reportDamage = (file: string) => {
      if (damaged.has(`${id}/${file}`)) return;
      damaged.add(`${id}/${file}`);
      log.info(`the history of ${id} is damaged in ${file}; unreadable parts were removed`);
    };
    const history = await openHistory(join(folder, id), reportDamage, kept, (now) => expiryTime(home, now));
    histories.set(id, history);
    return history;
  };

  const writeOne = async (at: Date, { id, sinceMs, values }: TickSample) =>
    (await historyOf(id)).add(tickRow(at.getTime(), sinceMs, values));

  return {
    async claim(ids) {
      try {
        if (ids.length > 0) return await claim();
        if (inode !== null) await release();
        return false;
      } catch (error) {
        reportPause(error);
        return false;
      }
    },
    async write(at, samples, ids) {
      forget([...histories.keys()].filter((id) => !ids.includes(id)));
      const results = await Promise.allSettled(samples.map((sample) => writeOne(at, sample)));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) reportPause(failed.reason);
      else if (paused && samples.length > 0) {
        // Repeats the reason, because a full disk may have prevented the first log entry.
        log.info(`metrics recording resumed; paused since ${paused.since.toISOString()}: ${paused.reason}`);
        paused = null;
      }
      if (Math.abs(at.getTime() - clearedAt) < CLEAR_INTERVAL_MS) return;
      clearedAt = at.getTime();
      await clearUnowned(folder, ids, await expiryTime(home, at.getTime())).catch((error) =>
        log.error('clearing old metrics failed', error),
      );
    },
    release,
  };

  function reportPause(error: unknown): void {
    if (paused) return;
    paused = { since: new Date(), reason: error instanceof Error ? error.message : String(error) };
    log.info(`metrics recording paused: ${paused.reason}`);
  }
}

/** Synchronous, because it runs at every sample; null if the file does not exist. */
function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

/** Removes the history of permanently deleted instances. */
async function clearUnowned(folder: string, ids: readonly string[], now: number): Promise<void> {
  for (const name of (await orNull(readdir(folder))) ?? []) {
    if (ids.includes(name) || !instanceId.safeParse(name).success) continue;
    const ticks = await orNull(stat(join(folder, name, tiers[0]?.file ?? '')));
    if (now - (ticks?.mtimeMs ?? 0) > keptFor(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
