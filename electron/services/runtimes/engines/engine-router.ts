import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { SwarmNode } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import {
  createDockerRuntime,
  type DockerRuntime,
  type DockerRuntimeOptions,
  type RemoteEngine,
} from '../docker/docker-runtime.ts';
import type { EngineConnection } from '../docker/engine/engine-connection.ts';
import { findManager } from '../docker/swarm/swarm-state.ts';
import type { EngineList } from '../runtime.ts';
import type { EngineRecord, EngineStore } from './engine-store.ts';
import { isDirect } from './engine-target.ts';
import { createNamedEngine, type NamedEngine } from './named-engine.ts';
import type { SshTunnel } from './ssh-tunnel.ts';
import { swarmNodes } from './swarm-nodes.ts';

/** The named engines of this process, each connected at its first use. */
export interface NamedEngines {
  readonly store: EngineStore;
  /** The engine of this computer. */
  readonly local: EngineConnection;
  all(): readonly NamedEngine[];
  /** @throws AppError NOT_FOUND */
  require(name: string): NamedEngine;
  /** The Docker runtime on a named engine. @throws AppError NOT_FOUND */
  runtime(name: string): DockerRuntime;
  /** The nodes of the swarm of an engine, the best place first. @param name `local`: this computer's @throws AppError NOT_FOUND, BAD_VALUE, ENGINE_UNREACHABLE */
  nodes(name: string): Promise<readonly SwarmNode[]>;
  /** Calls back when an engine was added or removed by this process. */
  onChange(listener: () => void): () => void;
  changed(): void;
}

interface Opened {
  readonly engine: NamedEngine;
  readonly runtime: DockerRuntime;
}

/** How often forwarded ports are checked again: the connection may have been replaced. */
const FORWARD_AGAIN_MS = 30_000;

