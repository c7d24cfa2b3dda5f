import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { MoveTenantInput, TenantMoved } from '../../../../shared/contract/move.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { makingSteps } from '../../instances/install/make-instance.ts';
import { trashName } from '../../instances/registry/recently-deleted.ts';
import { writeTenant } from '../../instances/registry/tenant-record.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { portBeside } from '../../ports/port-beside.ts';
import type { TakenPorts } from '../../ports/port-registry.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import type { SourceSnapshot } from '../../redis/data/source-snapshot.ts';
import type { ServerAddress } from '../../runtimes/runtime.ts';
import { tenantById } from '../read-tenants.ts';
import { takenPorts } from '../taken-ports.ts';
import { compareData, requireCompared } from './compare-data.ts';
import { compareFiles, copyFiles } from './copy-files.ts';
import { catchUp, type Followed, reachesOffset, receiveData } from './follow-source.ts';
import { FORWARD_MS, forwardOwners, setForward } from './forward-file.ts';
import { endForward } from './forward-ports.ts';
import { createCopy, makeCopy } from './make-copy.ts';
import type { MoveDeps } from './move-deps.ts';
import { type MovePlace, placeName, runtimeAt } from './move-place.ts';
import { activate, endReplication, reservationOf, retireSource, type TenantMove } from './move-undo.ts';
import { type MovePlan, planMove } from './plan-move.ts';
import { holdWrites, releaseWrites, sendImmediately, settingsBefore } from './write-hold.ts';

const ANSWER_MS = 10_000;
/** How long clients wait for the copy before the move gives up and lets them write again. */
const SWITCH_LIMIT_MS = 900;
const SWITCH_ATTEMPTS = 5;

/** Moves a tenant to another machine while it runs. @throws AppError as `planMove`, BUSY; the operation: CONFLICT */
export async function moveTenant(deps: MoveDeps, input: MoveTenantInput): Promise<OperationOf<'move-client'>> {
  const plan = await planMove(deps, input);
  const { title, source } = plan;
  const { prepare, write, create, start } = makingSteps(plan.to.runtime);
  const steps: readonly OperationStepId[] = [
    ...(['reserve-port', prepare, write, create] as const),
    ...(source === null
      ? (['copy-data', 'compare-data'] as const)
      : ([start, 'copy-data', 'compare-data', 'catch-up'] as const)),
    ...(['switch-over', 'retire-source'] as const),
  ];
  return deps.operations.begin({ kind: 'move-client', instance: input.id, title, steps }, async (op) => {
    const begun = performance.now();
    const ports = await op.step('reserve-port', () => reserve(deps, plan, op));
    const prepared = { plan, op, to: { ...plan.to, ...ports } };
    const done = source === null ? await moveFiles(deps, prepared) : await moveRunning(deps, { ...prepared, source });
    const { move } = done;
    await deps.observer.forget(input.id);
    const safetyBackup = await op.step('retire-source', () => retire(deps, move));
    const forwarder = input.forward ? await forward(deps, move) : null;
    return {
      ...(await moved(deps, done)),
      ...{ safetyBackup, forwarder },
      durationMs: performance.now() - begun,
    };
  });
}

interface PreparedMove {
  readonly plan: MovePlan;
  readonly to: MovePlace;
  readonly op: OperationContext;
}

/** The result of a move's switch. */
interface Switched extends Pick<TenantMoved, 'digest' | 'keys' | 'copiedBytes' | 'pausedMs'> {
  readonly move: TenantMove;
}

/** Journals a move before its first change. */
async function begin(
  { environment: { home } }: MoveDeps,
  { plan, to, op }: PreparedMove,
  settings: TenantMove['settings'],
): Promise<TenantMove> {
  const { id } = plan.instance;
  const move: TenantMove = {
    ...{ type: 'tenant-move', id, from: plan.from, to, keys: null, settings },
    ...{ stopped: plan.source === null, kept: trashName(home, id, new Date()) },
  };
  await op.undo.add(move);
  return move;
}

async function moveRunning(
  deps: MoveDeps,
  prepared: PreparedMove & { readonly source: ServerAddress },
): Promise<Switched> {
  const { plan, to, op, source: address } = prepared;
  const { id, settings } = plan.instance;
  const password = settings?.password ?? null;
  const source = createRedisLink({ ...address, password });
  let end = async () => {};
  try {
    const move = await begin(deps, prepared, await settingsBefore(source));
    await sendImmediately(source);
    const copy = await makeCopy(deps, { plan, to, password, source: address }, op);
    const { relay, recentOutput } = copy;
    end = copy.close;
    const followed: Followed = { id, source, copy: copy.link, relay, op, recentOutput };
    await op.step('copy-data', () => receiveData(followed));
    const compared = await op.step('compare-data', () => compareData(id, copy, op));
    await op.step('catch-up', () => catchUp(followed));
    const { keys, pausedMs } = await op.step('switch-over', () =>
      switchOver(deps, { move, plan, followed, compared, op }),
    );
    const { digest } = compared;
    return { ...{ move: { ...move, keys }, keys, digest, pausedMs }, copiedBytes: relay.received() };
  } catch (error) {
    throw error instanceof LinkError ? await lostSide(deps, prepared, source, error) : error;
  } finally {
    await end();
    source.close();
  }
}

