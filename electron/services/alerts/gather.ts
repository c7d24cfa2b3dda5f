import { stat } from 'node:fs/promises';
import type { AlertSettings } from '../../../shared/contract/alert.ts';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import type { Backups } from '../backups/backups.ts';
import type { Catalogue } from '../instances/registry/catalogue.ts';
import type { Observer } from '../instances/status/observer.ts';
import type { Operations } from '../operations/run/operations.ts';
import type { InfoFields } from '../redis/info/info.ts';
import type { Schedules } from '../schedules/schedules.ts';
import { rulesOf } from './defaults.ts';
import type { Facts } from './facts.ts';

/** What servers are asked for beyond what a tick tells, and who is at them. */
export interface AskedServers {
  readonly info: ReadonlyMap<string, InfoFields>;
  /** Instances that an operation of this app is at, in any face. */
  readonly busy: ReadonlySet<string>;
}

/** What is read of folders and files; dearer still, and seldom another. */
export interface ReadFiles {
  readonly backups: ReadonlyMap<string, readonly Backup[]>;
  readonly madeAt: ReadonlyMap<string, Date>;
  readonly schedules: readonly ScheduleState[];
}

export type Gathered = AskedServers & ReadFiles;

export interface GatherDeps {
  readonly catalogue: Catalogue;
  readonly observer: Pick<Observer, 'link'>;
  readonly operations: Pick<Operations, 'list'>;
  readonly backups: Pick<Backups, 'list'>;
  readonly schedules: Pick<Schedules, 'list'>;
}

const ASK_MS = 1500;

/** Asks all servers at the same time. Those that do not answer are left out. */
export async function askServers(deps: GatherDeps): Promise<AskedServers> {
  const known = await deps.catalogue.all();
  const info = new Map<string, InfoFields>();
  await Promise.all(
    known.map(async (one) => {
      if (one.entry?.state !== 'running' || one.entry.problem) return;
      try {
        const answer = await (await deps.observer.link(one))?.ask(ASK_MS);
        if (answer) info.set(one.id, answer.info);
      } catch {
        // Its status says so.
      }
    }),
  );
  return { info, busy: await busyInstances(deps) };
}

/** Instances that an operation of this app is at, in any client. */
export async function busyInstances({ operations }: Pick<GatherDeps, 'operations'>): Promise<ReadonlySet<string>> {
  const running = (await operations.list()).filter(({ state }) => state === 'running');
  return new Set(running.map(({ instance }) => instance));
}

/** What cannot be read is left out. */
export async function readFiles(deps: GatherDeps): Promise<ReadFiles> {
  const known = await deps.catalogue.all();
  const backups = new Map<string, readonly Backup[]>();
  const madeAt = new Map<string, Date>();
  for (const { id, tenant, paths } of known) {
    const list = await deps.backups.list(id).catch(() => null);
    if (list) backups.set(id, list);
    // The folder of its backups was made with it, and stays as long.
    const made = tenant?.created ?? (await stat(paths.backups).catch(() => null))?.birthtime;
    if (made) madeAt.set(id, new Date(made));
  }
  return { backups, madeAt, schedules: await deps.schedules.list().catch(() => []) };
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
