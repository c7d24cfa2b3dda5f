import { rm } from 'node:fs/promises';
import type { CompanionChange } from '../../../shared/contract/companion.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import type { DockerRuntime } from '../runtimes/docker/docker-runtime.ts';
import { backupsOf, requireBackup } from './backups/backup-store.ts';
import { restoreCompanion } from './backups/restore-companion.ts';
import { automaticBackupName, requireFreeBackupName, saveCompanion } from './backups/save-companion.ts';
import type { Companions } from './companions.ts';
import type { CompanionHost, Placed } from './host/companion-host.ts';
import { createContainerHost } from './host/container-host.ts';
import { createProcessHost } from './host/process-host.ts';
import type { Kind } from './kind/companion-kind.ts';
import { kinds, requireKind } from './kinds/kinds.ts';
import { companionPaths } from './store/companion-paths.ts';
import { companionDocument, listCompanions } from './tenant/companion-status.ts';
import { createCompanionHooks } from './tenant/hooks.ts';
import { companionRequest, kindDocument } from './tenant/request.ts';
import { exportFiles, readFiles, writeFiles } from './tenant/write-files.ts';
import type { CompanionDeps } from './work/companion-deps.ts';
import { ensureRunning, ensuringSteps } from './work/ensure-running.ts';
import { requireClient, requirePlaced } from './work/placed.ts';
import { stopCompanion, takeDown } from './work/stop-companion.ts';

/** The host of the companions of tenants in each runtime. */
export function companionHosts(
  containers: Pick<DockerRuntime, 'services'>,
  env: Readonly<Record<string, string | undefined>>,
): (runtime: RuntimeKind) => CompanionHost {
  const hosts = new Map<RuntimeKind, CompanionHost>();
  return (runtime) => {
    const host =
      hosts.get(runtime) ??
      (can(runtime, 'network')
        ? createContainerHost({ runtime, services: containers.services, env })
        : createProcessHost({ runtime, path: env.PATH }));
    hosts.set(runtime, host);
    return host;
  };
}

export function createCompanions(deps: CompanionDeps): Companions {
  return {
    kinds: () => kinds.map(kindDocument),
    list: async (client) => {
      await requireClient(deps, client);
      return listCompanions(deps, client);
    },
    request: (client, resources, runtime) => companionRequest(deps, client, resources, runtime),
    create: (client, name) => bringUp(deps, client, requireKind(name), 'create-companion'),
    start: async (client, name) => {
      const { kind } = requirePlaced(deps, client, name);
      return bringUp(deps, client, kind, 'start-companion');
    },
    stop: (client, name) => stop(deps, client, name),
    remove: (client, name) => remove(deps, client, name),
    backups: (client, name) => {
      const kind = requireKind(name);
      return backupsOf(client, kind, companionPaths(deps.environment.home, client, kind.name));
    },
    backup: (client, name, backup) => backUp(deps, client, name, backup),
    restore: (client, name, backup) => restore(deps, client, name, backup),
    files: (client, reveal) => readFiles(deps, client, reveal),
    export: (client, options) => exportFiles(deps, client, options),
    hooks: createCompanionHooks(deps),
  };
}

async function bringUp<Verb extends 'create-companion' | 'start-companion'>(
  deps: CompanionDeps,
  client: string,
  kind: Kind,
  verb: Verb,
): Promise<OperationOf<Verb>> {
  await requireClient(deps, client);
  const title = `${verb === 'create-companion' ? 'Create' : 'Start'} ${kind.title} of ${client}`;
  const steps = [...ensuringSteps(kind), 'write-connection-files' as const];
  const plan = { kind: verb, instance: client, title, steps } as const;
  const begun = await deps.operations.begin<'create-companion' | 'start-companion'>(plan, async (op) => {
    // Checked again under the lock, because another process may have changed the tenant meanwhile.
    const instance = await requireClient(deps, client);
    const { placed, wasRunning } = await ensureRunning(deps, instance, kind, op);
    await op.step('write-connection-files', () => writeFiles(deps, client, op));
    const unchanged = `${kind.title} of ${client} already exists; nothing was changed.`;
    return { ...(await companionDocument(deps, placed)), ...(wasRunning && { unchanged }) };
  });
  return begun as OperationOf<Verb>;
}

