import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { instanceId } from '../../../../shared/contract/values.ts';
import { UNDO_MS } from '../../instances/registry/recently-deleted.ts';
import { livingHolder, lockContent, takeFile } from '../../platform/files/exclusive-file.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import { metricsFolder } from '../../platform/home/paths.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { TickSample } from '../collect/collector.ts';
import { type History, openHistory } from './history.ts';
import { tickRow } from './row.ts';
import { tiers } from './tiers.ts';

/** How often it is looked for history that nobody owns any more, ms. */
const CLEAR_EVERY_MS = 3600_000;
/** Main comes back with its data; a tenant that was destroyed can, for so long. */
const keptFor = (id: string) => (id === MAIN ? (tiers.at(-1)?.spanMs ?? 0) : UNDO_MS);

/** Writes down what was measured: one at a time of all faces of a home. */
export interface Recorder {
  /**
   * Whether this face is the one; tries to become it where nobody is.
   * @param ids of all instances there are: without any, nothing is made or held
   */
  claim(ids: readonly string[]): Promise<boolean>;
  /** Only after `claim` said so. Never throws: what cannot be written is told once, and tried again at the next. */
  write(at: Date, samples: readonly TickSample[], ids: readonly string[]): Promise<void>;
  /** Lets another face go on. */
  release(): Promise<void>;
}

export function createRecorder(home: string, log: Logger): Recorder {
  const folder = metricsFolder(home);
  const lock = join(folder, 'recorder.lock');
  const histories = new Map<string, History>();
  const damaged = new Set<string>();
  /** Our lock file: another in its place is another's. */
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
    // A home with nothing installed keeps no trace of it.
    await rmdir(folder).catch(() => undefined);
    await pruneEmptyFolders(home);
  };

  const claim = async (): Promise<boolean> => {
    if (inode !== null && inodeOf(lock) === inode) return true;
    inode = null;
    // What another has written meanwhile is read again.
    forget(histories.keys());
    if (await livingHolder(lock)) return false;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (await takeFile(lock, await lockContent('recording'), randomUUID())) return false;
    inode = inodeOf(lock);
    return true;
  };

  const historyOf = async (id: string): Promise<History> => {
    const open = histories.get(id);
    if (open) return open;
    const history = await openHistory(join(folder, id), (file) => {
      if (damaged.has(`${id}/${file}`)) return;
      damaged.add(`${id}/${file}`);
      log.info(`the history of ${id} has damage in ${file}: what could not be read was left out`);
    });
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
        tellPause(error);
        return false;
      }
    },
    async write(at, samples, ids) {
      forget([...histories.keys()].filter((id) => !ids.includes(id)));
      const results = await Promise.allSettled(samples.map((sample) => writeOne(at, sample)));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) tellPause(failed.reason);
      else if (paused && samples.length > 0) {
        // Told again: a disk that was full had no room for the first telling either.
        log.info(`the recording of metrics goes on; it paused at ${paused.since.toISOString()}: ${paused.reason}`);
        paused = null;
      }
      if (Math.abs(at.getTime() - clearedAt) < CLEAR_EVERY_MS) return;
      clearedAt = at.getTime();
      await clearUnowned(folder, ids, at.getTime()).catch((error) => log.error('clearing old metrics failed', error));
    },
    release,
  };

  function tellPause(error: unknown): void {
    if (paused) return;
    paused = { since: new Date(), reason: error instanceof Error ? error.message : String(error) };
    log.info(`the recording of metrics pauses: ${paused.reason}`);
  }
}

/** In one go, as it is asked at every tick; null when there is no such file. */
function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

/** Removes the history of instances that are gone for good. */
async function clearUnowned(folder: string, ids: readonly string[], now: number): Promise<void> {
  for (const name of (await orNull(readdir(folder))) ?? []) {
    if (ids.includes(name) || !instanceId.safeParse(name).success) continue;
    const ticks = await orNull(stat(join(folder, name, tiers[0]?.file ?? '')));
    if (now - (ticks?.mtimeMs ?? 0) > keptFor(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
