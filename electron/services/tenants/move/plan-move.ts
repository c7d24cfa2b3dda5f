import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Companion } from '../../../../shared/contract/companion.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { SwarmNode } from '../../../../shared/contract/machine.ts';
import type { MovePreview, MoveTenantInput } from '../../../../shared/contract/move.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { can, ENGINE_RUNTIME } from '../../../../shared/contract/runtimes.ts';
import type { MovedFrom } from '../../../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { counted } from '../../../../shared/format/count.ts';
import { replicaRefusal } from '../../../../shared/replica.ts';
import { chooseRuntime } from '../../instances/install/choose-runtime.ts';
import { runtimeOf } from '../../instances/lifecycle/start-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { UNDO_MS } from '../../instances/registry/recently-deleted.ts';
import { instanceNames } from '../../instances/registry/spec.ts';
import type { TenantRecord } from '../../instances/registry/tenant-record.ts';
import { othersIn } from '../../instances/status/other-clients.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { nextFreePort } from '../../ports/free-ports.ts';
import { createRedisLink, type RedisTarget } from '../../redis/connection/redis-link.ts';
import { clientRole, parseClientList } from '../../redis/info/client-list.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import type { ServerAddress } from '../../runtimes/runtime.ts';
import { tenantById } from '../read-tenants.ts';
import { requireTenant } from '../require-tenant.ts';
import { takenPorts } from '../taken-ports.ts';
import { chooseTarget, type MoveTarget } from './choose-target.ts';
import type { MoveDeps } from './move-deps.ts';
import type { MovePlace } from './move-place.ts';
import { filesLeftBehind } from './moved-paths.ts';
import { tlsPortBeside } from './tls-port-beside.ts';

/** A checked move. */
export interface MovePlan {
  readonly instance: ManagedInstance;
  readonly record: TenantRecord;
  /** Null: it does not run, so its files are copied. */
  readonly source: ServerAddress | null;
  readonly from: MovePlace;
  /** The new place, without its ports. */
  readonly to: Omit<MovePlace, 'port' | 'tlsPort'>;
  /** The node of a swarm on which it will run as a service; null: as a container or a process. */
  readonly node: SwarmNode | null;
  readonly wantedPort: number | null;
  readonly title: string;
  /** The record of the move, for an undo; null after one. */
  readonly movedFrom: MovedFrom | null;
}

/** @throws AppError BAD_VALUE, NOT_FOUND, NOT_RUNNING, IS_REPLICA, ENGINE_UNREACHABLE, NO_RUNTIME */
export async function planMove(deps: MoveDeps, input: MoveTenantInput): Promise<MovePlan> {
  const { id, undo } = input;
  const instance = await requireTenant(deps, id);
  const { tenant: record, entry } = instance;
  runtimeOf(deps, instance);
  if (!record || !entry) throw badValue('client-id', `${id} is damaged. Repair it first.`, 'a complete tenant');
  const back = undo ? requireMovedFrom(id, record) : null;
  const { engine: chosen = back?.engine } = input;
  if (chosen === undefined) throw badValue('engine', 'engine: name the machine to move it to.', '--engine NAME');
  const here = record.engineName ?? LOCAL_ENGINE;
  if (chosen === here && input.node === undefined) throw isThere(id, here);
  const source = await movableSource(deps, instance);
  const node = back?.deployment === 'service' ? back.engine : input.node;
  const publish = back ? back.publish : input.publish;
  const target = await chooseTarget(deps, { chosen, node, publish, record });
  const { engine, node: chosenNode, publishedAt } = target;
  if ((engine?.record.name ?? LOCAL_ENGINE) === here) throw isThere(id, here);
  requirePasswordFor(instance, target);
  const runtime = engine === null ? await runtimeHere(deps, back?.runtime) : ENGINE_RUNTIME;
  if (engine !== null) {
    engine.retry();
    await deps.engineAt(engine.record.name).list();
  }
  const own = instanceNames(deps.environment, id);
  const suffix = randomBytes(3).toString('hex');
  const { deployment = null } = record;
  const from: MovePlace = {
    ...{ runtime: record.runtime, engine: record.engineName ?? null, volumes: record.volumes ?? null, deployment },
    ...{ port: entry.address?.port ?? record.port, container: entry.container, network: entry.network },
    ...{ publishedAt: record.publishedAt ?? null, tlsPort: await tlsPortBeside(instance) },
  };
  requireMovableFiles(deps, instance, { from: from.runtime, to: runtime });
  const volumes = engine && `${own.container}-${suffix}`;
  const at = new Date().toISOString();
  const place = {
    ...{ engine: engine?.record.name ?? null, publishedAt },
    deployment: chosenNode === null ? null : ('service' as const),
  };
  return {
    ...{ instance, record, source, from, node: chosenNode, wantedPort: back?.port ?? null },
    to: { ...place, runtime, volumes, ...namesAt(own, runtime, chosenNode && suffix) },
    title: undo ? `Move ${id} back to ${chosen}` : `Move ${id} to ${chosen}`,
    movedFrom: undo
      ? null
      : {
          ...{ engine: here, runtime: from.runtime, port: from.port, at },
          ...(deployment && { deployment }),
          ...(from.publishedAt !== null && { publish: 'tls' as const }),
        },
  };
}

