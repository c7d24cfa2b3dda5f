import type { ContainerCreateOptions, ContainerInfo } from 'dockerode';
import { AppError } from '../../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import type { OutputLine, PreparedFrom } from '../../runtime.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { containerName, HOME_LABEL, USER_LABEL } from '../engine/ownership.ts';
import { fullImageName } from '../images/image-name.ts';
import { imagePresent, type OtherImage, prepareOtherImage } from '../images/prepare-image.ts';
import { isUp } from './container-entry.ts';
import { lastOutput } from './container-output.ts';
import type { ContainerList } from './list-containers.ts';
import { containerUser, leastPrivileges } from './privileges.ts';
import { removeContainer } from './remove-container.ts';
import { type RanInside, runInside } from './run-inside.ts';
import { startContainer } from './start-container.ts';
import { killContainer, stopContainer } from './stop-container.ts';

/** The signal that asks a service to end. PostgreSQL waits for its clients after SIGTERM, but not after SIGINT. */
export type EndSignal = 'SIGTERM' | 'SIGINT';

/** A service that is not Redis, on the network of a tenant. The caller chooses all names and paths. */
export interface ServiceContainerSpec {
  readonly name: string;
  readonly network: string;
  /** Its host name for other containers on that network. */
  readonly alias: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  readonly command: readonly string[];
  /** Never a secret, because everybody who may use the engine can read it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly mounts: readonly { readonly source: string; readonly target: string; readonly readOnly: boolean }[];
  /** Ports of the container, and those on 127.0.0.1. */
  readonly ports: readonly { readonly inside: number; readonly port: number }[];
  readonly endSignal: EndSignal;
}

/** A container as the engine lists it. */
export interface ServiceContainer {
  readonly name: string;
  readonly image: string;
  readonly state: 'running' | 'stopped' | 'paused' | 'restarting';
  /** The engine's own text, such as `Exited (1) 3 minutes ago`. */
  readonly status: string;
}

/** Containers of services beside Redis. */
export interface ServiceContainers {
  /** `uid:gid` of their processes; null if the image decides. */
  user(): Promise<string | null>;
  /** Whether root in a container is the user who runs the engine. */
  rootless(): Promise<boolean>;
  list(): Promise<readonly ServiceContainer[]>;
  present(image: string): Promise<boolean>;
  /** @throws AppError IMAGE_UNAVAILABLE, DISK_FULL, CANCELLED, ENGINE_UNREACHABLE */
  prepare(
    image: Omit<OtherImage, 'mirror'>,
    op: Pick<OperationContext, 'progress' | 'log' | 'signal'>,
  ): Promise<PreparedFrom>;
  /** The caller journals it first. @throws AppError ALREADY_EXISTS, START_FAILED, DISK_FULL */
  create(spec: ServiceContainerSpec): Promise<void>;
  /** @throws AppError NOT_FOUND, PORT_TAKEN, START_FAILED, DISK_FULL */
  start(name: string): Promise<void>;
  /** Does nothing if it is not running. @throws AppError TIMED_OUT, CANCELLED */
  stop(
    name: string,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal; readonly by: EndSignal },
  ): Promise<void>;
  kill(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  run(name: string, command: readonly string[], limitMs: number): Promise<RanInside>;
  output(name: string, lines: number): Promise<readonly OutputLine[]>;
}

interface Parts {
  readonly connection: EngineConnection;
  readonly owner: { readonly home: string; readonly user: string | null };
  readonly containers: ContainerList;
  readonly facts: () => Promise<EngineFacts>;
  /** The mirror of Docker Hub that this home uses; empty: none. */
  readonly mirror: () => string;
}