/** Names the side of a move whose server was lost. A loss of the source keeps its error. */
async function lostSide(
  deps: MoveDeps,
  { plan, to }: PreparedMove,
  source: RedisLink,
  cause: LinkError,
): Promise<Error> {
  const { id } = plan.instance;
  try {
    await source.call(ANSWER_MS, 'PING');
    // Throws if the engine of the copy was lost.
    await runtimeAt(deps, to).list(id);
  } catch (error) {
    return isAppError(error, 'ENGINE_UNREACHABLE') ? error : cause;
  }
  const message = `The copy of ${id} on ${placeName(to)} stopped responding: ${cause.message}`;
  return new AppError('NOT_RUNNING', message, { id, state: 'unhealthy' }, { cause });
}

/** Moves a tenant that does not run, by its files. It does not run afterwards. */
async function moveFiles(deps: MoveDeps, prepared: PreparedMove): Promise<Switched> {
  const { plan, to, op } = prepared;
  const { instance, from } = plan;
  const move = await begin(deps, prepared, {});
  await createCopy(deps, { plan, to, password: null }, null, op);
  const copiedBytes = await op.step('copy-data', () => copyFiles(deps, instance.id, { from, to }, op.signal));
  const digest = await op.step('compare-data', () => compareFiles(deps, instance.id, { from, to }, op.signal));
  await op.step('switch-over', async () => {
    op.commitPoint();
    await switchRecord(deps, move, plan);
    await activate(deps, move);
  });
  return { move, digest, copiedBytes, keys: null, pausedMs: 0 };
}

async function reserve(
  deps: MoveDeps,
  { from, to, wantedPort, instance: { id } }: MovePlan,
  op: OperationContext,
): Promise<Pick<MovePlace, 'port' | 'tlsPort'>> {
  const owner = reservationOf(id);
  if (wantedPort !== null) await endForward(deps, id);
  await op.undo.add({ type: 'port', owner });
  const taken = () => takenPorts(deps, to.engine ?? undefined);
  const range = to.engine === null ? undefined : deps.engines.require(to.engine).record.ports;
  const any = () => deps.ports.reserve(owner, null, taken, range);
  const port =
    wantedPort === null
      ? await any()
      : await deps.ports.reserve(owner, wantedPort, taken, range).catch(async (error: unknown) => {
          if (!isAppError(error, 'PORT_TAKEN')) throw error;
          const other = await any();
          op.warn(`Port ${wantedPort} is taken. Using port ${other}.`);
          return other;
        });
  op.progress(null, `port ${port}`);
  return { port, tlsPort: await tlsPortAt({ from, to }, port, await taken()) };
}

/** An open port is the only one of its tenant, and for TLS. @throws AppError NO_FREE_PORT */
async function tlsPortAt(
  { from, to }: Pick<MovePlan, 'from' | 'to'>,
  plain: number,
  { owned, published }: TakenPorts,
): Promise<number | null> {
  if (from.tlsPort === null || to.deployment !== null || to.publishedAt !== null) return null;
  const { port, start, end } = await portBeside(plain, new Set([...owned.keys(), ...published]));
  if (port !== null) return port;
  const message = `No port from ${start} to ${end} is free for TLS beside port ${plain}. Close the plain port or turn TLS off, then move.`;
  throw new AppError('NO_FREE_PORT', message, { start, end });
}

/**
 * Ends the writes to the source, waits for the copy, and makes it the tenant by one write of its record. Before that
 * write every failure is rolled back, after it every failure is completed.
 * @returns the keys of both, and how long writes waited, in milliseconds
 */
