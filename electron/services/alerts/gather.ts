import { stat } from 'node:fs/promises';
import type { AlertSettings } from '../../../shared/contract/alert.ts';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import type { Backups } from '../backups/backups.ts';
import { orNull } from '../files/file-errors.ts';
import type { Catalogue } from '../instances/catalogue.ts';
import type { Observer } from '../instances/observer.ts';
import type { Operations } from '../operations/operations.ts';
import type { InfoFields } from '../redis/info.ts';
import type { Schedules } from '../schedules/schedules.ts';
import { rulesOf } from './defaults.ts';
import type { Facts } from './facts.ts';

/** What is asked of servers, folders and files; dearer than a tick, so it is asked less often. */
export interface Gathered {
  readonly info: ReadonlyMap<string, InfoFields>;
  readonly backups: ReadonlyMap<string, readonly Backup[]>;
  readonly madeAt: ReadonlyMap<string, Date>;
  readonly schedules: readonly ScheduleState[];
  /** Instances that an operation of this app is at, in any face. */
  readonly busy: ReadonlySet<string>;
}

export interface GatherDeps {
  readonly catalogue: Catalogue;
  readonly observer: Pick<Observer, 'link'>;
  readonly operations: Pick<Operations, 'list'>;
  readonly backups: Pick<Backups, 'list'>;
  readonly schedules: Pick<Schedules, 'list'>;
}

const ASK_MS = 1500;

/** Asks all of them at the same time. What does not answer, or cannot be read, is left out. */
export async function gather(deps: GatherDeps): Promise<Gathered> {
  const known = await deps.catalogue.all();
  const info = new Map<string, InfoFields>();
  const backups = new Map<string, readonly Backup[]>();
  const madeAt = new Map<string, Date>();
  const [schedules, operations] = await Promise.all([
    deps.schedules.list().catch(() => []),
    deps.operations.list(),
    ...known.map(async (one) => {
      if (one.entry?.state !== 'running' || one.entry.problem) return;
      const answer = await deps.observer
        .link(one)
        .then(
          (link) => link?.ask(ASK_MS) ?? null,
          () => null,
        )
        .catch(() => null);
      if (answer) info.set(one.id, answer.info);
    }),
    ...known.map(async ({ id, tenant, paths }) => {
      const list = await deps.backups.list(id).catch(() => null);
      if (list) backups.set(id, list);
      // The folder of its backups was made with it, and stays as long.
      const made = tenant?.created ?? (await orNull(stat(paths.backups)).catch(() => null))?.birthtime;
      if (made) madeAt.set(id, new Date(made));
    }),
  ]);
  const busy = new Set(operations.filter(({ state }) => state === 'running').map(({ instance }) => instance));
  return { info, backups, madeAt, schedules, busy };
}

/** The facts of one instance, of what was gathered and what the newest tick says. */
export function factsOf(
  gathered: Gathered,
  settings: AlertSettings,
  status: InstanceStatus,
  tick: Pick<Facts, 'evictedPerSecond' | 'lookups'>,
): Facts {
  const { id } = status;
  return {
    status,
    rules: rulesOf(settings, id),
    busy: gathered.busy.has(id),
    info: gathered.info.get(id) ?? null,
    backups: gathered.backups.get(id) ?? null,
    schedules: gathered.schedules,
    madeAt: gathered.madeAt.get(id) ?? null,
    ...tick,
  };
}