async function stop(deps: CompanionDeps, client: string, name: string): Promise<OperationOf<'stop-companion'>> {
  const { kind } = requirePlaced(deps, client, name);
  const steps = [{ id: 'stop-companion', subject: kind.title }] as const;
  const plan = { kind: 'stop-companion', instance: client, title: `Stop ${kind.title} of ${client}`, steps } as const;
  return deps.operations.begin(plan, async (op): Promise<CompanionChange> => {
    const wasStopped = await stopCompanion(deps, requirePlaced(deps, client, name), op);
    const unchanged = `${kind.title} of ${client} is already stopped; nothing was changed.`;
    const now = await companionDocument(deps, requirePlaced(deps, client, name));
    return { ...now, ...(wasStopped && { unchanged }) };
  });
}

async function backUp(
  deps: CompanionDeps,
  client: string,
  name: string,
  wanted: string | undefined,
): Promise<OperationOf<'backup-companion'>> {
  const placed = requirePlaced(deps, client, name);
  if (wanted !== undefined) requireFreeBackupName(placed, wanted);
  const { title } = placed.kind;
  const steps = [{ id: 'backup-companion', subject: title }] as const;
  const plan = { kind: 'backup-companion', instance: client, title: `Back up ${title} of ${client}`, steps } as const;
  return deps.operations.begin(plan, async (op) => {
    const now = requirePlaced(deps, client, name);
    const backup = wanted ?? automaticBackupName(now);
    requireFreeBackupName(now, backup);
    return saveCompanion(deps, now, { name: backup, reason: 'manual' }, op);
  });
}

async function restore(
  deps: CompanionDeps,
  client: string,
  name: string,
  backup: string,
): Promise<OperationOf<'restore-companion'>> {
  const { kind, paths } = requirePlaced(deps, client, name);
  requireBackup(client, kind, paths, backup);
  const steps = (['backup-companion', 'restore-companion'] as const).map((id) => ({ id, subject: kind.title }));
  const title = `Restore ${kind.title} of ${client} from ${backup}`;
  const plan = { kind: 'restore-companion', instance: client, title, steps } as const;
  return deps.operations.begin(plan, async (op) => {
    const { placed } = await ensured(deps, client, kind, op);
    const found = requireBackup(client, kind, paths, backup);
    const safetyBackup = await restoreCompanion(deps, placed, found, op);
    return { companion: await companionDocument(deps, requirePlaced(deps, client, name)), backup, safetyBackup };
  });
}

async function remove(deps: CompanionDeps, client: string, name: string): Promise<OperationOf<'remove-companion'>> {
  const { kind } = requirePlaced(deps, client, name);
  const steps = (['backup-companion', 'remove-companion'] as const).map((id) => ({ id, subject: kind.title }));
  const title = `Remove ${kind.title} of ${client}`;
  const plan = { kind: 'remove-companion', instance: client, title, steps } as const;
  return deps.operations.begin(plan, async (op) => {
    const { placed } = await ensured(deps, client, kind, op);
    const backup = automaticBackupName(placed, 'before-remove-');
    await saveCompanion(deps, placed, { name: backup, reason: 'safety' }, op);
    op.commitPoint();
    const { paths } = placed;
    await takeDown(deps, requirePlaced(deps, client, name), op);
    // The record is deleted last: until then, the removal can be repeated. Backups and passwords are kept.
    for (const path of [paths.data, paths.exchange, paths.config, paths.logFile, paths.record])
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    await writeFiles(deps, client, null);
    return { name: kind.name, backup };
  });
}

/** Its data can be saved only while it runs. */
async function ensured(
  deps: CompanionDeps,
  client: string,
  kind: Kind,
  op: OperationContext,
): Promise<{ readonly placed: Placed }> {
  return ensureRunning(deps, await requireClient(deps, client), kind, op);
}
