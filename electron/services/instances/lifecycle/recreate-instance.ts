import { MAIN } from '../../../../shared/contract/names.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { outsideLayout } from '../../platform/home/paths.ts';
import { UNLIMITED } from '../../runtimes/docker/containers/memory-limit.ts';
import type { InstanceSpec } from '../../runtimes/instance-spec.ts';
import { requireProtectedPort } from '../../runtimes/protected-port.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { noLimits } from '../registry/instance-record.ts';
import { mainRecordNow, mainRecordPath, writeMainRecord } from '../registry/main-record.ts';
import { instanceSpec } from '../registry/spec.ts';
import { tenantFilePath, writeTenant } from '../registry/tenant-record.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { recreateContainer } from './recreate-container.ts';

/** The changes; null: no change. */
export interface RecreateOptions {
  readonly port: number | null;
  /** The address of this computer on which a container is published. */
  readonly publishOn: string | null;
  readonly image: string | null;
  /** The published TLS port of the container; null: none; omitted: no change. */
  readonly tlsPort?: number | null;
  /** The user's memory limit as in the instance record. */
  readonly memoryBytes?: number | null;
  readonly outgoing?: boolean;
}

/**
 * Recreates a container around the same data, because port, address and image of an existing container are fixed, and
 * updates the instance record. The instance must be stopped. For a process, only the records change.
 */
export async function recreateInstance(
  deps: InstanceDeps,
  instance: ManagedInstance,
  runtime: Runtime,
  to: RecreateOptions,
  op: OperationContext,
): Promise<void> {
  const old = currentSpec(deps, instance);
  // Docker does not list the address of a stopped container.
  const isPublished = instance.record?.publishedAt !== undefined;
  const publishOn = (isPublished ? null : to.publishOn) ?? old.publishOn;
  const tlsPort = to.tlsPort === undefined ? (old.tlsPort ?? null) : to.tlsPort;
  const { tlsPort: _, outgoing: isOpen = false, ...without } = old;
  const outgoing = to.outgoing ?? isOpen;
  const { limits } = old;
  const spec: InstanceSpec = {
    ...without,
    ...(tlsPort !== null && { tlsPort }),
    ...(outgoing && { outgoing }),
    limits: to.memoryBytes === undefined ? limits : { ...limits, memoryBytes: to.memoryBytes },
    port: to.port ?? old.port,
    image: to.image ?? old.image,
    ...(publishOn !== undefined && { publishOn }),
  };
  if (can(runtime.kind, 'image')) {
    await requireProtectedPort(spec);
    await runtime.prepare(spec, op);
    // An undo needs the id: a newer image may have taken the name.
    const image = spec.image === old.image && to.image !== null ? (instance.entry?.imageId ?? old.image) : old.image;
    await op.undo.add({
      type: 'instance',
      runtime: runtime.kind,
      spec: { ...old, image, limits: await currentLimits(instance, runtime, old) },
    });
    await recreateContainer(runtime, spec, op);
  } else if (to.image !== null) {
    // The record names the program to run: registering the instance again picks the currently installed one.
    await runtime.create(spec, op);
  }
  await updateRecord(deps, instance, runtime, { ...spec, outgoing }, op);
}

/** The current limits of the container. Its redis.conf may ask for others since. */
async function currentLimits(
  { id, entry }: ManagedInstance,
  runtime: Runtime,
  old: InstanceSpec,
): Promise<InstanceSpec['limits']> {
  if (entry === null || !runtime.memoryLimit) return old.limits;
  return { ...old.limits, memoryBytes: (await runtime.memoryLimit(id)) ?? UNLIMITED };
}

/** Writes the current port, image and placement into the instance record. */
export async function updateRecord(
  { environment }: InstanceDeps,
  instance: ManagedInstance,
  runtime: Runtime,
  now: Pick<InstanceSpec, 'port'> &
    Partial<Pick<InstanceSpec, 'image' | 'container' | 'network' | 'publishOn' | 'limits' | 'outgoing'>>,
  op: OperationContext,
): Promise<void> {
  const image = now.image ?? instance.record?.image ?? instance.entry?.image ?? environment.image;
  const limits = now.limits ?? instance.record?.limits ?? noLimits;
  const outgoing = now.outgoing ?? instance.record?.outgoing ?? false;
  const record = { runtime: runtime.kind, port: now.port, image, outgoing: outgoing || undefined };
  const { container = instance.entry?.container, network = instance.entry?.network, publishOn } = now;
  const place = can(runtime.kind, 'engine') ? { container, network, engine: runtime.engine() } : {};
  const path = instance.id === MAIN ? mainRecordPath(environment.home) : tenantFilePath(environment, instance.id);
  const text = await readStateFile(path);
  if (text !== null) await op.undo.add({ type: 'content', path, text, mode: 0o600 });
  if (instance.id === MAIN) {
    const folders = outsideLayout(environment.home, instance.paths);
    const published = publishOn === undefined ? {} : { publishOn };
    const before = mainRecordNow(environment.home);
    await writeMainRecord(environment.home, {
      ...before,
      ...record,
      limits: isDefault(limits) ? undefined : limits,
      installed: true,
      folders,
      ...place,
      ...published,
    });
  } else if (instance.tenant) {
    await writeTenant(environment, instance.id, {
      ...instance.tenant,
      ...record,
      limits,
      container: place.container ?? instance.tenant.container,
      network: place.network ?? instance.tenant.network,
      engine: place.engine ?? instance.tenant.engine,
    });
  }
}

function isDefault({ memoryBytes, cpus }: InstanceSpec['limits']): boolean {
  return memoryBytes === null && cpus === null;
}

/** The spec that describes the existing instance. */
function currentSpec({ environment }: InstanceDeps, instance: ManagedInstance): InstanceSpec {
  const { entry, record } = instance;
  const spec = instanceSpec(environment, instance.id, instance.paths, {
    port: entry?.address?.port ?? record?.port ?? environment.mainPort,
    image: entry?.image ?? record?.image ?? environment.image,
    limits: record?.limits ?? noLimits,
    container: record?.container,
    network: record?.network,
    outgoing: record?.outgoing,
    engineName: record?.engineName,
    volumes: record?.volumes,
    deployment: record?.deployment,
    publishedAt: record?.publishedAt,
  });
  return {
    ...spec,
    ...(entry?.publishedOn && record?.publishedAt === undefined && { publishOn: entry.publishedOn }),
    ...(entry?.tlsPort && { tlsPort: entry.tlsPort }),
  };
}
