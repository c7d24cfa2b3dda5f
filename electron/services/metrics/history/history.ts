import { createFold, type Fold, foldRows, type Row } from './row.ts';
import { type OpenedTier, openTier, type TierFile } from './tier-file.ts';
import { type Tier, tiers } from './tiers.ts';

/** Ticks that come closer than this are written as one, ms: the finest tier is of a second. */
const CLOSEST_MS = 900;
/** What could not be written is kept in memory up to so many blocks, for a disk that is full for a while. */
const MOST_WAITING_BLOCKS = 4;

/** The history of one instance as its only writer has it: every tick at once, and folded ever coarser. */
export interface History {
  /** @throws Error of the file system, such as a disk that is full; what is there is not torn by it */
  add(row: Row): Promise<void>;
  /** Lets go of its files. */
  close(): void;
}

/** A coarser tier, with the rows that are in no file of it yet. */
interface Folding {
  readonly tier: Tier;
  readonly file: TierFile;
  open: Fold | null;
  closed: Row[];
}

/**
 * Opens it where its last writer left off, however that ended: what it had in memory only is in a finer tier.
 * @param tellDamage called with the name of a file in which something could not be read
 */
export async function openHistory(folder: string, tellDamage: (file: string) => void): Promise<History> {
  const opened: (OpenedTier & { readonly tier: Tier })[] = [];
  for (const tier of tiers) opened.push({ tier, ...(await openTier(folder, tier, () => tellDamage(tier.file))) });
  const [ticks, ...coarser] = opened;
  if (!ticks) throw new Error('there is no finest tier');
  const foldings = coarser.map(({ tier, file }): Folding => ({ tier, file, open: null, closed: [] }));
  // Coarsest first, so that each gets its rows in order.
  for (let level = coarser.length - 1; level >= 0; level--) {
    const one = coarser[level];
    const end = one?.lastAt == null ? Number.NEGATIVE_INFINITY : one.lastAt + one.tier.stepMs;
    for (const row of opened[level]?.rowsFrom(end) ?? []) fold(foldings, row, level);
  }
  return writer(ticks.file, foldings, ticks.lastAt);
}

function writer(ticks: TierFile, foldings: readonly Folding[], last: number | null): History {
  /** Those that came too close after the last that was written. */
  let close: Row[] = [];
  let lastAt = last ?? Number.NEGATIVE_INFINITY;
  return {
    async add(row) {
      if (Math.abs(row.at - lastAt) < CLOSEST_MS) {
        close.push(row);
        return;
      }
      const tick = close.length === 0 ? row : foldRows(row.at, [...close, row]);
      close = [];
      await ticks.append([tick], row.at);
      lastAt = row.at;
      fold(foldings, tick, 0);
      for (const folding of foldings) {
        if (folding.closed.length >= folding.tier.rowsPerBlock) await writeClosed(folding, row.at);
      }
    },
    close() {
      for (const file of [ticks, ...foldings.map((folding) => folding.file)]) file.close();
    },
  };
}

/** Takes a row of the tier before into this one, and what that closes into the next. */
function fold(foldings: readonly Folding[], row: Row, level: number): void {
  const folding = foldings[level];
  if (!folding) return;
  const at = Math.floor(row.at / folding.tier.stepMs) * folding.tier.stepMs;
  // Another time than the open one closes it, even an earlier one: a clock may have been set back.
  if (folding.open && folding.open.at !== at) {
    const closed = folding.open.row();
    folding.open = null;
    folding.closed.push(closed);
    fold(foldings, closed, level + 1);
  }
  folding.open ??= createFold(at);
  folding.open.add(row);
}

async function writeClosed(folding: Folding, now: number): Promise<void> {
  const { rowsPerBlock } = folding.tier;
  while (folding.closed.length >= rowsPerBlock) {
    try {
      await folding.file.append(folding.closed.slice(0, rowsPerBlock), now);
    } catch (error) {
      folding.closed = folding.closed.slice(-rowsPerBlock * MOST_WAITING_BLOCKS);
      throw error;
    }
    folding.closed = folding.closed.slice(rowsPerBlock);
  }
}
