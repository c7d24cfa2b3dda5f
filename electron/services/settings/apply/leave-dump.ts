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

const REPLY_TIMEOUT_MS = 30_000;

/**
 * Whether the plan leaves a snapshot behind that must not be loaded: it disables persistence, or restarts a server
 * without persistence.
 * @returns null when it does not
 */
export async function dumpToLeave({ plan, instance, link }: Prepared): Promise<{ readonly isOurs: boolean } | null> {
  const { facts, target, changes } = plan;
  if (!facts.running || link === null || modeOf(persistenceOf(target.effective)) !== 'none') return null;
  if (changes.some(({ directive }) => directive === 'save' || directive === 'appendonly')) return { isOurs: false };
  return plan.restart ? { isOurs: await isMemoryOnly(instance, link) } : null;
}

/**
 * Whether a server has no persistence and no snapshot that its next start would load. A snapshot found after the
 * restart was then created only for that restart.
 */
export async function isMemoryOnly(instance: ManagedInstance, link: RedisLink): Promise<boolean> {
  return (await hasNoPersistence(instance, link)) && (await snapshotOf(instance)) === null;
}

/**
 * Renames the snapshot of a running server without persistence: Redis never updates it, and the next start would load
 * its outdated data. Recorded for undo first.
 * @param isOurs the snapshot was created for a restart by this operation: it is deleted when the operation succeeds
 * @returns its new path; null if there is none
 */
export async function keepDump(
  instance: ManagedInstance,
  link: RedisLink,
  op: OperationContext,
  { isOurs }: { readonly isOurs: boolean },
): Promise<string | null> {
  if (!(await hasNoPersistence(instance, link))) return null;
  const dump = await snapshotOf(instance);
  if (dump === null) return null;
  const keptPath = unusedPath(dirname(dump), basename(dump), new Date());
  const entry: UndoEntry = { type: 'move', from: dump, to: keptPath };
  await op.undo.add(entry);
  try {
    await rename(dump, keptPath);
    await syncFolder(dirname(dump));
  } catch (error) {
    if (!isDenied(error)) throw error;
    op.warn(`Could not rename ${dump} (${errorCode(error)}). The next start of ${instance.id} will load it.`);
    return null;
  }
  if (isOurs) {
    op.onReleased(() => rm(keptPath, { force: true }));
    return null;
  }
  op.log(
    `${instance.id} now keeps its keys in memory only. Its last snapshot was renamed to ${keptPath}, so no start loads it.`,
  );
  return keptPath;
}

/** True only if both the running server and redis.conf say so. */
async function hasNoPersistence(instance: ManagedInstance, link: RedisLink): Promise<boolean> {
  const next = await placeOfNextStart(instance);
  if (next === null || keepsData(next)) return false;
  const live = await livePlace(link, confPlaceOf(instance), REPLY_TIMEOUT_MS).catch(() => null);
  return live !== null && !keepsData(live);
}

/** The snapshot that the next start loads; null if there is none or it is not accessible. */
async function snapshotOf(instance: ManagedInstance): Promise<string | null> {
  const next = await placeOfNextStart(instance);
  if (next === null || next.here === null) return null;
  const path = join(next.here, next.names.dump);
  const found = await orNull(lstat(path)).catch(() => null);
  return found?.isFile() ? path : null;
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '');
}
