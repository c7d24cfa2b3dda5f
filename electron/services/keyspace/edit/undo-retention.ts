import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { freeBytes } from '../../platform/files/disk-space.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { expiryTime } from '../../platform/time/expiry-time.ts';
import { createUndoPack, type FoundPack, foundUndoPacks, removeUndoPack, type UndoPackWriter } from './undo-pack.ts';

const KEPT_MS = 7 * 24 * 3_600_000;
/** A pack that is being written is kept, unless its process has died long ago. */
const ABANDONED_MS = 24 * 3_600_000;
/** Of the disk, counted with the packs themselves. */
const MOST_OF_FREE = 0.5;

/** Where packs are, and how many bytes all of them may have together. */
export interface UndoSpace {
  readonly home: string;
  /** The preference `undo-space`, in bytes. */
  readonly limitBytes: () => number;
}

export function undoSpace({
  environment,
  undoSpaceBytes,
}: {
  readonly environment: { readonly home: string };
  undoSpaceBytes(): number;
}): UndoSpace {
  return { home: environment.home, limitBytes: undoSpaceBytes };
}

/**
 * Begins the undo pack of a change. Deletes packs that are too old, and the oldest ones beyond the limit.
 * @param record names the pack in the journal
 */
export async function beginUndoPack(
  space: UndoSpace,
  instance: string,
  op: Pick<OperationContext, 'warn'>,
  record?: (id: string) => Promise<void>,
): Promise<UndoPackWriter> {
  const { tooOld, ending } = await endingUndoPacks(space);
  for (const { id } of [...tooOld, ...ending]) await removeUndoPack(space.home, id);
  if (ending.length > 0) op.warn(endedLine(ending.length));
  return createUndoPack(space.home, instance, record);
}

/** Which earlier changes the next one ends the undo of, for a person who decides about it; null if none. */
export async function undoWarning(space: UndoSpace): Promise<string | null> {
  const { ending } = await endingUndoPacks(space);
  if (ending.length === 0) return null;
  const bytes = ending.reduce((sum, one) => sum + one.bytes, 0);
  return `After this change, ${counted(ending.length, 'earlier change')} of keys (${formatBytes(bytes)}) can no longer be undone, because the former values of all changes together need too much disk. Raise the limit in Preferences (undo-space), or free disk space.`;
}

/** The packs that the next change deletes: by age, and because all together have too many bytes. */
export async function endingUndoPacks({
  home,
  limitBytes,
}: UndoSpace): Promise<{ readonly tooOld: readonly FoundPack[]; readonly ending: readonly FoundPack[] }> {
  const packs = (await foundUndoPacks(home)).toSorted((a, b) => b.changedMs - a.changedMs);
  const now = await expiryTime(home);
  const isOld = ({ isOpen, changedMs, waits }: FoundPack) =>
    !waits && now - changedMs > (isOpen ? ABANDONED_MS : KEPT_MS);
  const kept = packs.filter((pack) => !isOld(pack));
  const all = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = await freeBytes(desktopFolder(home));
  const limit = Math.min(limitBytes(), free === null ? Number.POSITIVE_INFINITY : (free + all) * MOST_OF_FREE);
  const newest = kept.find(({ isOpen }) => !isOpen);
  let bytes = 0;
  const ending = kept.filter((pack) => {
    bytes += pack.bytes;
    return bytes > limit && pack !== newest && !pack.isOpen && !pack.waits;
  });
  return { tooOld: packs.filter(isOld), ending };
}

function endedLine(changes: number): string {
  return `${counted(changes, 'earlier change')} of keys can no longer be undone, because the former values of all changes together need too much disk (undo-space in Preferences).`;
}
