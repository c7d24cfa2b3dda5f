import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lockContent, takeFile } from '../../platform/files/exclusive-file.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../../platform/process/process-identity.ts';
import { noCounts, type OwnCounts, sum } from './own-counters.ts';

const counts = z.object({ commands: z.number(), hits: z.number(), misses: z.number() });
/** What a process did just before its end still counts in Redis's mean of the last moments, ms. */
const MERGE_AFTER_MS = 5000;

/** What one process did on one run of a server. */
const use = z.object({
  counts,
  /** What the server's counters had not counted any more: CONFIG RESETSTAT sets them to 0. */
  forgotten: counts.nullable(),
  /** Operations per second of others, as this process measured it. */
  perSecond: z.number().nullable(),
  /** ms since 1970 */
  at: z.number(),
});
export type OwnUse = z.infer<typeof use>;

const processFile = z.object({
  process: z.object({ pid: z.number().int(), began: z.string().nullable() }),
  runs: z.record(z.string(), use),
  /** So many commands more of each run may be on their way. */
  ahead: z.number(),
});
/** What processes did that have ended, and the files that it holds already: a crash may leave them behind. */
const endedFile = z.object({ runs: z.record(z.string(), use), merged: z.array(z.string()) });

/** As many servers as have been seen lately; older runs have ended. */
const MOST_ENDED_RUNS = 500;
/** As often are files of ended processes looked for, ms. */
const MERGE_EVERY_MS = 60_000;

/**
 * The counts of all processes of this app on this home. Each writes a file of its own, so none waits for another;
 * what ended processes did is kept in one file, as the servers go on counting it.
 */
export interface OwnUseFiles {
  /**
   * What the other processes, living and ended, did on one run of a server.
   * @param sinceMs the files may have been read this long ago at most, ms of a clock that never jumps: the moment of
   *   the INFO that is compared with them, so one reading does for all servers of a sample
   */
  others(runId: string, sinceMs: number): readonly OwnUse[];
  /** Tells the other processes what this one did, and is about to do. A home that cannot be written keeps it to itself. */
  publish(runs: Readonly<Record<string, OwnUse>>, ahead: number): Promise<void>;
}