export function createServiceContainers({ connection, owner, containers, facts, mirror }: Parts): ServiceContainers {
  const limits = { limitMs: OPERATION_LIMIT_MS };
  const find = async (name: string): Promise<ContainerInfo | null> =>
    (await containers.all(limits)).find(
      (container) => containerName(container) === name && container.Labels?.[HOME_LABEL] === owner.home,
    ) ?? null;
  const owned = async (name: string) => {
    const container = await find(name);
    if (container) return { id: name, container };
    throw new AppError('NOT_FOUND', `There is no container ${name}.`, { what: 'container', id: name });
  };

  return {
    user: async () => containerUser(owner.user, await facts()),
    rootless: async () => (await facts()).rootless,
    async list() {
      const all = await containers.all();
      const ours = all.filter(({ Labels }) => Labels?.[HOME_LABEL] === owner.home);
      return ours.map((container) => ({
        name: containerName(container),
        image: container.Image,
        state: stateOf(container),
        status: container.Status ?? '',
      }));
    },
    present: (image) => imagePresent(connection, image),
    prepare: (image, op) => prepareOtherImage(connection, { ...image, mirror: mirror() }, op),

    async create(spec) {
      const taken = (await containers.all(limits)).some((container) => containerName(container) === spec.name);
      if (taken) throw nameTaken(spec.name);
      const options = serviceOptions(spec, await facts(), owner);
      try {
        await connection.call((docker, abortSignal) => docker.createContainer({ ...options, abortSignal }), limits);
      } catch (error) {
        throw asCreateFailure(error, spec);
      }
    },

    async start(name) {
      await startContainer(connection, containers, await owned(name));
    },
    async stop(name, options) {
      const container = await find(name);
      if (container) await stopContainer(connection, { id: name, container }, (await facts()).product, options);
    },
    async kill(name) {
      const container = await find(name);
      if (container) await killContainer(connection, { id: name, container }, (await facts()).product, null);
    },
    async remove(name) {
      const container = await find(name);
      if (container) await removeContainer(connection, container.Id);
    },
    run: async (name, command, limitMs) => runInside(connection, (await owned(name)).container.Id, command, limitMs),
    async output(name, lines) {
      const container = await find(name);
      return container ? lastOutput(connection, container.Id, lines) : [];
    },
  };
}

function stateOf(container: ContainerInfo): ServiceContainer['state'] {
  if (!isUp(container)) return 'stopped';
  return container.State === 'paused' || container.State === 'restarting' ? container.State : 'running';
}

/** The options for the engine, with the same privileges as the container of an instance. */
export function serviceOptions(
  spec: ServiceContainerSpec,
  facts: Pick<EngineFacts, 'product' | 'rootless' | 'selinux' | 'limitsPids'>,
  owner: { readonly home: string; readonly user: string | null },
): ContainerCreateOptions & { name: string } {
  const user = containerUser(owner.user, facts);
  return {
    name: spec.name,
    Image: fullImageName(spec.image),
    ...(user === null ? {} : { User: user }),
    Cmd: [...spec.command],
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...spec.labels, [HOME_LABEL]: owner.home, ...(user !== null && { [USER_LABEL]: user }) },
    ExposedPorts: Object.fromEntries(spec.ports.map(({ inside }) => [`${inside}/tcp`, {}])),
    // This app checks the health itself, without a process in the container for each check.
    Healthcheck: { Test: ['NONE'] },
    StopSignal: spec.endSignal,
    HostConfig: {
      ...leastPrivileges(facts),
      Mounts: spec.mounts.map(({ source, target, readOnly }) => ({
        Type: 'bind',
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
      NetworkMode: spec.network,
      PortBindings: Object.fromEntries(
        spec.ports.map(({ inside, port }) => [`${inside}/tcp`, [{ HostIp: '127.0.0.1', HostPort: String(port) }]]),
      ),
      RestartPolicy: { Name: 'unless-stopped' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
    },
    NetworkingConfig: { EndpointsConfig: { [spec.network]: { Aliases: [spec.alias] } } },
  };
}

function nameTaken(name: string): AppError<'ALREADY_EXISTS'> {
  const message = `The container ${name} already exists and does not belong to this tenant. Remove that container, or choose another prefix with REDIS_CLIENT_PREFIX.`;
  return new AppError('ALREADY_EXISTS', message, { id: name, detail: 'a container' });
}

function asCreateFailure(error: unknown, { name, image, network }: ServiceContainerSpec): unknown {
  const status = engineStatus(error);
  if (status === null) return error;
  const engineError = engineMessage(error);
  if (status === 409) return nameTaken(name);
  if (status === 404 && /no such image/i.test(engineError)) {
    const message = `The image ${image} is no longer on this computer. Try again to pull it.`;
    return new AppError('IMAGE_UNAVAILABLE', message, { image, reason: engineError }, { cause: error });
  }
  const message = `The engine could not create the container ${name} on the network ${network}: ${engineError}.`;
  return diskFull(error) ?? new AppError('START_FAILED', message, { id: name, log: [engineError] }, { cause: error });
}
