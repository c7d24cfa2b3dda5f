import { lstat, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { placeOfNextStart } from '../../instances/lifecycle/stop-preview.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { syncFolder } from '../../platform/files/durable-write.ts';
import { errorCode, orNull } from '../../platform/files/file-errors.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { unusedPath } from '../../redis/data/leave-aof.ts';
import { keepsData, livePlace } from '../../redis/data/next-start.ts';
import type { Prepared } from '../plan/prepare.ts';

const ANSWER_MS = 30_000;

/**
 * Whether a plan is one after which a snapshot stays that must not be loaded: it switches persistence off, or it
 * restarts a server that has none.
 * @returns null where it is not
 */
export async function dumpToLeave({ plan, known, link }: Prepared): Promise<{ readonly isOurs: boolean } | null> {
  const { facts, target, changes } = plan;
  if (!facts.running || link === null || modeOf(persistenceOf(target.effective)) !== 'none') return null;
  if (changes.some(({ directive }) => directive === 'save' || directive === 'appendonly')) return { isOurs: false };
  return plan.restart ? { isOurs: await isMemoryOnly(known, link) } : null;
}

/**
 * Whether a server keeps nothing on disk and has no snapshot that its next start would load. A snapshot that is there
 * after a restart of ours was made for that restart alone.
 */
export async function isMemoryOnly(known: ManagedInstance, link: RedisLink): Promise<boolean> {
  return (await keepsNothing(known, link)) && (await snapshotOf(known)) === null;
}

/**
 * Moves the snapshot aside that a running server without persistence has left: Redis writes it never again, and the
 * next start would load it, as old as it is by then, in place of the data of that day. Noted for undo before.
 * @param isOurs it was made for a restart of this operation, which is over: it is removed when that has succeeded
 * @returns where it is kept; null where there is none
 */
export async function keepDump(
  known: ManagedInstance,
  link: RedisLink,
  op: OperationContext,
  { isOurs }: { readonly isOurs: boolean },
): Promise<string | null> {
  if (!(await keepsNothing(known, link))) return null;
  const dump = await snapshotOf(known);
  if (dump === null) return null;
  const aside = unusedPath(dirname(dump), basename(dump), new Date());
  const entry: UndoEntry = { type: 'move', from: dump, to: aside };
  await op.undo.add(entry);
  try {
    await rename(dump, aside);
    await syncFolder(dirname(dump));
  } catch (error) {
    if (!isDenied(error)) throw error;
    op.log(`${dump} cannot be moved (${errorCode(error)}): the next start of ${known.id} loads it.`);
    return null;
  }
  if (isOurs) {
    op.onReleased(() => rm(aside, { force: true }));
    return null;
  }
  op.log(`${known.id} keeps its keys in memory only. Its last snapshot is ${aside} now, where no start loads it.`);
  return aside;
}

/** By its own word and by its redis.conf; of a server that does not tell, that is not known. */
async function keepsNothing(known: ManagedInstance, link: RedisLink): Promise<boolean> {
  const next = await placeOfNextStart(known);
  if (next === null || keepsData(next)) return false;
  const live = await livePlace(link, confPlaceOf(known), ANSWER_MS).catch(() => null);
  return live !== null && !keepsData(live);
}

/** The snapshot that the next start loads; null when there is none, or where it cannot be reached. */
async function snapshotOf(known: ManagedInstance): Promise<string | null> {
  const next = await placeOfNextStart(known);
  if (next === null || next.here === null) return null;
  const path = join(next.here, next.names.dump);
  const found = await orNull(lstat(path)).catch(() => null);
  return found?.isFile() ? path : null;
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '');
}
