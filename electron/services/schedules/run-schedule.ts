import { AppError, isAppError } from '../../../shared/contract/errors.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import type { Schedule, ScheduleRun } from '../../../shared/contract/schedule.ts';
import { counted } from '../../../shared/format/count.ts';
import type { Backups } from '../backups/backups.ts';
import type { Catalogue } from '../instances/registry/catalogue.ts';
import type { Operations } from '../operations/run/operations.ts';
import { expired } from './retention.ts';
import type { Taken } from './schedule-file.ts';

export type ScheduleOutcome = Pick<ScheduleRun, 'ok' | 'message' | 'failureCode' | 'backups' | 'removed'>;

/**
 * @param taken the backups that the schedule has taken so far
 * @param patienceMs how long to wait for a busy instance
 */
export type ScheduleRunner = (
  schedule: Schedule,
  taken: readonly Taken[],
  patienceMs: number,
) => Promise<{
  readonly outcome: ScheduleOutcome;
  /** The backups of the schedule that still exist. */
  readonly taken: readonly Taken[];
}>;

/** Pause between two tries while the instance is busy. */
const RETRY_MS = 2000;

/**
 * Takes the backups of a schedule one after another, and deletes those that its retention no longer keeps. Never throws:
 * if one instance fails, the others are still backed up, and the outcome lists every backup.
 */
export function createScheduleRunner(deps: {
  readonly backups: Backups;
  readonly operations: Pick<Operations, 'settled'>;
  readonly catalogue: Catalogue;
}): ScheduleRunner {
  return async (schedule, before, patienceMs) => {
    const failures: string[] = [];
    const codes = new Set<string>();
    const fail = (message: string, code = 'INTERNAL') => {
      failures.push(message);
      codes.add(code);
    };
    const caught = (error: unknown) => fail(messageOf(error), error instanceof AppError ? error.code : undefined);
    const backups: Taken[] = [];
    const removed: Taken[] = [];
    let taken = before;
    const ids = await instancesOf(deps.catalogue, schedule).catch((error: unknown) => {
      caught(error);
      return [];
    });
    for (const instance of ids) {
      try {
        const { name, failure } = await backUp(deps, instance, schedule, patienceMs);
        if (failure !== null) fail(failure, 'BACKUP_DAMAGED');
        else backups.push({ instance, name });
        taken = [...taken, { instance, name }];
        const cleaned = await applyRetention(deps.backups, instance, schedule, taken);
        removed.push(...cleaned.removed);
        for (const message of cleaned.failures) fail(message);
        taken = cleaned.taken;
      } catch (error) {
        caught(error);
      }
    }
    if (ids.length === 0 && failures.length === 0) fail('There are no tenants to back up.', 'NOT_FOUND');
    const message = failures.length > 0 ? failures.join(' ') : summary(backups.length, removed.length);
    const [failureCode] = codes;
    const ok = failures.length === 0;
    return { outcome: { ok, message, ...(codes.size === 1 && { failureCode }), backups, removed }, taken };
  };
}

async function instancesOf(catalogue: Catalogue, { instance }: Schedule): Promise<readonly string[]> {
  if (instance !== null) return [instance];
  return (await catalogue.all()).map(({ id }) => id).filter((id) => id !== MAIN);
}

/** A backup that failed verification is kept, and belongs to the schedule. */
async function backUp(
  { backups, operations }: { readonly backups: Backups; readonly operations: Pick<Operations, 'settled'> },
  instance: string,
  { kind, prove }: Schedule,
  patienceMs: number,
): Promise<{ readonly name: string; readonly failure: string | null }> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      const begun = await backups.create({ instance, kind, verify: prove, reason: 'scheduled' });
      const { result } = await operations.settled(begun);
      return { name: result.name, failure: null };
    } catch (error) {
      if (isAppError(error, 'BACKUP_DAMAGED')) return { name: error.data.name, failure: error.message };
      if (!isAppError(error, 'BUSY') || Date.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
    }
  }
}

/**
 * Deletes backups that the retention no longer keeps, and drops records of backups that were deleted or renamed. One that
 * cannot be deleted does not stop the others: the disk would fill up.
 */
async function applyRetention(
  backups: Backups,
  instance: string,
  { retention }: Schedule,
  taken: readonly Taken[],
): Promise<{
  readonly removed: readonly Taken[];
  readonly taken: readonly Taken[];
  readonly failures: readonly string[];
}> {
  const own = new Set(taken.flatMap((one) => (one.instance === instance ? [one.name] : [])));
  const existing = await backups.list(instance);
  const expiring = retention === null ? [] : expired(existing, own, retention, new Date());
  const removed: Taken[] = [];
  const failures: string[] = [];
  for (const { name } of expiring) {
    try {
      await backups.remove(instance, name);
      removed.push({ instance, name });
    } catch (error) {
      failures.push(messageOf(error));
    }
  }
  const gone = new Set(removed.map(({ name }) => name));
  const names = new Set(existing.map(({ name }) => name));
  return {
    removed,
    failures,
    taken: taken.filter((one) => one.instance !== instance || (names.has(one.name) && !gone.has(one.name))),
  };
}

function summary(taken: number, removed: number): string {
  const some = (count: number) => counted(count, 'backup');
  return removed === 0 ? `${some(taken)} taken.` : `${some(taken)} taken, ${some(removed)} removed.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
