import { backup as backupDocument } from '../../../shared/contract/backup.ts';
import type { Schedule, ScheduleRun } from '../../../shared/contract/schedule.ts';
import { MAIN } from '../../../shared/contract/values.ts';
import type { Backups } from '../backups/backups.ts';
import type { Catalogue } from '../instances/catalogue.ts';
import type { Operations } from '../operations/operations.ts';
import { expired } from './retention.ts';

export type ScheduleOutcome = Pick<ScheduleRun, 'ok' | 'message' | 'backups' | 'removed'>;
export type ScheduleRunner = (schedule: Schedule) => Promise<ScheduleOutcome>;

/** Takes a schedule's backups one after the other, then removes what its retention no longer keeps. Never throws. */
export function createScheduleRunner(deps: {
  readonly backups: Backups;
  readonly operations: Pick<Operations, 'settled'>;
  readonly catalogue: Catalogue;
}): ScheduleRunner {
  return async (schedule) => {
    const outcome: { backups: ScheduleOutcome['backups']; removed: ScheduleOutcome['removed'] } = {
      backups: [],
      removed: [],
    };
    const failures: string[] = [];
    const ids = await instancesOf(deps.catalogue, schedule).catch((error: unknown) => {
      failures.push(messageOf(error));
      return [];
    });
    for (const instance of ids) {
      try {
        const name = await backUp(deps, instance, schedule);
        outcome.backups.push({ instance, name });
        outcome.removed.push(...(await tidy(deps.backups, instance, schedule)));
      } catch (error) {
        failures.push(messageOf(error));
      }
    }
    const message = failures.length > 0 ? failures.join(' ') : summary(outcome.backups.length, outcome.removed.length);
    return { ok: failures.length === 0, message, ...outcome };
  };
}

async function instancesOf(catalogue: Catalogue, { instance }: Schedule): Promise<readonly string[]> {
  if (instance !== null) return [instance];
  return (await catalogue.all()).map(({ id }) => id).filter((id) => id !== MAIN);
}

async function backUp(
  { backups, operations }: { readonly backups: Backups; readonly operations: Pick<Operations, 'settled'> },
  instance: string,
  { kind, prove }: Schedule,
): Promise<string> {
  const { id } = await backups.create({ instance, kind, prove, reason: 'scheduled' });
  return backupDocument.parse((await operations.settled(id)).result).name;
}

async function tidy(backups: Backups, instance: string, { retention }: Schedule): Promise<ScheduleOutcome['removed']> {
  if (retention === null) return [];
  const removed: ScheduleOutcome['removed'] = [];
  for (const { name } of expired(await backups.list(instance), retention)) {
    await backups.remove(instance, name);
    removed.push({ instance, name });
  }
  return removed;
}

function summary(taken: number, removed: number): string {
  const some = (count: number) => `${count} ${count === 1 ? 'backup' : 'backups'}`;
  return removed === 0 ? `${some(taken)} taken.` : `${some(taken)} taken, ${some(removed)} removed.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
