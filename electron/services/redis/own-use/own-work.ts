import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { z } from 'zod';
import { lockContent, takeFile } from '../../platform/files/exclusive-file.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { reuseBriefly } from '../../platform/time/reuse-briefly.ts';
import { allOwnCounts, less, noCounts, type OwnCounts, onOwnCommand, ownCountsOf, sum } from './own-counters.ts';

const counts = z.object({ commands: z.number(), hits: z.number(), misses: z.number() });
/** By run of a server, ordered by the last change. */
const workFile = z.record(z.string(), counts);

/** Each start of a server is a run. Older runs have ended. */
const MAX_RUNS = 200;
/** Collects several commands for one write. */
const SHARE_DELAY_MS = 50;
/** Other processes lock the file for less than a millisecond. */
const MAX_ATTEMPTS = 40;
const RETRY_DELAY_MS = 25;
/** One poll asks for all instances within this time. */
const REUSE_MS = 50;

/**
 * The work of this app on servers, by all its running and ended processes. Redis does not report which client sent which
 * command, so each process adds its counts to one file. The file holds only real work, such as the keys that a backup
 * compares; polls write nothing.
 */
export interface OwnWork {
  /** The work of all processes in one run of a server, since the last reset of its counters. */
  of(runId: string): OwnCounts;
  /** Call it when the server counts from 0 again, after CONFIG RESETSTAT. */
  forget(runId: string): void;
  /** Shares the remaining counts and stops. */
  close(): Promise<void>;
}

/** @param home null: count this process only */
export function createOwnWork(home: string | null): OwnWork {
  const path = home === null ? null : join(desktopFolder(home), 'own-work.json');
  const files = createFileCache((text) => workFile.safeParse(parseJson(text)).data ?? {});
  /** The counts of this process that are in the file. Earlier ones belong to a core that shares or has shared them. */
  const shared = new Map<string, OwnCounts>([...allOwnCounts()].map(([runId, total]) => [runId, { ...total }]));
  const forgotten = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let sharing = Promise.resolve();

  const read = (): Readonly<Record<string, OwnCounts>> => {
    try {
      return (path === null ? null : files.readNow(path)) ?? {};
    } catch {
      // With an unreadable home this process counts only its own work.
      return {};
    }
  };
  const recent = reuseBriefly(read, REUSE_MS);
  const unshared = (runId: string) => less(ownCountsOf(runId), shared.get(runId) ?? noCounts);

  async function share(): Promise<void> {
    const changed = [...allOwnCounts().keys()].filter((runId) => unshared(runId).commands > 0);
    if (path === null || (changed.length === 0 && forgotten.size === 0)) return;
    const lock = `${path}.lock`;
    try {
      ensureFolder(dirname(path));
      const content = await lockContent(null);
      for (let attempt = 0; await takeFile(lock, content, `own-work-${threadId}`); attempt++) {
        if (attempt === MAX_ATTEMPTS) return;
        await sleep(RETRY_DELAY_MS);
      }
    } catch {
      // On a full or read-only disk, metrics that include some of our own work are better than none.
      return;
    }
    try {
      const runs = new Map(Object.entries(read()));
      for (const runId of forgotten) runs.delete(runId);
      const added = [...allOwnCounts()].map(([runId, total]) => [runId, unshared(runId), { ...total }] as const);
      for (const [runId, work] of added) {
        if (work.commands === 0) continue;
        const before = runs.get(runId) ?? noCounts;
        runs.delete(runId);
        runs.set(runId, sum(before, work));
      }
      const newest = Object.fromEntries([...runs].slice(-MAX_RUNS));
      // Not durable: after a crash of the machine the servers count from 0 as well.
      const staged = `${path}.${process.pid}.tmp`;
      writeFileSync(staged, JSON.stringify(newest), { mode: 0o600 });
      renameSync(staged, path);
      for (const [runId, , total] of added) shared.set(runId, total);
      // Otherwise the counts would be in neither.
      recent.forget();
      forgotten.clear();
    } catch {
      // As above.
    } finally {
      rmSync(lock, { force: true });
    }
  }

  const scheduleShare = () => {
    timer ??= setTimeout(() => {
      timer = null;
      sharing = sharing.then(share);
    }, SHARE_DELAY_MS).unref();
  };
  const stopListening = onOwnCommand(scheduleShare);
  // A thread may have sent commands before this.
  if (allOwnCounts().size > 0) scheduleShare();

  return {
    of: (runId) => sum(forgotten.has(runId) ? noCounts : sharedOf(recent.get(), runId), unshared(runId)),
    forget(runId) {
      shared.set(runId, ownCountsOf(runId));
      forgotten.add(runId);
      scheduleShare();
    },
    close() {
      stopListening();
      if (timer) clearTimeout(timer);
      sharing = sharing.then(share);
      return sharing;
    },
  };
}

/** A run id comes from the server, so it may be any text, such as `constructor`. */
function sharedOf(runs: Readonly<Record<string, OwnCounts>>, runId: string): OwnCounts {
  return Object.hasOwn(runs, runId) ? (runs[runId] ?? noCounts) : noCounts;
}
