import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../files/durable-write.ts';
import { readJsonStateNow } from '../files/json-state.ts';
import { desktopFolder } from '../home/paths.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A longer step is either a wrong clock or a computer that was not used. */
const JUMP_MS = 40 * DAY_MS;
/** A wrong clock is noticed and set within this time. */
const DOUBTED_MS = DAY_MS;
/** How exactly the note has to know when the clock was last read. */
const NOTED_EVERY_MS = HOUR_MS;

const clockNote = z.object({
  /** When the clock was last read, ms since 1970 by that clock. */
  seenAt: z.number(),
  /** The last jump: the times before and after it. Null if there was none in the last day. */
  jump: z.object({ from: z.number(), to: z.number() }).nullable(),
});
type ClockNote = z.infer<typeof clockNote>;

/**
 * The time at which anything that is kept for a while counts as expired, ms since 1970: now. For a day after the clock
 * has jumped ahead by more than 40 days it is the time before the jump, so that a clock that was wrong for an hour deletes
 * nothing.
 * @param now ms since 1970
 */
export async function expiryTime(home: string, now = Date.now()): Promise<number> {
  const path = join(desktopFolder(home), 'clock.json');
  const before = readJsonStateNow(path, (value) => clockNote.parse(value));
  const jump = before && jumpAt(before, now);
  if (before === null || jump !== before.jump || Math.abs(now - before.seenAt) >= NOTED_EVERY_MS) {
    await writeNote(home, path, { seenAt: now, jump });
  }
  return jump?.from ?? now;
}

/** The jump that is still in doubt at a time. */
function jumpAt({ seenAt, jump }: ClockNote, now: number): ClockNote['jump'] {
  if (jump !== null && now >= jump.to && now - jump.to < DOUBTED_MS) return jump;
  return now - seenAt > JUMP_MS ? { from: seenAt, to: now } : null;
}

/** Leaves a home without anything of the app as it is. A note that cannot be written is written later. */
async function writeNote(home: string, path: string, note: ClockNote): Promise<void> {
  if (existsSync(desktopFolder(home))) await replaceFile(path, JSON.stringify(note)).catch(() => undefined);
}
