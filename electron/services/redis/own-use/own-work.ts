import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { lockContent, takeFile } from '../../platform/files/exclusive-file.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { allOwnCounts, less, noCounts, type OwnCounts, onOwnCommand, ownCountsOf, sum } from './own-counters.ts';

const counts = z.object({ commands: z.number(), hits: z.number(), misses: z.number() });
/** By run of a server; the run that was changed last is the last. */
const workFile = z.record(z.string(), counts);

/** Each start of a server is a run: older runs than these have ended. */
const MOST_RUNS = 200;
/** Work is shared this soon after it was done, ms. */
const SHARE_MS = 50;
/** Another process holds the file for less than a millisecond: how often and after how long it is tried again, ms. */
const TRIES = 40;
const TRY_AGAIN_MS = 25;

/**
 * What this app had servers do, by all of its processes: those that run and those that have ended. Redis does not say
 * which client sent which command, so each process adds what it did to one file. Only work is in it, such as the keys
 * that a backup compares: a poll writes nothing.
 */
export interface OwnWork {
  /** What all processes did in one run of a server, as far as the server still counts it. */
  of(runId: string): OwnCounts;
  /** The server counts from 0 again: CONFIG RESETSTAT. */
  forget(runId: string): void;
  /** Shares the rest, and nothing from then on. */
  close(): Promise<void>;
}

/** @param home null: this process alone */
export function createOwnWork(home: string | null): OwnWork {
  const path = home === null ? null : join(desktopFolder(home), 'own-work.json');
  const files = createFileCache((text) => workFile.safeParse(parseJson(text)).data ?? {});
  /** What the file holds of this process. */
  const shared = new Map<string, OwnCounts>();
  const forgotten = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let sharing = Promise.resolve();

  const read = (): Readonly<Record<string, OwnCounts>> => {
    try {
      return (path === null ? null : files.readNow(path)) ?? {};
    } catch {
      // A home that cannot be read: this process counts its own work alone.
      return {};
    }
  };
  const unshared = (runId: string) => less(ownCountsOf(runId), shared.get(runId) ?? noCounts);

  async function share(): Promise<void> {
    const changed = [...allOwnCounts().keys()].filter((runId) => unshared(runId).commands > 0);
    if (path === null || (changed.length === 0 && forgotten.size === 0)) return;
    const lock = `${path}.lock`;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const content = await lockContent(null);
      for (let tries = 0; await takeFile(lock, content, 'own-work'); tries++) {
        if (tries === TRIES) return;
        await sleep(TRY_AGAIN_MS);
      }
    } catch {
      // A full or read-only disk: figures that hold a little of our own are better than none.
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
      const newest = Object.fromEntries([...runs].slice(-MOST_RUNS));
      // Not durable: after a crash of the machine its servers count from 0 as well.
      const staged = `${path}.${process.pid}.tmp`;
      writeFileSync(staged, JSON.stringify(newest), { mode: 0o600 });
      renameSync(staged, path);
      for (const [runId, , total] of added) shared.set(runId, total);
      forgotten.clear();
    } catch {
      // As above.
    } finally {
      rmSync(lock, { force: true });
    }
  }

  const shareSoon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      sharing = sharing.then(share);
    }, SHARE_MS).unref();
  };
  const unlisten = onOwnCommand(shareSoon);

  return {
    of: (runId) => sum(forgotten.has(runId) ? noCounts : (read()[runId] ?? noCounts), unshared(runId)),
    forget(runId) {
      shared.set(runId, ownCountsOf(runId));
      forgotten.add(runId);
      shareSoon();
    },
    close() {
      unlisten();
      if (timer) clearTimeout(timer);
      sharing = sharing.then(share);
      return sharing;
    },
  };
}