/** @throws AppError BAD_VALUE for a tenant without a password whose port would be open */
function requirePasswordFor({ id, settings }: ManagedInstance, { node, publishedAt }: MoveTarget): void {
  if ((node === null && publishedAt === null) || settings?.password) return;
  const [field, why] =
    node === null
      ? (['publish', `its port is open at ${publishedAt}`] as const)
      : (['node', 'a service publishes its port on every address of its node'] as const);
  const message = `${field}: ${why}, so ${id} needs a password. Set one in its settings first.`;
  throw badValue(field, message, 'a tenant with a password');
}

/** @param suffix of a service: the source may be one of the same swarm, where names are unique */
function namesAt(
  { container, network }: ReturnType<typeof instanceNames>,
  runtime: RuntimeKind,
  suffix: string | null,
): Pick<MovePlace, 'container' | 'network'> {
  if (!can(runtime, 'network')) return { container: null, network: null };
  return suffix === null
    ? { container, network }
    : { container: `${container}-${suffix}`, network: `${network}-${suffix}` };
}

function isThere(id: string, here: string): AppError<'BAD_VALUE'> {
  return badValue('engine', `engine: ${id} is on ${here} already.`, 'another machine');
}

/** What the move will do, in figures. */
export async function previewMove(deps: MoveDeps, input: MoveTenantInput): Promise<MovePreview> {
  const { from, to, node, source, instance, record, wantedPort } = await planMove(deps, input);
  const [tenant, next] = await Promise.all([tenantById(deps, instance.id), nextPort(deps, to.engine, wantedPort)]);
  const end = ({ engine, runtime }: Pick<MovePlace, 'engine' | 'runtime'>, port: number) => ({
    ...{ engine: engine ?? LOCAL_ENGINE, runtime, port },
  });
  const clients = tenant.clients.connected;
  return {
    id: instance.id,
    from: end(from, from.port),
    to: end(to, next),
    keys: tenant.keys,
    memoryBytes: tenant.memory.usedBytes,
    clientsConnected: clients,
    image: record.image,
    warnings: [
      ...(source !== null && (clients === null || clients > 0)
        ? [`Connected clients lose their connection and must use port ${next}, unless the old port is forwarded.`]
        : []),
      ...(to.engine !== null && from.engine === null && to.publishedAt === null
        ? [
            `Programs reach it through this computer: port ${next} here is forwarded to ${to.engine} while the app is connected.`,
          ]
        : []),
      ...(to.publishedAt !== null && from.publishedAt === null
        ? [
            `Its port is open at ${to.publishedAt}, for TLS with its password only: clients must use TLS with the new certificate of ${instance.id}.`,
          ]
        : []),
      ...(from.tlsPort !== null ? [tlsPortChanges(from.tlsPort, to)] : []),
      ...(node !== null && from.deployment === null
        ? [
            `It becomes a service of the swarm on ${node.hostname}: clients must use TLS with the new certificate of ${instance.id}.`,
          ]
        : []),
    ],
    keptUntil: new Date(Date.now() + UNDO_MS).toISOString(),
  };
}

function tlsPortChanges(
  tlsPort: number,
  { deployment, publishedAt }: Pick<MovePlace, 'deployment' | 'publishedAt'>,
): string {
  if (deployment !== null || publishedAt !== null)
    return `Its port ${tlsPort} for TLS and its plain port become one port for TLS.`;
  return `Its port ${tlsPort} for TLS gets another number too.`;
}

async function nextPort(deps: MoveDeps, engine: string | null, wanted: number | null): Promise<number> {
  const range = engine === null ? deps.environment.tenantPorts : deps.engines.require(engine).record.ports;
  const { owned, published } = await takenPorts(deps, engine ?? undefined);
  const taken = new Set([...owned.keys(), ...published]);
  if (wanted !== null && !taken.has(wanted)) return wanted;
  return (await nextFreePort(range.start, range.end, taken)) ?? range.start;
}

