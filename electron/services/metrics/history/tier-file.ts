import { rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStateBytes } from '../../platform/files/state-file.ts';
import { createAppender } from './appender.ts';
import { type Block, decodeBlock, encodeBlock, rowsOf } from './block.ts';
import { encodeFrame, type Frame, scanFrames } from './frames.ts';
import type { Row } from './row.ts';
import type { Tier } from './tiers.ts';

/** Rows dated further in the future come from a wrong clock and are dropped. */
const AHEAD_MS = 24 * 3600_000;
/** Clean-up starts only when the file exceeds its time span and size by this factor, not for every row. */
const SLACK = 1.5;
/** Share of a full file to drop at once. */
const DROP_SHARE = 0.03;
/** Frames are binary, and a tier file may be larger than other state files. */
const tierOptions = { binary: true, largestBytes: 512 * 1024 * 1024 } as const;
/** Minimum time between two clean-up attempts. */
const CLEAN_UP_INTERVAL_MS = 60_000;

/**
 * Blocks of a tier in write order. Skips damage and never throws for it.
 * @param needs whether a block of that time range (ms since the epoch) is needed
 */
export async function readTier(
  folder: string,
  tier: Tier,
  needs: (from: number, to: number) => boolean,
  wanted?: ReadonlySet<string>,
): Promise<{ readonly blocks: readonly Block[]; readonly damaged: boolean }> {
  const { frames, damaged } = scanFrames(
    (await readStateBytes(join(folder, tier.file), tierOptions)) ?? Buffer.alloc(0),
  );
  const needed = frames.filter(({ from, to }) => needs(from, to));
  return { blocks: needed.flatMap((frame) => blockOf(frame, wanted) ?? []), damaged };
}

/** A frame with a valid checksum may come from another version: skip it then. */
function blockOf(frame: Frame, wanted?: ReadonlySet<string>): Block | null {
  try {
    return decodeBlock(frame.bytes(), wanted);
  } catch {
    return null;
  }
}

/** One tier of one instance for its single writer. */
export interface TierFile {
  /** @throws a file system error; existing data stays intact */
  append(rows: readonly Row[], now: number): Promise<void>;
  /** Closes the file; the next append reopens it. */
  close(): void;
}

/** A tier with its content at the time of opening. */
export interface OpenedTier {
  readonly file: TierFile;
  /** Start of its last row; null if empty. */
  readonly lastAt: number | null;
  /** The trailing rows at or after that time. */
  rowsFrom(at: number): readonly Row[];
}

/** The time by which rows expire, for a reading of the clock that may be wrong; both ms since the epoch. */
export type ExpiryTime = (now: number) => Promise<number>;

/** @param reportDamage called for a damaged file, from which unreadable parts are then removed */
export async function openTier(
  folder: string,
  tier: Tier,
  reportDamage: () => void,
  expiryTime: ExpiryTime = async (now) => now,
): Promise<OpenedTier> {
  const path = join(folder, tier.file);
  const bytes = (await readStateBytes(path, tierOptions)) ?? Buffer.alloc(0);
  const { frames, damaged, unfinished } = scanFrames(bytes);
  if (damaged || unfinished) {
    reportDamage();
    await replace(path, bytes, frames);
  }
  const last = frames.at(-1);
  return {
    file: tierFile(path, tier, { size: sizeOf(frames), oldest: frames[0]?.from ?? null }, expiryTime),
    // The last row, which is not the latest one if the clock was set back.
    lastAt: last ? (blockOf(last, new Set())?.times.at(-1) ?? null) : null,
    rowsFrom(at) {
      const first = frames.findLastIndex((frame) => frame.from < at);
      const rows = frames.slice(Math.max(first, 0)).flatMap((frame) => {
        const block = blockOf(frame);
        return block ? rowsOf(block) : [];
      });
      return rows.slice(rows.findLastIndex((row) => row.at < at) + 1);
    },
  };
}

/** A separate function, so that its closures do not keep the bytes read on opening in memory. */
function tierFile(
  path: string,
  tier: Tier,
  initial: { readonly size: number; readonly oldest: number | null },
  expiryTime: ExpiryTime,
): TierFile {
  let { size, oldest } = initial;
  /** The file of the samples stays open, because opening takes most of the time of an append. */
  const appender = createAppender(path, tier.rowsPerBlock === 1);
  let cleanedUpSize = 0;
  let triedAt = Number.NEGATIVE_INFINITY;

  /** Drops expired frames, then the oldest ones above the size limit. */
  const cleanUp = async (now: number) => {
    triedAt = now;
    const bytes = (await readStateBytes(path, tierOptions)) ?? Buffer.alloc(0);
    const oldestKept = (await expiryTime(now)) - tier.spanMs;
    const kept = scanFrames(bytes, true).frames.filter(({ to }) => to >= oldestKept && to <= now + AHEAD_MS);
    while (sizeOf(kept) > tier.mostBytes * (1 - DROP_SHARE)) kept.shift();
    await replace(path, bytes, kept);
    size = sizeOf(kept);
    cleanedUpSize = size;
    oldest = kept[0]?.from ?? null;
  };

  return {
    async append(rows, now) {
      const times = rows.map(({ at }) => at);
      const content = { from: Math.min(...times), to: Math.max(...times), bytes: encodeBlock(rows) };
      const frame = encodeFrame(content, tier.rowsPerBlock > 1);
      const old = oldest !== null && oldest < now - tier.spanMs * SLACK;
      const due = old && size > cleanedUpSize * SLACK && Math.abs(now - triedAt) > CLEAN_UP_INTERVAL_MS;
      if (due || size + frame.length > tier.mostBytes) await cleanUp(now);
      try {
        appender.append(frame);
      } catch (error) {
        // A full disk may have accepted part of it.
        await truncateTo(path, size).catch(() => undefined);
        throw error;
      }
      size += frame.length;
      oldest ??= content.from;
    },
    close: appender.close,
  };
}

function sizeOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, { start, end }) => sum + end - start, 0);
}

async function truncateTo(path: string, size: number): Promise<void> {
  if ((await stat(path)).size > size) await truncate(path, size);
}

/** Rewrites the file with only these of its frames. */
async function replace(path: string, bytes: Buffer, frames: readonly Frame[]): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    await writeFile(
      temporary,
      runsOf(frames).map(({ start, end }) => bytes.subarray(start, end)),
      { mode: 0o600 },
    );
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Merges adjacent frames. */
function runsOf(frames: readonly Frame[]): readonly { readonly start: number; readonly end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of frames) {
    const last = runs.at(-1);
    if (last?.end === start) last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}
