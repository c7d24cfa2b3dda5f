import { AppError } from '../../../../shared/contract/errors.ts';
import type { ContainerUsage } from '../../../../shared/contract/metrics.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Environment } from '../../platform/home/environment.ts';
import type { EngineAddress } from '../engine-address.ts';
import type { Runtime } from '../runtime.ts';
import { networkOf } from './containers/container-entry.ts';
import { memoryLimit, setMemoryLimit, withMemoryLimit } from './containers/container-limits.ts';
import { currentUser } from './containers/container-options.ts';
import { followOutput, lastOutput } from './containers/container-output.ts';
import { containerUsage } from './containers/container-usage.ts';
import { createContainer } from './containers/create-container.ts';
import { giveFolders } from './containers/give-folders.ts';
import { forgetKill } from './containers/kill-record.ts';
import { createContainerList, type Owned } from './containers/list-containers.ts';
import { reportedLimit } from './containers/memory-limit.ts';
import { excessPrivileges } from './containers/privileges.ts';
import { removeContainer } from './containers/remove-container.ts';
import { type RunInside, runInside } from './containers/run-inside.ts';
import {
  endScratch,
  type ScratchContainer,
  type ScratchContainerOptions,
  type ScratchModel,
  scratchModel,
  startScratch,
} from './containers/scratch-container.ts';
import { startContainer } from './containers/start-container.ts';
import { killContainer, stopContainer } from './containers/stop-container.ts';
import { type Env, engineEnv } from './engine/endpoint.ts';
import { connectEngine, OPERATION_LIMIT_MS } from './engine/engine-connection.ts';
import { type EngineFacts, readEngineFacts } from './engine/engine-facts.ts';
import { cancelled } from './engine/engine-failure.ts';
import { containerName, HOME_LABEL, instanceOf } from './engine/ownership.ts';
import { watchEngine } from './engine/watch-engine.ts';
import { imageIdOf, imageVersion } from './images/image-version.ts';
import { prepareImage } from './images/prepare-image.ts';
import { findNetwork, removeNetwork } from './networks/networks.ts';
import { closesOutgoing, isOpen } from './networks/outgoing.ts';
import { probeEngine } from './probe-engine.ts';
import { type NetworkPlace, placeOf, type ReachOutcome, type ReachTarget, reachFrom } from './reach.ts';

export interface DockerRuntimeOptions {
  /** The `DOCKER_*` variables, `PATH`, `HOME`, `XDG_RUNTIME_DIR`. */
  readonly env: Env;
  /** Read on every use, because main may be installed or removed meanwhile. */
  readonly environment: Pick<Environment, 'home' | 'mainFolders' | 'naming' | 'image'>;
  /** The engine in the instance records; null: use `env`. */
  readonly recordedEngine?: () => EngineAddress | null;
  /** Receives connection losses and reconnections. */
  readonly log?: (message: string) => void;
}

/** Privileges and limits of an instance's container, as the engine reports them. */
export interface ContainerRights {
  /** Privileges that it has but does not requireContainer, a few words each. */
  readonly excess: readonly string[];
  /** Memory limit; null: none. */
  readonly memoryBytes: number | null;
  /** Whether the engine can limit memory. */
  readonly limitsMemory: boolean;
  /** Whether the engine changes that limit without recreating the container. */
  readonly updatesLive: boolean;
  /** Whether it can communicate with other computers. */
  readonly outgoing: 'open' | 'closed';
  /** Whether the engine can close outgoing traffic. */
  readonly closesOutgoing: boolean;
}

