import { join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { ContainerUsage } from '../../../../shared/contract/metrics.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import type { EngineAddress } from '../engine-address.ts';
import { requireProtectedPort } from '../protected-port.ts';
import type { Runtime, RuntimeEntry } from '../runtime.ts';
import { createConfigUpload, filesOf } from './containers/config-upload.ts';
import { networkOf } from './containers/container-entry.ts';
import { memoryLimit, setMemoryLimit, setRestart, withMemoryLimit } from './containers/container-limits.ts';
import { currentUser } from './containers/container-options.ts';
import { followOutput, lastOutput } from './containers/container-output.ts';
import { type ContainerRights, containerRights } from './containers/container-rights.ts';
import { containerUsage } from './containers/container-usage.ts';
import { createContainer } from './containers/create-container.ts';
import { emptyData } from './containers/empty-data.ts';
import { giveFolders } from './containers/give-folders.ts';
import { forgetKill } from './containers/kill-record.ts';
import { lastWritten } from './containers/last-written.ts';
import { endLease, type Lease, type LeaseHolder, takeLease } from './containers/lease-container.ts';
import { createContainerList, type Owned, portsOf, withRemoteEntries } from './containers/list-containers.ts';
import { type InsideListener, listenInside } from './containers/listen-inside.ts';
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
import { createServiceContainers, type ServiceContainers } from './containers/service-containers.ts';
import { startContainer } from './containers/start-container.ts';
import { killContainer, stopContainer } from './containers/stop-container.ts';
import { downloadData, ownerOf, removeVolumes, uploadFolder } from './containers/volumes.ts';
import { type Env, engineEnv } from './engine/endpoint.ts';
import { connectEngine, type EngineConnection, OPERATION_LIMIT_MS } from './engine/engine-connection.ts';
import { type EngineFacts, readEngineFacts } from './engine/engine-facts.ts';
import { cancelled } from './engine/engine-failure.ts';
import { containerName, HOME_LABEL, instanceOf } from './engine/ownership.ts';
import { serviceOf } from './engine/service-labels.ts';
import { engineReport, watchEngine } from './engine/watch-engine.ts';
import { imageArchitecture, imageIdOf, imageVersion } from './images/image-version.ts';
import { prepareImage } from './images/prepare-image.ts';
import { removeNetwork } from './networks/networks.ts';
import { probeEngine } from './probe-engine.ts';
import { type NetworkPlace, placesOf, type ReachOutcome, type ReachTarget, reachFrom } from './reach.ts';
import { createServiceRuntime } from './swarm/service-runtime.ts';

/** A container of root becomes one of the image's user. */
const ROOT = '0:0';

export interface DockerRuntimeOptions {
  /** The `DOCKER_*` variables, `PATH`, `HOME`, `XDG_RUNTIME_DIR`. */
  readonly env: Env;
  /** Read on every use, because main may be installed or removed meanwhile. */
  readonly environment: Environment;
  /** The engine in the instance records; null: use `env`. */
  readonly recordedEngine?: () => EngineAddress | null;
  /** Receives connection losses and reconnections. */
  readonly log?: (message: string) => void;
  /** A named engine; omitted: this computer's. */
  readonly remote?: RemoteEngine;
}

/** An engine that does not share the files of this computer. */
export interface RemoteEngine {
  readonly name: string;
  readonly connection: EngineConnection;
  /** Marks everything that belongs to this home, on an engine that other homes may use too. */
  readonly label: string;
  /** Where its published ports are reached; null: here, because they are forwarded or published here. */
  readonly host: string | null;
  /** Makes a published port reachable here. @throws AppError PORT_TAKEN, ENGINE_UNREACHABLE */
  readonly forward: (port: number) => Promise<void>;
  readonly unforward: (port: number) => Promise<void>;
  /** A manager of the swarm that it is a node of. @throws AppError ENGINE_UNREACHABLE */
  readonly manager: () => Promise<EngineConnection>;
}

export interface DockerRuntime extends Runtime {
  readonly connection: EngineConnection;
  /** Removes a container by name. Does nothing if it does not exist or belongs to another home. */
  removeContainer(name: string, engine?: string): Promise<void>;
  /** Removes an unused network of this home by name. Does nothing if it does not exist. */
  removeNetwork(name: string, engine?: string): Promise<void>;
  /** Removes a service of this home by name, with its config, secret and network. Does nothing if it does not exist. */
  removeService(name: string, engine?: string): Promise<void>;
  /** Removes the volumes of an instance that no container uses. @param prefix as in its record */
  removeVolumes(prefix: string, engine?: string): Promise<void>;
  /**
   * Uploads the configuration of an instance to an engine without access to our folders, unless it is already there.
   * @param isRewritten the server has changed the file in its volume
   */
  uploadSettings(id: string, isRewritten?: boolean): Promise<void>;
  /** Like `start`, with the configuration in another folder for an engine without access to ours. */
  startWith(id: string, config: string, signal: AbortSignal): Promise<RuntimeEntry>;
  /** Whether the engine starts the container of an instance again by itself. */
  setRestart(id: string, isOn: boolean): Promise<void>;
  /** Takes the lock of an instance on its engine. @param host the name of this computer */
  takeLease(id: string, image: string, host: string): Promise<Lease | LeaseHolder>;
  /** Removes a lease that a killed process has left. */
  endLease(id: string): Promise<void>;
  /** Listens on 127.0.0.1 inside the container of an instance. */
  listenInside(id: string, port: number, signal: AbortSignal): Promise<InsideListener>;
  lastWritten(id: string): Promise<number | null>;
  /** Copies the data of an instance on a named engine into a new folder here, which exists only once it is complete. */
  downloadData(id: string, folder: string, signal: AbortSignal): Promise<void>;
  /** Replaces the data of a stopped instance on a named engine with the files of a local folder. */
  replaceData(id: string, folder: string, signal: AbortSignal): Promise<void>;
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
  /** The processor of a local image, in Docker's words: `amd64`; null if unknown. */
  architectureOf(image: string): Promise<string | null>;
  /** Starts a container for one task on some files. */
  startScratch(options: ScratchContainerOptions): Promise<ScratchContainer>;
  /** Removes a scratch container on the instance's data that a killed process left behind. */
  endScratch(id: string): Promise<void>;
  /** Ports that any running container publishes. @param engine omitted: this computer's */
  publishedPorts(engine?: string): Promise<ReadonlySet<number>>;
  /** Resource usage of an instance's container, for as long as it is read. Empty if there is no container. */
  usage(id: string, signal?: AbortSignal): AsyncGenerator<ContainerUsage>;
  /** Runs a program in the container of an instance. */
  readonly runInside: RunInside;
  /** Containers of services beside Redis. */
  readonly services: ServiceContainers;
  /** The network addresses of the running instances. */
  places(): Promise<readonly NetworkPlace[]>;
  /** Sends PING from inside a running instance to each target. Returns the outcomes in the same order. */
  reach(id: string, targets: readonly ReachTarget[]): Promise<readonly ReachOutcome[]>;
}

const noFolders = { data: null, config: null, logs: null } as const;

/** Runs Redis in containers of a Docker or Podman engine. Connects on the first call. */
export function createDockerRuntime(options: DockerRuntimeOptions): DockerRuntime {
  const { env, environment, log, recordedEngine = () => null, remote = null } = options;
  const report = engineReport(log ?? (() => undefined));
  const connection = remote?.connection ?? connectEngine(() => engineEnv(env, recordedEngine()));
  const owner = {
    home: remote?.label ?? environment.home,
    // On another machine the user ids of this one have no meaning.
    user: remote ? ROOT : currentUser(),
    get mainFolders() {
      return remote ? noFolders : environment.mainFolders;
    },
    get naming() {
      return environment.naming;
    },
  };
  const containers = withRemoteEntries(createContainerList(connection, owner, environment.home), remote);

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
    throw new AppError('NOT_FOUND', `${id} has no container. Start it to recreate it.`, { what: 'instance', id });
  };

  const configs = remote && createConfigUpload({ connection, environment, engine: remote.name });

  const services =
    remote &&
    createServiceRuntime({ connection, node: remote.name, manager: remote.manager, owner, facts, list: containers });
  /** The service of an instance and how it runs; null for a container. */
  const deployed = (owned: Owned | null) => {
    const service = owned && serviceOf(owned.container);
    return services && service ? { service, services } : null;
  };

  const start = async (id: string, signal: AbortSignal, config?: string) => {
    const owned = await requireContainer(id, signal);
    if (configs) await configs.forStart(owned, config);
    else await giveFolders(await containers.entry(owned));
    const service = deployed(owned);
    const folder = config ?? instancePaths(environment, id).config;
    if (service) await service.services.start(owned, service.service, join(folder, 'redis.conf'), signal);
    else await startContainer(connection, containers, owned);
    if (signal.aborted) throw cancelled(signal);
    return containers.entry(await requireContainer(id, signal));
  };

  const output = async (id: string, lines: number) => {
    const owned = await find(id);
    return owned ? lastOutput(connection, owned.container.Id, lines) : [];
  };

  return {
    kind: 'docker',
    connection,
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
    prepare: (spec, op) => prepareImage(connection, { ...spec, mirror: environment.mirror }, facts, env.PATH, op),
    async isCurrent(id, image) {
      const entry = await containers.entry(await requireContainer(id, new AbortController().signal));
      return entry.image === image && !!entry.imageId && entry.imageId === (await imageIdOf(connection, image));
    },
    versionOf: (image) => imageVersion(connection, image),
    architectureOf: (image) => imageArchitecture(connection, image),
    create: async (spec, op) => {
      await requireProtectedPort(spec);
      const list = (signal: AbortSignal) => containers.all(operationLimit(signal));
      const limited = await withMemoryLimit(spec);
      // Each start uploads the configuration to an engine without access to our folders.
      if (spec.deployment && services) await services.create(limited, op);
      else await createContainer(connection, limited, owner, facts, list, op);
      if (spec.createsVolumes && !spec.deployment) await configs?.createdWith(spec.container, spec.paths.config);
    },

    start: (id, signal) => start(id, signal),
    startWith: (id, config, signal) => start(id, signal, config),

    async stop(id, options) {
      const [owned, engine] = await Promise.all([find(id, options.signal), facts()]);
      const service = deployed(owned);
      if (owned && service) await service.services.stop(owned, service.service, options);
      else if (owned) await stopContainer(connection, owned, engine.product, options);
    },

    async kill(id) {
      const [owned, engine] = await Promise.all([find(id), facts()]);
      const service = deployed(owned);
      if (owned && service) await service.services.kill(owned, service.service, environment.home);
      else if (owned) await killContainer(connection, owned, engine.product, environment.home);
    },

    async remove(id) {
      const all = await containers.all(operationLimit());
      const owned = await find(id);
      const ports = remote && owned ? portsOf(await containers.entry(owned)) : [];
      const service = deployed(owned);
      if (service) await service.services.remove(service.service);
      else if (owned) await removeContainer(connection, owned.container.Id);
      for (const port of ports) await remote?.unforward(port);
      await forgetKill(environment.home, id);
      if (service) return;
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

    watch: (changed) => watchEngine(connection, owner, changed, report),

    async removeContainer(name) {
      const found = (await containers.all(operationLimit())).find((container) => containerName(container) === name);
      const ours = found && (found.Labels?.[HOME_LABEL] === owner.home || instanceOf(found, owner) !== null);
      if (!ours) return;
      const id = remote && instanceOf(found, owner);
      const ports = id ? portsOf(await containers.entry({ id, container: found })) : [];
      await removeContainer(connection, found.Id);
      for (const port of ports) await remote?.unforward(port);
    },

    async removeService(name) {
      await services?.remove(name);
    },

    removeVolumes: (prefix) => removeVolumes(connection, prefix),

    async uploadSettings(id, isRewritten = false) {
      const owned = await find(id);
      if (owned) await (isRewritten ? configs?.upload(owned) : configs?.ifChanged(owned));
    },

    async lastWritten(id) {
      const owned = remote && (await find(id));
      return owned && lastWritten(connection, filesOf(owned));
    },

    async downloadData(id, folder, signal) {
      const owned = await requireContainer(id, signal);
      await downloadData(connection, filesOf(owned), folder, signal);
    },

    async replaceData(id, folder, signal) {
      const owned = await requireContainer(id, signal);
      const model = await scratchModel(connection, owned);
      await emptyData(model, async (options) => startScratch(connection, owner, await facts(), { ...options, signal }));
      await uploadFolder(connection, filesOf(owned), folder, '/data', ownerOf(model.user), signal);
    },

    async memoryLimit(id) {
      const owned = await find(id);
      return owned && memoryLimit(connection, owned.container.Id);
    },

    async setMemoryLimit(id, bytes) {
      const owned = await find(id);
      if (owned) await setMemoryLimit(connection, owned.container.Id, bytes);
    },

    async setRestart(id, isOn) {
      const owned = await find(id);
      if (owned) await setRestart(connection, owned.container.Id, isOn);
    },

    endLease: (id) => endLease(connection, owner.home, id),
    takeLease: (id, image, host) => takeLease(connection, { id, owner: owner.home, image, host }),
    listenInside: async (id, port, signal) =>
      listenInside(connection, (await requireContainer(id, signal)).container.Id, port, signal),

    async rights(id, outgoing) {
      const owned = await find(id);
      if (!owned) return null;
      return containerRights(connection, owned.container, await facts(), outgoing);
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

    services: createServiceContainers({ connection, owner, containers, facts, mirror: () => environment.mirror }),
    runInside: async (id, command, limitMs) =>
      runInside(connection, (await requireContainer(id)).container.Id, command, limitMs),
    places: async () => placesOf(connection, await containers.owned()),
    reach: async (id, targets) => reachFrom(connection, (await requireContainer(id)).container.Id, targets),

    async removeNetwork(name) {
      await removeNetwork(connection, name, owner.home, await containers.all(operationLimit()), null);
    },
  };
}
