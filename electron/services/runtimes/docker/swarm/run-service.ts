import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceSpec } from 'dockerode';
import { AppError } from '../../../../../shared/contract/errors.ts';
import { readStateFile } from '../../../platform/files/state-file.ts';
import { isPortError } from '../containers/container-trouble.ts';
import type { Owned } from '../containers/list-containers.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { cancelled, diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { isTask, SERVICE_PORT_LABEL } from '../engine/service-labels.ts';
import { createObjects, removeObjects } from './service-objects.ts';
import { withObjects, withReplicas } from './service-spec.ts';
import { ELECTION_MS, ELECTION_POLL_MS, withoutQuorum } from './swarm-state.ts';

const limits = { limitMs: OPERATION_LIMIT_MS };
/** The swarm reuses the port of a task that has ended only after some seconds, and on a busy machine after many. */
const PENDING_LIMIT_MS = 60_000;
const START_LIMIT_MS = 180_000;
const POLL_MS = 100;
const MAX_TRIES = 5;

interface Service {
  readonly Version: { readonly Index: number };
  readonly Spec: ServiceSpec;
}

interface Task {
  readonly ID: string;
  readonly CreatedAt: string;
  readonly Status?: { readonly State?: string; readonly Err?: string };
}

/** Changes the service. Another client may change it at the same time, so a refused version is read again. */
async function update(
  manager: EngineConnection,
  name: string,
  node: string,
  change: (spec: ServiceSpec) => ServiceSpec,
): Promise<void> {
  const until = Date.now() + ELECTION_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      const { Version, Spec }: Service = await manager.call((docker) => docker.getService(name).inspect(), limits);
      const body = { _query: { version: Version.Index }, _body: change(Spec) };
      await manager.call((docker) => docker.getService(name).update(body), limits);
      return;
    } catch (error) {
      if (/out of sequence/i.test(engineMessage(error)) && attempt < MAX_TRIES) continue;
      const leaderless = withoutQuorum(error, node);
      if (leaderless === null || Date.now() > until) throw leaderless ?? error;
      await sleep(ELECTION_POLL_MS);
    }
  }
}

/** Makes the swarm end the task. It waits as long as the server needs to save. */
export async function scaleDown(manager: EngineConnection, name: string, node: string): Promise<void> {
  try {
    await update(manager, name, node, (spec) => withReplicas(spec, 0));
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
  }
}

/**
 * Starts the service with the current redis.conf and returns once its task runs.
 * @param find reads the instance on its node
 * @throws AppError NOT_FOUND, PORT_TAKEN, START_FAILED, DISK_FULL, ENGINE_UNREACHABLE
 */
export async function startService(
  manager: EngineConnection,
  owned: Owned,
  { service, node, configFile }: { readonly service: string; readonly node: string; readonly configFile: string },
  find: () => Promise<Owned | null>,
  signal: AbortSignal,
): Promise<void> {
  const { id, container } = owned;
  const labels = container.Labels ?? {};
  const before = new Set((await tasksOf(manager, service)).map(({ ID }) => ID));
  try {
    const objects = await createObjects(manager, service, labels, (await readStateFile(configFile)) ?? '');
    await update(manager, service, node, (spec) => withReplicas(withObjects(spec, objects), 1));
    await untilRunning(manager, { id, service, node, before, old: container.Id }, find, signal);
    await removeObjects(manager, service, objects.version);
  } catch (error) {
    if (engineStatus(error) === 404) {
      const message = `The swarm has no service ${service} any more. Start ${id} again to recreate it.`;
      throw new AppError('NOT_FOUND', message, { what: 'instance', id }, { cause: error });
    }
    throw withoutQuorum(error, node) ?? error;
  }
}

interface Awaited {
  readonly id: string;
  readonly service: string;
  readonly node: string;
  /** The tasks before this start. */
  readonly before: ReadonlySet<string>;
  readonly old: string;
}

async function untilRunning(
  manager: EngineConnection,
  awaited: Awaited,
  find: () => Promise<Owned | null>,
  signal: AbortSignal,
): Promise<void> {
  const { service, node, before } = awaited;
  const begun = Date.now();
  for (;;) {
    const [owned, tasks] = await Promise.all([find(), tasksOf(manager, service)]);
    if (owned && owned.container.Id !== awaited.old && isTask(owned.container) && owned.container.State === 'running')
      return;
    const begunTasks = tasks
      .filter(({ ID }) => !before.has(ID))
      .toSorted((a, b) => b.CreatedAt.localeCompare(a.CreatedAt));
    // The swarm retries after a failure, so the newest task may only be starting.
    const failed = begunTasks.find(({ Status }) => hasFailed(Status?.State));
    const { State = 'new', Err = '' } = (failed ?? begunTasks[0])?.Status ?? {};
    const waited = Date.now() - begun;
    const isOver =
      hasFailed(State) || (State === 'pending' && Err !== '' && waited > PENDING_LIMIT_MS) || waited > START_LIMIT_MS;
    if (isOver || signal.aborted) await scaleDown(manager, service, node);
    if (isOver) throw startFailure(Err || `its task is ${State} after ${Math.round(waited / 1000)} s`, awaited, owned);
    if (signal.aborted) throw cancelled(signal);
    await sleep(POLL_MS);
  }
}

function hasFailed(state: string | undefined): boolean {
  return state === 'rejected' || state === 'failed';
}

function startFailure(said: string, { id, service, node }: Awaited, owned: Owned | null): AppError {
  const port = Number(owned?.container.Labels?.[SERVICE_PORT_LABEL] ?? 0);
  if (isPortError(said) || /host-mode port already in use/i.test(said)) {
    const message = `${id} could not start: port ${port} of ${node} is already in use. Stop the program that uses it there, or choose another port for ${id}.`;
    return new AppError('PORT_TAKEN', message, { port, by: null, free: null });
  }
  const message = `The swarm could not start the service ${service}: ${said}`;
  return diskFull(new Error(said)) ?? new AppError('START_FAILED', message, { id, log: [said] });
}

async function tasksOf(manager: EngineConnection, service: string): Promise<readonly Task[]> {
  return manager.ask((docker) => docker.listTasks({ filters: { service: [service] } }), limits);
}