export interface DockerRuntime extends Runtime {
  /** Removes a container by name. Does nothing if it does not exist or belongs to another home. */
  removeContainer(name: string): Promise<void>;
  /** Removes an unused network of this home by name. Does nothing if it does not exist. */
  removeNetwork(name: string): Promise<void>;
  /**
   * Privileges of an instance's container; null if it has none.
   * @param outgoing whether the user allows outgoing traffic
   */
  rights(id: string, outgoing: boolean): Promise<ContainerRights | null>;
  memoryLimit(id: string): Promise<number | null>;
  /** Changes that limit, also while the container runs. @param bytes null: no limit */
  setMemoryLimit(id: string, bytes: number | null): Promise<void>;
  /** Options for a scratch container that works on an instance's data. */
  scratchModel(id: string): Promise<ScratchModel>;
  /** Starts a container for one task on some files. */
  startScratch(options: ScratchContainerOptions): Promise<ScratchContainer>;
  /** Removes a scratch container on the instance's data that a killed process left behind. */
  endScratch(id: string): Promise<void>;
  /** Ports that any running container publishes. */
  publishedPorts(): Promise<ReadonlySet<number>>;
  /** Resource usage of an instance's container, for as long as it is read. Empty if there is no container. */
  usage(id: string, signal?: AbortSignal): AsyncGenerator<ContainerUsage>;
  /** Runs a program in the container of an instance. */
  readonly runInside: RunInside;
  /** The network addresses of the running instances. */
  places(): Promise<readonly NetworkPlace[]>;
  /** Sends PING from inside a running instance to each target. Returns the outcomes in the same order. */
  reach(id: string, targets: readonly ReachTarget[]): Promise<readonly ReachOutcome[]>;
}