async function switchOver(
  deps: MoveDeps,
  {
    move,
    plan,
    followed,
    compared,
    op,
  }: {
    readonly move: TenantMove;
    readonly plan: MovePlan;
    readonly followed: Followed;
    readonly compared: SourceSnapshot;
    readonly op: OperationContext;
  },
): Promise<{ readonly keys: number; readonly pausedMs: number }> {
  const { id, from, to, settings } = move;
  const { source, copy } = followed;
  // After a restart of its machine the source would accept writes again.
  if (from.container !== null && from.deployment === null) await deps.engineAt(from.engine).setRestart(id, false);
  for (let attempt = 1; ; attempt++) {
    op.signal.throwIfAborted();
    const begun = performance.now();
    const offset = await holdWrites(source, SWITCH_LIMIT_MS * 4);
    // A swarm always restarts its task, and then with the file in its volume.
    if (from.deployment !== null) await source.call(ANSWER_MS, 'CONFIG', 'REWRITE');
    if (await reachesOffset(copy, offset, SWITCH_LIMIT_MS)) {
      requireCompared(id, followed.relay, compared);
      const keys = await equalCounts(id, source, copy);
      op.commitPoint();
      await switchRecord(deps, move, plan);
      await endReplication(copy);
      const pausedMs = performance.now() - begun;
      await activate(deps, move);
      return { keys, pausedMs };
    }
    await releaseWrites(source, settings);
    if (attempt === SWITCH_ATTEMPTS) throw tooSlow(id, placeName(to));
    op.log(`The copy was not up to date within ${SWITCH_LIMIT_MS} ms. Writes continue; trying again.`);
    await sendImmediately(source);
    await catchUp(followed);
  }
}

async function switchRecord(
  { environment, runtimes }: MoveDeps,
  { id, to }: TenantMove,
  plan: MovePlan,
): Promise<void> {
  const { record, movedFrom } = plan;
  await writeTenant(environment, id, {
    ...record,
    ...{ runtime: to.runtime, port: to.port, container: to.container, network: to.network, movedFrom },
    engineName: to.engine ?? undefined,
    volumes: to.volumes ?? undefined,
    ...{ deployment: to.deployment ?? undefined, publishedAt: to.publishedAt ?? undefined },
    engine: to.engine === null ? runtimes[to.runtime].engine() : null,
  });
}

/** @returns the keys of all databases, as both servers count them @throws AppError CONFLICT if a database differs */
async function equalCounts(id: string, source: RedisLink, copy: RedisLink): Promise<number> {
  const [ours = '', theirs] = await Promise.all(
    [source, copy].map(async (link) => String(await link.call(ANSWER_MS, 'INFO', 'keyspace')).replace(/,.*$/gm, '')),
  );
  if (ours === theirs) return [...ours.matchAll(/:keys=(\d+)/g)].reduce((sum, [, keys]) => sum + Number(keys), 0);
  const message = `The number of keys of ${id} and of its copy differ, so ${id} stays where it is. This is a bug in the app: please report it.`;
  throw new AppError('CONFLICT', message, { what: 'data' });
}

/** @returns the name of the old copy under Recently deleted */
async function retire(deps: MoveDeps, move: TenantMove): Promise<string> {
  const { id, from, to, kept } = move;
  try {
    await retireSource(deps, move);
    return kept;
  } catch (error) {
    if (!isAppError(error, 'ENGINE_UNREACHABLE')) throw error;
    const message = `${id} was moved to ${placeName(to)} and works there. ${placeName(from)} stopped answering (${error.data.reason.replace(/\.$/, '')}): the old copy there refuses writes, and is stopped and kept under Recently deleted when ${placeName(from)} answers.`;
    throw new AppError('ENGINE_UNREACHABLE', message, error.data, { cause: error });
  }
}

/** From now on, a running client forwards the old ports to the new ones. */
async function forward(deps: MoveDeps, { id, from }: TenantMove): Promise<TenantMoved['forwarder']> {
  const { port, tlsPort } = from;
  const owners = forwardOwners(id);
  const until = new Date(Date.now() + FORWARD_MS).toISOString();
  const beside = tlsPort === null ? {} : { tlsPort };
  await setForward(deps.environment.home, id, { id, port, ...beside, until });
  await deps.ports.enter(owners.plain, port, 'running');
  if (tlsPort !== null) await deps.ports.enter(owners.tls, tlsPort, 'running');
  return { port, ...beside, until };
}

async function moved(deps: MoveDeps, { move, ...figures }: Switched) {
  const { id, from, to } = move;
  const end = ({ engine, runtime, port, tlsPort }: MovePlace) => ({
    ...{ engine: engine ?? LOCAL_ENGINE, runtime, port },
    ...(tlsPort !== null && { tlsPort }),
  });
  const { url } = await tenantById(deps, id);
  return { id, from: end(from), to: end(to), url, ...figures };
}

function tooSlow(id: string, place: string): AppError<'CONFLICT'> {
  const message = `${id} was not moved: its clients write faster than the copy on ${place} receives, so a pause of ${SWITCH_LIMIT_MS} ms was too short. Nothing was changed. Try again when there are fewer writes.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}
