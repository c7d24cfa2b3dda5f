import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import type { ContainerInfo } from 'dockerode';
import { AppError } from '../../../../../shared/contract/errors.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { cancelled, diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { containerName, SCRATCH_LABEL } from '../engine/ownership.ts';
import { fullImageName } from '../images/image-name.ts';
import { type HeldContainer, type HeldOptions, startHeld } from './held-container.ts';
import type { Owned } from './list-containers.ts';
import { removeContainer } from './remove-container.ts';

export interface ScratchMount {
  readonly type: 'bind' | 'volume';
  /** A folder on this computer, or a volume name. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Options of a scratch container. The caller chooses all names and paths. */
export interface ScratchContainerOptions {
  readonly name: string;
  /** The name of the engine; omitted: this computer's. */
  readonly engine?: string;
  readonly image: string;
  /**
   * `own`: the current user, so that we own its files. `root`: root with only the capabilities to read and change the
   * owner of any file. `like`: the given user; null: the image's user.
   */
  readonly user: 'own' | 'root' | { readonly like: string | null };
  readonly mounts: readonly ScratchMount[];
  /** Publishes the Redis port on a free port of 127.0.0.1. Omitted: no network. */
  readonly network?: string;
  /** Memory limit; null: none. */
  readonly memoryBytes: number | null;
  /** Limit of processor cores; omitted or null: none. */
  readonly cpus?: number | null;
  /** The shell script to run; `args` are its `"$@"`. */
  readonly script: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
}

/** A container for one task on some files. It ends with this process. */
export interface ScratchContainer extends HeldContainer {
  /** Its address for this computer; null without a network. */
  readonly address: { readonly host: string; readonly port: number } | null;
  /** Runs a command inside and returns its output, whatever its exit code. */
  run(command: readonly string[]): Promise<string>;
}

/** Options that a scratch container copies from an instance's container to work on its data and settings. */
export interface ScratchModel {
  readonly image: string;
  readonly user: string | null;
  readonly mounts: readonly Omit<ScratchMount, 'readOnly'>[];
  readonly network: string;
  /** The name of a scratch container on the instance's data. */
  readonly name: string;
}

/** Starts a scratch container. The caller journals its removal first. @throws AppError START_FAILED, DISK_FULL, CANCELLED */
export async function startScratch(
  connection: EngineConnection,
  owner: { readonly home: string; readonly user: string | null },
  facts: Pick<EngineFacts, 'rootless' | 'selinux'>,
  options: ScratchContainerOptions,
): Promise<ScratchContainer> {
  const { name, signal } = options;
  let held: HeldContainer | null = null;
  try {
    const started = await startHeld(connection, heldOptions(options, owner, facts));
    held = started;
    if (signal.aborted) throw cancelled(signal);
    const address = options.network === undefined ? null : await addressOf(connection, started.id);
    const run = (command: readonly string[]) =>
      connection.call((docker) => execute(docker, name, command), { limitMs: OPERATION_LIMIT_MS });
    return { ...started, address, run };
  } catch (error) {
    await held?.close().catch(() => undefined);
    throw asFailure(error, options);
  }
}

export async function scratchModel(connection: EngineConnection, { container }: Owned): Promise<ScratchModel> {
  const { Image, Config, HostConfig, Mounts } = await connection.call(
    (docker, abortSignal) => docker.getContainer(container.Id).inspect({ abortSignal }),
    { limitMs: OPERATION_LIMIT_MS },
  );
  return {
    image: Image,
    user: Config.User || null,
    mounts: (Mounts ?? []).map(({ Type, Name, Source, Destination }) => ({
      type: Type === 'volume' ? 'volume' : 'bind',
      source: Type === 'volume' ? (Name ?? '') : Source,
      target: Destination,
    })),
    network: HostConfig.NetworkMode ?? 'bridge',
    name: scratchName(containerName(container)),
  };
}

/**
 * Removes a scratch container on an instance's data before the instance starts on the same data. After its process was
 * killed, the container would only end a moment later by itself.
 */
export async function endScratch(
  connection: EngineConnection,
  { container }: Owned,
  all: readonly ContainerInfo[],
): Promise<void> {
  const name = scratchName(containerName(container));
  const leftover = all.find((other) => containerName(other) === name && SCRATCH_LABEL in (other.Labels ?? {}));
  if (leftover) await removeContainer(connection, leftover.Id);
}

function scratchName(container: string): string {
  return `${container}.scratch`;
}

function heldOptions(
  { name, image, user, mounts, network, memoryBytes, cpus = null, script, args }: ScratchContainerOptions,
  { home, user: own }: { readonly home: string; readonly user: string | null },
  { rootless, selinux }: Pick<EngineFacts, 'rootless' | 'selinux'>,
): HeldOptions {
  const runsAs = user === 'root' || (user === 'own' && rootless) ? '0:0' : user === 'own' ? own : user.like;
  return {
    name,
    home,
    image: image.startsWith('sha256:') ? image : fullImageName(image),
    user: runsAs,
    script,
    args,
    exposedPorts: network === undefined ? {} : { '6379/tcp': {} },
    hostConfig: {
      NetworkMode: network ?? 'none',
      // The engine chooses a free port.
      ...(network !== undefined && { PortBindings: { '6379/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } }),
      Mounts: mounts.map(({ type, source, target, readOnly }) => ({
        Type: type,
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
      ...(memoryBytes !== null && { Memory: memoryBytes }),
      ...(cpus !== null && { NanoCpus: Math.round(cpus * 1e9) }),
      CapDrop: ['ALL'],
      CapAdd: [...addedCapabilities(user)],
      SecurityOpt: ['no-new-privileges', ...(selinux ? ['label=disable'] : [])],
    },
  };
}

/** An image that runs as root must read files that belong to us. */
function addedCapabilities(user: ScratchContainerOptions['user']): readonly string[] {
  if (user === 'root') return ['CHOWN', 'FOWNER', 'DAC_OVERRIDE'];
  return user !== 'own' && user.like === null ? ['DAC_OVERRIDE'] : [];
}

async function addressOf(
  connection: EngineConnection,
  container: string,
): Promise<{ readonly host: string; readonly port: number }> {
  const { NetworkSettings } = await connection.call((docker, abortSignal) =>
    docker.getContainer(container).inspect({ abortSignal }),
  );
  const port = Number(NetworkSettings.Ports['6379/tcp']?.[0]?.HostPort ?? 0);
  if (port === 0) throw new Error('the engine published no port');
  return { host: '127.0.0.1', port };
}

async function execute(docker: Docker, name: string, command: readonly string[]): Promise<string> {
  const exec = await docker.getContainer(name).exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  const text = new PassThrough().setEncoding('utf8');
  docker.modem.demuxStream(stream, text, text);
  stream.once('end', () => text.end());
  stream.on('error', () => text.end());
  let output = '';
  for await (const part of text) output += part;
  return output;
}

function asFailure(error: unknown, { image }: ScratchContainerOptions): unknown {
  if (engineStatus(error) === null) return error;
  const engineError = engineMessage(error);
  const message = `The engine could not run a scratch container of ${image}: ${engineError}`;
  return diskFull(error) ?? new AppError('START_FAILED', message, { id: image, log: [engineError] }, { cause: error });
}
