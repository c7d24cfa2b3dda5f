import { AppError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/instance.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { plannedSteps } from '../../operations/run/planned-steps.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import type { Runtime, RuntimeEntry } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { withOwnAddress } from '../registry/own-address.ts';
import { withPublishedTls } from '../registry/published-tls.ts';
import { instanceSpec } from '../registry/spec.ts';
import { companionStarts } from '../status/companion-steps.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { untilReady } from '../status/ready.ts';
import { requireInstance, statusById } from '../status/status-by-id.ts';

/**
 * The runtime of an installed instance.
 * @throws AppError NOT_RUNNING, ENGINE_UNREACHABLE, FILE_UNREADABLE if it cannot be known whether it runs
 */
export function runtimeOf(deps: Pick<InstanceDeps, 'runtimes'>, instance: ManagedInstance): Runtime {
  if (instance.unreachable) throw instance.unreachable;
  const { problem, state } = instance.entry ?? {};
  if (problem?.code === 'RECORD_UNREADABLE' && state === 'stopped') throw unknownState(instance.id, problem);
  const kind = instance.entry?.runtime ?? instance.record?.runtime;
  if (!kind) {
    throw new AppError('NOT_RUNNING', `${instance.id} is not installed. Install it first.`, {
      remedy: { action: 'install', flags: {} },
      id: instance.id,
      state: 'missing',
    });
  }
  return deps.runtimes[kind];
}

/** Taken for stopped, its data would be replaced, moved or started twice while it runs. */
function unknownState(id: string, { message, fix }: Problem): AppError<'FILE_UNREADABLE'> {
  const text = `${message} Whether ${id} runs is unknown, so nothing was changed.${fix === null ? '' : ` ${fix}`}`;
  const data = { path: `process record of ${id}`, trouble: 'denied', detail: message, fix } as const;
  return new AppError('FILE_UNREADABLE', text, data);
}

/** Starts an instance and waits until it has loaded its data. Does nothing if it is running. */
export function startInstance(deps: InstanceDeps, id: string): Promise<OperationOf<'start'>> {
  return startAs(deps, id, { kind: 'start', title: `Start ${id}` });
}

/** {@link startInstance} as an operation of another kind. */
export async function startAs<Kind extends 'start' | 'install'>(
  deps: InstanceDeps,
  id: string,
  as: { readonly kind: Kind; readonly title: string },
  /** The result's sentence if the instance is already running. */
  unchanged = `${id} is already running; nothing was changed.`,
): Promise<OperationOf<Kind>> {
  const instance = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, instance);
  // Fail early: with an unreadable redis.conf, Redis would exit or start without its settings.
  await configuredSettings(confPlaceOf(instance));
  const steps = [
    ...plannedSteps(!instance.entry && 'recreate-missing', 'start-redis', 'wait-loaded'),
    ...companionStarts((await deps.companions?.list(id)) ?? []),
  ];
  const begun = await deps.operations.begin<'start' | 'install'>({ ...as, instance: id, steps }, async (op) => {
    if (!instance.entry) await op.step('recreate-missing', () => createMissingContainer(deps, instance, runtime, op));
    const started = await startAndWait(deps, runtime, instance, op);
    // A paused or crash-looping container is "running" with a problem, and a start changes that.
    const wasRunning = isSame(started, instance) && instance.entry?.problem === null;
    const companionProblems = (await deps.companions?.start(id, op)) ?? [];
    return {
      ...(await statusById(deps, id)),
      ...(wasRunning && { unchanged }),
      ...(companionProblems.length > 0 && { companionProblems: [...companionProblems] }),
    };
  });
  return begun as OperationOf<Kind>;
}

/** The steps that start and restart share. */
export async function startAndWait(
  deps: InstanceDeps,
  runtime: Runtime,
  instance: ManagedInstance,
  op: OperationContext,
): Promise<RuntimeEntry> {
  const start = async () => {
    const started = await runtime.start(instance.id, op.signal);
    const settings = await configuredSettings(confPlaceOf(instance));
    return { entry: withOwnAddress(started, settings, instance.paths.config), password: settings?.password ?? null };
  };
  const { readyTimeoutMs } = deps.environment;
  const first = await op.step('start-redis', start);
  return op.step('wait-loaded', async () => {
    try {
      await untilReady(runtime, first.entry, first.password, readyTimeoutMs, op, 'allowed');
      return first.entry;
    } catch (error) {
      if (!isSame(first.entry, instance) || !(await hasEnded(runtime, instance.id))) throw error;
      op.log(`${instance.id} was still running when it was started, and has ended since. It is started again.`);
      const second = await start();
      await untilReady(runtime, second.entry, second.password, readyTimeoutMs, op, 'allowed');
      return second.entry;
    }
  });
}

/** Whether a start has found the server that was running before, and has therefore done nothing. */
function isSame({ startedAt }: RuntimeEntry, { entry }: ManagedInstance): boolean {
  return entry?.state === 'running' && startedAt !== null && startedAt === entry.startedAt;
}

/** A killed process may look alive for some milliseconds. */
async function hasEnded(runtime: Runtime, id: string): Promise<boolean> {
  return (await runtime.list(id)).find((one) => one.id === id)?.state === 'stopped';
}

/** For a container that another program removed. Its network may still exist, with containers of others: it is kept. */
async function createMissingContainer(
  deps: InstanceDeps,
  instance: ManagedInstance,
  runtime: Runtime,
  op: OperationContext,
): Promise<void> {
  if (!instance.record) throw new Error(`${instance.id} has no instance record`);
  const missing = instanceSpec(deps.environment, instance.id, instance.paths, instance.record);
  const spec = await withPublishedTls(missing, runtime.kind);
  await runtime.prepare(spec, op);
  await runtime.create(spec, op);
}
