import { stat } from 'node:fs/promises';
import type { AlertSettings } from '../../../shared/contract/alert.ts';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import type { Branch } from '../../../shared/contract/tenant.ts';
import type { Certificate } from '../../../shared/contract/tls.ts';
import type { Backups } from '../backups/backups.ts';
import type { Catalogue, ManagedInstance } from '../instances/registry/catalogue.ts';
import type { Observer } from '../instances/status/observer.ts';
import type { Operations } from '../operations/run/operations.ts';
import { readCertificate } from '../redis/certificates/certificate.ts';
import { confPlaceOf, pathHere, serverPath } from '../redis/conf/conf-place.ts';
import type { InfoFields } from '../redis/info/info.ts';
import type { Schedules } from '../schedules/schedules.ts';
import { rulesOf } from './defaults.ts';
import type { Facts } from './facts.ts';

/** What a metrics sample lacks: INFO and running operations. */
export interface ServerFacts {
  readonly info: ReadonlyMap<string, InfoFields>;
  /** Instances with a running operation, from any client. */
  readonly busy: ReadonlySet<string>;
}

/** Read from disk: more expensive, and changes rarely. */
export interface FileFacts {
  readonly backups: ReadonlyMap<string, readonly Backup[]>;
  readonly createdAt: ReadonlyMap<string, Date>;
  readonly branches: ReadonlyMap<string, Branch>;
  readonly certificates: ReadonlyMap<string, Certificate>;
  readonly schedules: readonly ScheduleState[];
}

export type Gathered = ServerFacts & FileFacts;

export interface GatherDeps {
  readonly catalogue: Catalogue;
  readonly observer: Pick<Observer, 'link'>;
  readonly operations: Pick<Operations, 'list'>;
  readonly backups: Pick<Backups, 'list'>;
  readonly schedules: Pick<Schedules, 'list'>;
}

const INFO_TIMEOUT_MS = 1500;

/** Asks all servers concurrently. Servers that do not reply are left out. */
export async function askServers(deps: GatherDeps): Promise<ServerFacts> {
  const managed = await deps.catalogue.all();
  const info = new Map<string, InfoFields>();
  await Promise.all(
    managed.map(async (one) => {
      if (one.entry?.state !== 'running' || one.entry.problem) return;
      try {
        const answer = await (await deps.observer.link(one))?.ask(INFO_TIMEOUT_MS);
        if (answer) info.set(one.id, answer.info);
      } catch {
        // The status of the instance reports it.
      }
    }),
  );
  return { info, busy: await busyInstances(deps) };
}

/** Instances with a running operation, from any client. */
export async function busyInstances({ operations }: Pick<GatherDeps, 'operations'>): Promise<ReadonlySet<string>> {
  const running = (await operations.list()).filter(({ state }) => state === 'running');
  return new Set(running.map(({ instance }) => instance));
}

/** Leaves out what cannot be read. */
export async function readFiles(deps: GatherDeps): Promise<FileFacts> {
  const managed = await deps.catalogue.all();
  const backups = new Map<string, readonly Backup[]>();
  const createdAt = new Map<string, Date>();
  const branches = new Map<string, Branch>();
  const certificates = new Map<string, Certificate>();
  for (const instance of managed) {
    const { id, tenant, paths } = instance;
    const list = await deps.backups.list(id).catch(() => null);
    if (list) backups.set(id, list);
    // The backups folder is created with the instance and lives as long.
    const created = tenant?.created ?? (await stat(paths.backups).catch(() => null))?.birthtime;
    if (created) createdAt.set(id, new Date(created));
    if (tenant?.branch) branches.set(id, tenant.branch);
    const certificate = await certificateOf(instance);
    if (certificate) certificates.set(id, certificate);
  }
  return { backups, createdAt, branches, certificates, schedules: await deps.schedules.list().catch(() => []) };
}

/** The certificate of a server with TLS; null if it cannot be read, as in a folder that only its container sees. */
async function certificateOf(instance: ManagedInstance): Promise<Certificate | null> {
  const place = confPlaceOf(instance);
  const file = instance.settings?.certificate ?? null;
  const here = file === null ? null : pathHere(place, serverPath(place, place.cwd, file));
  return here === null ? null : (await readCertificate(here)).certificate;
}

/** Combines the gathered facts with the newest sample. */
export function factsOf(
  gathered: Gathered,
  settings: AlertSettings,
  status: InstanceStatus,
  sample: Pick<Facts, 'evictedPerSecond' | 'lookups'>,
): Facts {
  const { id } = status;
  return {
    status,
    rules: rulesOf(settings, id),
    busy: gathered.busy.has(id),
    info: gathered.info.get(id) ?? null,
    backups: gathered.backups.get(id) ?? null,
    schedules: gathered.schedules,
    createdAt: gathered.createdAt.get(id) ?? null,
    branch: gathered.branches.get(id) ?? null,
    certificate: gathered.certificates.get(id) ?? null,
    ...sample,
  };
}
