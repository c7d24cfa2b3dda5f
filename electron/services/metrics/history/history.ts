import { createFold, type Fold, foldRows, type Row } from './row.ts';
import { type ExpiryTime, type OpenedTier, openTier, type TierFile } from './tier-file.ts';
import { type Tier, tiers } from './tiers.ts';

/** Closer samples are merged, because the finest tier resolves one second. */
const MIN_DISTANCE_MS = 900;
/** Unwritten blocks to keep in memory while the disk is full. */
const MAX_WAITING_BLOCKS = 4;

/** The history of one instance for its single writer: writes every sample and folds it into the coarser tiers. */
export interface History {
  /** @throws a file system error, such as a full disk; existing data stays intact */
  add(row: Row): Promise<void>;
  /** Closes its files. */
  close(): void;
}

/** A coarser tier with its rows that are not written yet. */
interface Folding {
  readonly tier: Tier;
  readonly file: TierFile;
  /** Null before its first row. */
  open: Fold | null;
  closed: Row[];
}

/**
 * Continues where the last writer stopped, even after a crash: rows that were only in memory are rebuilt from the finer
 * tier.
 * @param reportDamage called with the name of a damaged file
 */
export async function openHistory(
  folder: string,
  reportDamage: (file: string) => void,
  kept: readonly Tier[] = tiers,
  expiryTime?: ExpiryTime,
): Promise<History> {
  const opened: (OpenedTier & { readonly tier: Tier })[] = [];
  for (const tier of kept) {
    opened.push({ tier, ...(await openTier(folder, tier, () => reportDamage(tier.file), expiryTime)) });
  }
  const [ticks, ...coarser] = opened;
  if (!ticks) throw new Error('no finest tier');
  const foldings = coarser.map(({ tier, file }): Folding => ({ tier, file, open: null, closed: [] }));
  // Coarsest first, so that each tier gets its rows in order.
  for (let level = coarser.length - 1; level >= 0; level--) {
    const one = coarser[level];
    const end = one?.lastAt == null ? Number.NEGATIVE_INFINITY : one.lastAt + one.tier.stepMs;
    for (const row of opened[level]?.rowsFrom(end) ?? []) fold(foldings, row, level);
  }
  return writer(ticks.file, foldings, ticks.lastAt);
}

function writer(ticks: TierFile, foldings: readonly Folding[], last: number | null): History {
  /** Samples too close after the last written one. */
  let close: Row[] = [];
  let lastAt = last ?? Number.NEGATIVE_INFINITY;
  return {
    async add(row) {
      if (Math.abs(row.at - lastAt) < MIN_DISTANCE_MS) {
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

/** Folds a row of the finer tier into this one, and a completed row into the next. */
function fold(foldings: readonly Folding[], row: Row, level: number): void {
  const folding = foldings[level];
  if (!folding) return;
  const at = Math.floor(row.at / folding.tier.stepMs) * folding.tier.stepMs;
  // Any other time slot completes the open row, even an earlier one: the clock may have been set back.
  if (folding.open && folding.open.at !== at) {
    const closed = folding.open.row();
    folding.open.restart(at);
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
      folding.closed = folding.closed.slice(-rowsPerBlock * MAX_WAITING_BLOCKS);
      throw error;
    }
    folding.closed = folding.closed.slice(rowsPerBlock);
  }
}
