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
  /** A folder of this computer, or a volume's name. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** What a scratch container is made with. All names and paths are decided by the caller. */
export interface ScratchContainerOptions {
  readonly name: string;
  readonly image: string;
  /**
   * `own`: as this user, so that what it writes is ours; `root`: with the right to change the owner of any file, and no
   * other; else as that user (null: as the image says).
   */
  readonly user: 'own' | 'root' | { readonly like: string | null };
  readonly mounts: readonly ScratchMount[];
  /** Left out: no network. Set, Redis's port is published on one of 127.0.0.1 that the engine chooses. */
  readonly network?: string;
  /** What it may use of memory, bytes; null: whatever it needs. */
  readonly memoryBytes: number | null;
  /** What runs in it, as a shell script; the arguments are its `"$@"`. */
  readonly script: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
}

/** A container for one piece of work on some files, gone with us. */
export interface ScratchContainer extends HeldContainer {
  /** Where it is reached from this computer alone; null for one without a network. */
  readonly address: { readonly host: string; readonly port: number } | null;
  /** Runs a command inside and returns what it said, however it ended. */
  run(command: readonly string[]): Promise<string>;
}

/** What a scratch container for an instance's own data and settings copies from the instance's container. */
export interface ScratchModel {
  readonly image: string;
  readonly user: string | null;
  readonly mounts: readonly Omit<ScratchMount, 'readOnly'>[];
  readonly network: string;
  /** What a scratch container is called that works on the instance's data. */
  readonly name: string;
}

/** Starts one. Its removal is to be noted before, by its name. @throws AppError START_FAILED, DISK_FULL, CANCELLED */
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
 * Removes what works on an instance's data beside it, before the instance itself starts on that. Of a program that
 * was killed it ends by itself, a moment later.
 */
export async function endScratch(
  connection: EngineConnection,
  { container }: Owned,
  all: readonly ContainerInfo[],
): Promise<void> {
  const name = scratchName(containerName(container));
  const left = all.find((other) => containerName(other) === name && SCRATCH_LABEL in (other.Labels ?? {}));
  if (left) await removeContainer(connection, left.Id);
}

function scratchName(container: string): string {
  return `${container}.scratch`;
}

function heldOptions(
  { name, image, user, mounts, network, memoryBytes, script, args }: ScratchContainerOptions,
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
      // A port that the engine chooses: nobody else knows it, nor the password.
      ...(network !== undefined && { PortBindings: { '6379/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } }),
      Mounts: mounts.map(({ type, source, target, readOnly }) => ({
        Type: type,
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
      ...(memoryBytes !== null && { Memory: memoryBytes }),
      CapDrop: ['ALL'],
      CapAdd: [...addedCapabilities(user)],
      SecurityOpt: ['no-new-privileges', ...(selinux ? ['label=disable'] : [])],
    },
  };
}

/** A container whose image runs as root reads files of another user, ours. */
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
  const said = engineMessage(error);
  const message = `The engine could not run a scratch container of ${image}: ${said}`;
  return diskFull(error) ?? new AppError('START_FAILED', message, { id: image, log: [said] }, { cause: error });
}