/** Runs Redis in containers of a Docker or Podman engine. Connects on the first call. */
export function createDockerRuntime(options: DockerRuntimeOptions): DockerRuntime {
  const { env, environment, log, recordedEngine = () => null } = options;
  const connection = connectEngine(() => engineEnv(env, recordedEngine()));
  const owner = {
    home: environment.home,
    user: currentUser(),
    get mainFolders() {
      return environment.mainFolders;
    },
    get naming() {
      return environment.naming;
    },
  };
  const containers = createContainerList(connection, owner);

  /** Options for requests during an operation. */
  const operationLimit = (signal?: AbortSignal) => ({ limitMs: OPERATION_LIMIT_MS, signal });

  /** Cached for as long as the endpoint stays the same. */
  let cached: { readonly endpoint: string | null; readonly facts: EngineFacts } | null = null;
  const facts = async (): Promise<EngineFacts> => {
    if (cached && cached.endpoint === connection.endpoint()) return cached.facts;
    const read = await readEngineFacts(connection, operationLimit());
    cached = { endpoint: connection.endpoint(), facts: read };
    return read;
  };

  const find = async (id: string, signal?: AbortSignal): Promise<Owned | null> =>
    (await containers.owned(operationLimit(signal))).find((owned) => owned.id === id) ?? null;

  const requireContainer = async (id: string, signal?: AbortSignal): Promise<Owned> => {
    const owned = await find(id, signal);
    if (owned) return owned;
    throw new AppError('NOT_FOUND', `${id} has no container.`, { what: 'instance', id });
  };

  const output = async (id: string, lines: number) => {
    const owned = await find(id);
    return owned ? lastOutput(connection, owned.container.Id, lines) : [];
  };

  return {
    kind: 'docker',
    probe: () => probeEngine(connection, environment.image, env.PATH),
    engine: connection.address,
    usable: () =>
      containers.all().then(
        () => true,
        () => false,
      ),
    async list(only) {
      const owned = await containers.owned();
      return Promise.all(owned.filter(({ id }) => only === undefined || id === only).map(containers.entry));
    },
    prepare: (spec, op) => prepareImage(connection, spec, facts, env.PATH, op),
    async isCurrent(id, image) {
      const entry = await containers.entry(await requireContainer(id, new AbortController().signal));
      return entry.image === image && !!entry.imageId && entry.imageId === (await imageIdOf(connection, image));
    },
    versionOf: (image) => imageVersion(connection, image),
    create: async (spec, op) => {
      const list = (signal: AbortSignal) => containers.all(operationLimit(signal));
      await createContainer(connection, await withMemoryLimit(spec), owner, facts, list, op);
    },

    async start(id, signal) {
      const owned = await requireContainer(id, signal);
      await giveFolders(await containers.entry(owned));
      await startContainer(connection, containers, owned);
      if (signal.aborted) throw cancelled(signal);
      return containers.entry(await requireContainer(id, signal));
    },

    async stop(id, options) {
      const [owned, engine] = await Promise.all([find(id, options.signal), facts()]);
      if (owned) await stopContainer(connection, owned, engine.product, options);
    },

    async kill(id) {
      const [owned, engine] = await Promise.all([find(id), facts()]);
      if (owned) await killContainer(connection, owned, engine.product, owner.home);
    },

    async remove(id) {
      const all = await containers.all(operationLimit());
      const owned = await find(id);
      if (owned) await removeContainer(connection, owned.container.Id);
      await forgetKill(owner.home, id);
      const own = id === MAIN ? environment.naming.mainNetwork : `vrooli-${id}-network`;
      const network = (owned && networkOf(owned.container)) ?? own;
      await removeNetwork(connection, network, owner.home, all, owned && containerName(owned.container));
    },

    output,
    recentOutput: async (id, lines) => (await output(id, lines)).map(({ text }) => text),

    async *followOutput(id, since, signal) {
      const owned = await find(id, signal);
      if (owned) yield* followOutput(connection, owned.container.Id, since, signal);
    },

    watch: (changed) => watchEngine(connection, owner, changed, log ?? (() => undefined)),

    async removeContainer(name) {
      const found = (await containers.all(operationLimit())).find((container) => containerName(container) === name);
      const ours = found && (found.Labels?.[HOME_LABEL] === owner.home || instanceOf(found, owner) !== null);
      if (ours) await removeContainer(connection, found.Id);
    },

    async memoryLimit(id) {
      const owned = await find(id);
      return owned && memoryLimit(connection, owned.container.Id);
    },

    async setMemoryLimit(id, bytes) {
      const owned = await find(id);
      if (owned) await setMemoryLimit(connection, owned.container.Id, bytes);
    },

    async rights(id, outgoing) {
      const owned = await find(id);
      if (!owned) return null;
      const name = networkOf(owned.container);
      const [details, network, engine] = await Promise.all([
        connection.ask((docker, abortSignal) => docker.getContainer(owned.container.Id).inspect({ abortSignal })),
        name === null ? null : findNetwork(connection, name),
        facts(),
      ]);
      return {
        excess: excessPrivileges(details, network, engine, outgoing),
        memoryBytes: reportedLimit(details.HostConfig.Memory),
        limitsMemory: engine.limitsMemory,
        // Podman's Docker API does not support it.
        updatesLive: engine.product === 'Docker',
        outgoing: isOpen(network) ? 'open' : 'closed',
        closesOutgoing: closesOutgoing(engine),
      };
    },

    scratchModel: async (id) => scratchModel(connection, await requireContainer(id)),
    startScratch: async (options) => startScratch(connection, owner, await facts(), options),

    async endScratch(id) {
      const [owned, all] = await Promise.all([find(id), containers.all(operationLimit())]);
      if (owned) await endScratch(connection, owned, all);
    },

    async publishedPorts() {
      const ports = (await containers.all()).flatMap(({ Ports }) => Ports ?? []);
      return new Set(ports.flatMap(({ PublicPort }) => (PublicPort ? [PublicPort] : [])));
    },

    async *usage(id, signal) {
      const owned = await find(id, signal);
      if (owned) yield* containerUsage(connection, owned.container.Id, signal);
    },

    runInside: async (id, command, limitMs) =>
      runInside(connection, (await requireContainer(id)).container.Id, command, limitMs),
    places: async () => (await containers.owned()).flatMap(placeOf),
    reach: async (id, targets) => reachFrom(connection, (await requireContainer(id)).container.Id, targets),

    async removeNetwork(name) {
      await removeNetwork(connection, name, owner.home, await containers.all(operationLimit()), null);
    },
  };
}
