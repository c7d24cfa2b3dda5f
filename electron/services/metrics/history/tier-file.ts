import { rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStateBytes } from '../../platform/files/state-file.ts';
import { createAppender } from './appender.ts';
import { type Block, decodeBlock, encodeBlock, rowsOf } from './block.ts';
import { encodeFrame, type Frame, scanFrames } from './frames.ts';
import type { Row } from './row.ts';
import type { Tier } from './tiers.ts';

/** A clock that was ahead by more than this was wrong: what it dated goes, ms. */
const AHEAD_MS = 24 * 3600_000;
/** A tier is tidied when so many times its time and its bytes are there: not for every row. */
const SLACK = 1.5;
/** Of a file that has grown to its bound, so much goes at a time. */
const PART_TO_GO = 0.03;
/** Frames are binary, and the file of a long tier is larger than other state files. */
const tierOptions = { binary: true, largestBytes: 512 * 1024 * 1024 } as const;
/** After a try to tidy, done or not, the next is not before, ms. */
const TIDY_AGAIN_MS = 60_000;

/**
 * Blocks of a tier in the order in which they were written. Reads what can be read; never throws for damage.
 * @param needs whether anything of a block of that time is of use, ms since 1970
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

/** A frame whose sum is right may still be another version's: then it is passed over. */
function blockOf(frame: Frame, wanted?: ReadonlySet<string>): Block | null {
  try {
    return decodeBlock(frame.bytes(), wanted);
  } catch {
    return null;
  }
}

/** One tier of one instance as its only writer has it. */
export interface TierFile {
  /** @throws Error of the file system; what was there before is there still */
  append(rows: readonly Row[], now: number): Promise<void>;
  /** Lets go of the file; it may be appended to again. */
  close(): void;
}

/** What a tier held when it was opened. */
export interface OpenedTier {
  readonly file: TierFile;
  /** When its last row begins; null without any. */
  readonly lastAt: number | null;
  /** The rows at its end that are all later than that, or not earlier. */
  rowsFrom(at: number): readonly Row[];
}

/** @param tellDamage called when something in it could not be read; it is left out from then on */
export async function openTier(folder: string, tier: Tier, tellDamage: () => void): Promise<OpenedTier> {
  const path = join(folder, tier.file);
  const bytes = (await readStateBytes(path, tierOptions)) ?? Buffer.alloc(0);
  const { frames, damaged, unfinished } = scanFrames(bytes);
  if (damaged || unfinished) {
    tellDamage();
    await replace(path, bytes, frames);
  }
  const last = frames.at(-1);
  return {
    file: tierFile(path, tier, { size: sizeOf(frames), oldest: frames[0]?.from ?? null }),
    // Of a clock that was set back the last row is not the latest.
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

/** Apart from its opening, so that what was read then is not kept in memory with it. */
function tierFile(
  path: string,
  tier: Tier,
  begun: { readonly size: number; readonly oldest: number | null },
): TierFile {
  let { size, oldest } = begun;
  /** A file that every tick is written to stays open: opening takes most of the time of an append. */
  const appender = createAppender(path, tier.rowsPerBlock === 1);
  let tidiedSize = 0;
  let triedAt = Number.NEGATIVE_INFINITY;

  /** Leaves out what is past its time, then the oldest beyond its bytes. */
  const tidy = async (now: number) => {
    triedAt = now;
    const bytes = (await readStateBytes(path, tierOptions)) ?? Buffer.alloc(0);
    const kept = scanFrames(bytes, true).frames.filter((frame) => {
      return frame.to >= now - tier.spanMs && frame.to <= now + AHEAD_MS;
    });
    while (sizeOf(kept) > tier.mostBytes * (1 - PART_TO_GO)) kept.shift();
    await replace(path, bytes, kept);
    size = sizeOf(kept);
    tidiedSize = size;
    oldest = kept[0]?.from ?? null;
  };

  return {
    async append(rows, now) {
      const times = rows.map(({ at }) => at);
      const content = { from: Math.min(...times), to: Math.max(...times), bytes: encodeBlock(rows) };
      const frame = encodeFrame(content, tier.rowsPerBlock > 1);
      const old = oldest !== null && oldest < now - tier.spanMs * SLACK;
      const due = old && size > tidiedSize * SLACK && Math.abs(now - triedAt) > TIDY_AGAIN_MS;
      if (due || size + frame.length > tier.mostBytes) await tidy(now);
      try {
        appender.append(frame);
      } catch (error) {
        // A disk that is full may have taken a part of it.
        await cutBack(path, size).catch(() => undefined);
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

async function cutBack(path: string, size: number): Promise<void> {
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

/** Frames that stand side by side as one piece. */
function runsOf(frames: readonly Frame[]): readonly { readonly start: number; readonly end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of frames) {
    const last = runs.at(-1);
    if (last?.end === start) last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}