/** @param local the engine of this computer, which may be a manager of a swarm */
export function createNamedEngines(
  store: EngineStore,
  options: DockerRuntimeOptions,
  local: EngineConnection,
): NamedEngines {
  const { environment, env } = options;
  const opened = new Map<string, Opened>();
  const listeners = new Set<() => void>();

  const open = (record: EngineRecord): Opened => {
    const before = opened.get(record.name);
    if (before && JSON.stringify(before.engine.record) === JSON.stringify(record)) return before;
    const engine = createNamedEngine(record, environment.home, env);
    const label = `${environment.home}#${store.homeId() ?? ''}`;
    const { connection, tunnel, target } = engine;
    const host = isDirect(target) ? target.host : null;
    const others = () => [...store.all().map((one) => open(one).engine.connection), local];
    const manager = () => findManager(connection, record.name, others());
    const remote = { name: record.name, connection, label, host, manager, ...forwards(tunnel) };
    const log = (message: string) => options.log?.(`${record.name}: ${message}`);
    const created = { engine, runtime: createDockerRuntime({ env, environment, log, remote }) };
    opened.set(record.name, created);
    return created;
  };
  const require = (name: string): Opened => {
    const record = store.named(name);
    if (record) return open(record);
    const names = store.all().map((one) => one.name);
    const rest = names.length === 0 ? 'Add it with the action engines.' : `There are: local, ${names.join(', ')}.`;
    throw new AppError('NOT_FOUND', `There is no engine "${name}". ${rest}`, { what: 'engine', id: name });
  };
  return {
    store,
    local,
    all: () => store.all().map((record) => open(record).engine),
    require: (name) => require(name).engine,
    runtime: (name) => require(name).runtime,
    nodes(name) {
      const engine = name === LOCAL_ENGINE ? null : require(name).engine;
      const connection = engine?.connection ?? local;
      const all = store.all().map((record) => open(record).engine);
      return swarmNodes({ name, connection, engine }, all, local);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed() {
      for (const listener of listeners) listener();
    },
  };
}

/** An engine with a socket on this computer publishes its ports here itself. */
function forwards(tunnel: SshTunnel | null): Pick<RemoteEngine, 'forward' | 'unforward'> {
  const done = new Map<number, number>();
  return {
    async forward(port) {
      const before = done.get(port);
      if (!tunnel || (before !== undefined && performance.now() - before < FORWARD_AGAIN_MS)) return;
      await tunnel.forward(port);
      done.set(port, performance.now());
    },
    async unforward(port) {
      done.delete(port);
      await tunnel?.unforward(port);
    },
  };
}

/**
 * The Docker runtime of the app: passes each call to the engine in the record of its instance. A list asks all engines
 * simultaneously.
 * @param engineOf the engine in the record of an instance; null: this computer's
 */
export function routeEngines(
  local: DockerRuntime,
  engines: NamedEngines,
  engineOf: (id: string) => string | null,
): DockerRuntime {
  /** Engines of instances that are being created and have no record yet. */
  const created = new Map<string, string>();
  const at = (name: string | undefined) => (name === undefined ? local : engines.runtime(name));
  const of = (id: string) => at(engineOf(id) ?? created.get(id));

  const listEngines = async (only?: string): Promise<readonly EngineList[]> => {
    const names = only === undefined ? [null, ...engines.store.all().map(({ name }) => name)] : [engineOf(only)];
    return Promise.all(names.map((name) => listOf(name, () => at(name ?? undefined).list(only))));
  };

  return {
    ...local,
    listEngines,
    async list(only) {
      if (only !== undefined) return of(only).list(only);
      const lists = await listEngines();
      const ours = lists.find(({ engine }) => engine === null);
      if (ours?.unreachable) throw ours.unreachable;
      return lists.flatMap(({ entries }) => entries);
    },
    prepare: (spec, op) => at(spec.engine).prepare(spec, op),
    versionOf: (image, engine) => at(engine).versionOf(image),
    isCurrent: (id, image, buildId) => of(id).isCurrent(id, image, buildId),
    async create(spec, op) {
      if (spec.engine !== undefined) created.set(spec.id, spec.engine);
      await at(spec.engine).create(spec, op);
    },
    start: (id, signal) => of(id).start(id, signal),
    stop: (id, options) => of(id).stop(id, options),
    kill: (id, options) => of(id).kill(id, options),
    remove: (id) => of(id).remove(id),
    recentOutput: (id, lines) => of(id).recentOutput(id, lines),
    output: (id, lines) => of(id).output(id, lines),
    followOutput: (id, since, signal) => of(id).followOutput(id, since, signal),
    watch: (changed) => watchAll(local, engines, changed),
    removeContainer: (name, engine) => at(engine).removeContainer(name),
    removeNetwork: (name, engine) => at(engine).removeNetwork(name),
    removeService: (name, engine) => at(engine).removeService(name),
    removeVolumes: (prefix, engine) => at(engine).removeVolumes(prefix),
    uploadSettings: (id, isRewritten) => of(id).uploadSettings(id, isRewritten),
    startWith: (id, config, signal) => of(id).startWith(id, config, signal),
    setRestart: (id, isOn) => of(id).setRestart(id, isOn),
    endLease: (id) => of(id).endLease(id),
    takeLease: (id, image, host) => of(id).takeLease(id, image, host),
    listenInside: (id, port, signal) => of(id).listenInside(id, port, signal),
    lastWritten: (id) => of(id).lastWritten(id),
    downloadData: (id, folder, signal) => of(id).downloadData(id, folder, signal),
    replaceData: (id, folder, signal) => of(id).replaceData(id, folder, signal),
    memoryLimit: (id) => of(id).memoryLimit(id),
    setMemoryLimit: (id, bytes) => of(id).setMemoryLimit(id, bytes),
    rights: (id, outgoing) => of(id).rights(id, outgoing),
    scratchModel: (id) => of(id).scratchModel(id),
    startScratch: (options) => at(options.engine).startScratch(options),
    endScratch: (id) => of(id).endScratch(id),
    publishedPorts: (engine) => at(engine).publishedPorts(),
    usage: (id, signal) => of(id).usage(id, signal),
    runInside: (id, command, limitMs) => of(id).runInside(id, command, limitMs),
    async places() {
      const named = engines.store.all().map(async ({ name }) => {
        const places = await engines.runtime(name).places().catch(noneIfUnreachable);
        const machine = await engines.require(name).machineAddress();
        return places.map((place) => ({ ...place, engine: name, machine }));
      });
      // Without Docker here, the tenants of other machines can still be tested.
      const here = named.length === 0 ? local.places() : local.places().catch(noneIfUnreachable);
      return (await Promise.all([here, ...named])).flat();
    },
    reach: (id, targets) => of(id).reach(id, targets),
  };
}

async function listOf(engine: string | null, list: () => Promise<EngineList['entries']>): Promise<EngineList> {
  try {
    return { engine, entries: await list(), unreachable: null };
  } catch (error) {
    if (isAppError(error, 'ENGINE_UNREACHABLE')) return { engine, entries: [], unreachable: error };
    if (!isAppError(error, 'NOT_FOUND')) throw error;
    // The record names an engine that is no longer in the list.
    const message = `The engine ${engine} is not in the list of engines. Add it again with the action engines.`;
    const gone = new AppError('ENGINE_UNREACHABLE', message, { endpoint: engine ?? '', reason: message });
    return { engine, entries: [], unreachable: gone };
  }
}

function noneIfUnreachable(error: unknown): [] {
  if (isAppError(error, 'ENGINE_UNREACHABLE')) return [];
  throw error;
}

/** Watches every engine, also those that are added later. */
function watchAll(
  local: DockerRuntime,
  engines: NamedEngines,
  changed: Parameters<DockerRuntime['watch']>[0],
): () => void {
  const watched = new Map<DockerRuntime, () => void>();
  const update = () => {
    const current = new Set([local, ...engines.store.all().map(({ name }) => engines.runtime(name))]);
    for (const runtime of current) if (!watched.has(runtime)) watched.set(runtime, runtime.watch(changed));
    for (const [runtime, end] of watched) {
      if (current.has(runtime)) continue;
      end();
      watched.delete(runtime);
    }
  };
  update();
  const endListening = engines.onChange(() => {
    update();
    changed(null, null);
  });
  return () => {
    endListening();
    for (const end of watched.values()) end();
  };
}