export function createOwnUseFiles(home: string): OwnUseFiles {
  const folder = join(desktopFolder(home), 'own-use');
  const ended = join(folder, 'ended.json');
  const processes = createFileCache((text) => processFile.safeParse(parseJson(text)).data ?? null);
  const endeds = createFileCache((text) => endedFile.safeParse(parseJson(text)).data ?? null);
  let self: Promise<ProcessIdentity> | null = null;
  let ownName = '';
  let written = '';
  let mergedAtMs = Number.NEGATIVE_INFINITY;
  let lastRead: AllUses & { readonly atMs: number } = { past: {}, living: [], atMs: Number.NEGATIVE_INFINITY };

  const identity = async () => {
    self ??= identifyProcess(process.pid).then((found) => found ?? { pid: process.pid, began: null });
    const found = await self;
    ownName = `${found.pid}-${found.began ?? 0}.json`;
    return found;
  };

  const readEnded = () => readSafely(() => endeds.readNow(ended)) ?? { runs: {}, merged: [] };
  const names = () => readSafely(() => namesIn(folder).filter((name) => /^\d+-.*\.json$/.test(name))) ?? [];

  /** Files that a process was writing when it was killed. */
  async function clearStaged(): Promise<void> {
    for (const name of namesIn(folder)) {
      const pid = Number(/^(?:\.(\d+)-.*\.json|ended\.json\.(\d+))\.tmp$/.exec(name)?.slice(1).find(Boolean) ?? 0);
      if (pid > 0 && (await identifyProcess(pid)) === null) rmSync(join(folder, name), { force: true });
    }
  }

  /** Adds up what processes did that have ended, and removes their files. */
  async function merge(): Promise<void> {
    const lock = join(folder, 'merge.lock');
    if (await takeFile(lock, await lockContent(null), 'merge')) return;
    try {
      const before = readEnded();
      const present = names();
      const runs = { ...before.runs };
      const merged: string[] = before.merged.filter((name) => present.includes(name));
      const dead: string[] = [...merged];
      for (const name of present) {
        if (merged.includes(name) || name === ownName) continue;
        const file = readSafely(() => processes.readNow(join(folder, name)));
        if (file && (await isSameProcess(file.process))) continue;
        if (file && Object.values(file.runs).some(({ at }) => Date.now() - at < MERGE_AFTER_MS)) continue;
        for (const [runId, one] of Object.entries(file?.runs ?? {})) runs[runId] = addedUse(runs[runId], one);
        merged.push(name);
        dead.push(name);
      }
      await clearStaged();
      if (dead.length === 0) return;
      const newest = Object.entries(runs)
        .sort(([, one], [, other]) => other.at - one.at)
        .slice(0, MOST_ENDED_RUNS);
      const staged = `${ended}.${process.pid}.tmp`;
      writeFileSync(staged, JSON.stringify({ runs: Object.fromEntries(newest), merged }), { mode: 0o600 });
      await rename(staged, ended);
      for (const name of dead) rmSync(join(folder, name), { force: true });
    } finally {
      rmSync(lock, { force: true });
    }
  }

  const readAll = (): AllUses => {
    const past = readEnded();
    const own = `${process.pid}-`;
    const living = names().filter((name) => !name.startsWith(own) && !past.merged.includes(name));
    const files = living.map((name) => readSafely(() => processes.readNow(join(folder, name))));
    return { past: past.runs, living: files.filter((file) => file !== null) };
  };

  return {
    others(runId, sinceMs) {
      if (lastRead.atMs < sinceMs) {
        const atMs = performance.now();
        lastRead = { ...readAll(), atMs };
      }
      const { past, living } = lastRead;
      return [past[runId], ...living.map(({ runs, ahead }) => withAhead(runs[runId], ahead))].filter(
        (one) => one !== undefined,
      );
    },
    async publish(runs, ahead) {
      try {
        const text = JSON.stringify({ process: await identity(), runs, ahead });
        if (text === written) return;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        // Not durable: after a crash of the machine its servers count from 0 as well.
        const staged = join(folder, `.${ownName}.tmp`);
        writeFileSync(staged, text, { mode: 0o600 });
        await rename(staged, join(folder, ownName));
        written = text;
        if (performance.now() - mergedAtMs < MERGE_EVERY_MS) return;
        mergedAtMs = performance.now();
        await merge();
      } catch {
        // Figures that hold a little of our own are better than none.
      }
    },
  };
}

/** What the other processes did, by run of a server. */
interface AllUses {
  readonly past: Readonly<Record<string, OwnUse>>;
  readonly living: readonly Pick<z.infer<typeof processFile>, 'runs' | 'ahead'>[];
}

function withAhead(one: OwnUse | undefined, ahead: number): OwnUse | undefined {
  return one && { ...one, counts: sum(one.counts, { ...noCounts, commands: ahead }) };
}

function addedUse(before: OwnUse | undefined, { counts: own, forgotten, perSecond, at }: OwnUse): OwnUse {
  if (!before) return { counts: own, forgotten, perSecond, at };
  const later = at >= before.at;
  return {
    counts: sum(before.counts, own),
    forgotten: mostOf(before.forgotten, forgotten),
    perSecond: later ? perSecond : before.perSecond,
    at: Math.max(at, before.at),
  };
}

/** What was forgotten last is the most. */
export function mostOf(one: OwnCounts | null, other: OwnCounts | null): OwnCounts | null {
  return (one?.commands ?? -1) >= (other?.commands ?? -1) ? one : other;
}

export function totalOf(uses: readonly OwnUse[]): OwnCounts {
  return uses.reduce((total, one) => sum(total, one.counts), noCounts);
}

function readSafely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