function requireMovedFrom(id: string, record: TenantRecord): MovedFrom {
  if (record.movedFrom) return record.movedFrom;
  throw badValue('undo', `undo: ${id} was not moved, or its move was undone already.`, 'a moved tenant');
}

/** A process stays a process when it comes back, otherwise as for a new tenant. */
async function runtimeHere(deps: MoveDeps, before: RuntimeKind | undefined): Promise<RuntimeKind> {
  if (before !== undefined && (await deps.runtimes[before].usable())) return before;
  return chooseRuntime(undefined, deps);
}

/** @returns null for a tenant that does not run @throws AppError for one that cannot be copied */
async function movableSource(deps: MoveDeps, instance: ManagedInstance): Promise<ServerAddress | null> {
  const { id, entry, settings } = instance;
  if (instance.unreachable) throw instance.unreachable;
  const status = await deps.observer.status(instance);
  const isStopped = entry?.state === 'stopped' && status.state === 'stopped';
  if (!isStopped && (entry?.state !== 'running' || status.state !== 'running' || !entry.address)) {
    const message = `${id} is ${status.state}. A move copies the data of a tenant that runs without problems, or of one that is stopped.`;
    throw new AppError('NOT_RUNNING', message, {
      id,
      state: status.state,
      remedy: { action: 'restart', flags: { 'client-id': id } },
    });
  }
  const replica = replicaRefusal(status, 'restore');
  if (replica) throw replica;
  const beside = (await deps.companions?.list(id)) ?? [];
  if (beside.length > 0) throw hasServices(id, beside);
  const source = isStopped ? null : (entry?.address ?? null);
  if (source !== null) await requireNoReplicas(id, { ...source, password: settings?.password ?? null });
  return source;
}

function hasServices(id: string, beside: readonly Companion[]): AppError<'BAD_VALUE'> {
  const titles = beside.map(({ title }) => title).join(' and ');
  const message = `${id} has ${titles} beside it, and services run on this computer only, on the network of their tenant. Remove ${titles} before the move. The data is kept in a backup.`;
  const [{ name } = { name: '' }] = beside;
  const remedy = { action: 'companions', flags: { 'client-id': id, companion: name, change: 'remove' } };
  return new AppError('BAD_VALUE', message, { field: 'client-id', expected: 'a tenant without services', remedy });
}

const ANSWER_MS = 10_000;

/** Its replicas would lose their master without a sign. @throws AppError BAD_VALUE */
async function requireNoReplicas(id: string, target: RedisTarget): Promise<void> {
  const link = createRedisLink(target);
  try {
    const [info, list] = await link.batch(ANSWER_MS, [
      ['INFO', 'replication'],
      ['CLIENT', 'LIST'],
    ]);
    const count = infoNumber(parseInfo(String(info)), 'connected_slaves') ?? 0;
    if (count === 0) return;
    // This app's own connections, such as that of a backup, do not stay.
    const others = parseClientList(othersIn(typeof list === 'string' ? list : '').join('\n'));
    const replicas = others.filter(({ flags }) => clientRole(flags) === 'replica').map(({ address }) => address);
    if (typeof list === 'string' && replicas.length === 0) return;
    const where = replicas.length === 0 ? '' : ` (${replicas.join(', ')})`;
    const message = `${id} has ${counted(Math.max(count, replicas.length), 'replica')}${where}, which would stay connected to the old place and lose it. End their replication with REPLICAOF NO ONE, move ${id}, and connect them to its new address.`;
    throw badValue('client-id', message, 'a tenant without replicas');
  } finally {
    link.close();
  }
}

/** The files that redis.conf names must move with its folder. @throws AppError BAD_VALUE */
function requireMovableFiles(
  { environment }: MoveDeps,
  { id, paths }: ManagedInstance,
  runtimes: { readonly from: RuntimeKind; readonly to: RuntimeKind },
): void {
  const left = filesLeftBehind(readConfigNow(paths.configFile), instancePaths(environment, id), runtimes);
  if (left === null) return;
  const message = `${left.directive} of ${id} is ${left.path}, outside of the folder ${paths.config}, so it would be missing on the other machine. Copy the file there and correct the setting.`;
  throw badValue('client-id', message, 'files in the folder of redis.conf');
}

function readConfigNow(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function badValue(field: string, message: string, expected: string): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', message, { field, expected });
}
