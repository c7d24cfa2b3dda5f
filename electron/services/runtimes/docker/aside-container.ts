import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerInfo, ContainerInspectInfo } from 'dockerode';
import { AppError } from '../../../../shared/contract/errors.ts';
import { orNull } from '../../files/file-errors.ts';
import { desktopFolder } from '../../home/paths.ts';
import { identifyProcess } from '../../operations/process-identity.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from './engine-connection.ts';
import { diskFull, engineMessage, engineStatus } from './engine-failure.ts';
import { type HeldContainer, type HeldOptions, startHeld } from './held-container.ts';
import type { Owned } from './list-containers.ts';
import { ASIDE_LABEL, containerName } from './ownership.ts';
import { removeContainer } from './remove-container.ts';

/** A server in a container of its own, of the very image that an instance has. */
export interface Aside {
  /** Where it is reached from this computer alone; null for one without a network. */
  readonly address: { readonly host: string; readonly port: number } | null;
  /** What it has written so far. */
  output(): string;
  readonly ended: Promise<void>;
  /** Ends it at once, without saving, and waits until the engine has removed it. */
  close(): Promise<void>;
}

export interface AsideOptions {
  /** redis.conf, whole; its paths are those of a container. */
  readonly text: string;
  /** With the instance's data, and reachable from this computer; else with neither data nor network. */
  readonly withData: boolean;
}

const CONF = '/run/vrooli';

/** It must never outlive us, as the instance could then be started on the same data. */
const script = `server=redis-server
command -v "$server" >/dev/null || server=valkey-server
exec "$server" ${CONF}/redis.conf`;

/**
 * Starts one. The instance itself must not run where the data is handed over.
 * @throws AppError START_FAILED, DISK_FULL, ENGINE_UNREACHABLE
 */
export async function startAside(
  connection: EngineConnection,
  home: string,
  { id, container }: Owned,
  options: AsideOptions,
): Promise<Aside> {
  const name = asideName(containerName(container));
  const model = await connection.call(
    (docker, abortSignal) => docker.getContainer(container.Id).inspect({ abortSignal }),
    { limitMs: OPERATION_LIMIT_MS },
  );
  await clearLeft(home);
  const folder = join(foldersOf(home), `${process.pid}-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const clear = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  let held: HeldContainer | null = null;
  try {
    await writeFile(join(folder, 'redis.conf'), options.text, { mode: 0o600 });
    const ownName = options.withData ? name : `${name}-${randomUUID().slice(0, 8)}`;
    const started = await startHeld(connection, heldOptions(ownName, home, model, { ...options, folder }));
    held = started;
    const address = options.withData ? await addressOf(connection, started.id) : null;
    return {
      address,
      output: started.output,
      ended: started.ended.then(() => undefined),
      async close() {
        await started.close();
        await clear();
      },
    };
  } catch (error) {
    await held?.close().catch(() => undefined);
    await clear().catch(() => undefined);
    throw asFailure(error, id);
  }
}

/**
 * Removes what works on an instance's data beside it, before the instance itself starts on that. Of a program that
 * was killed it ends by itself, a moment later.
 */
export async function endAside(
  connection: EngineConnection,
  home: string,
  { container }: Owned,
  all: readonly ContainerInfo[],
): Promise<void> {
  await clearLeft(home);
  const name = asideName(containerName(container));
  const left = all.find((other) => containerName(other) === name && ASIDE_LABEL in (other.Labels ?? {}));
  if (left) await removeContainer(connection, left.Id);
}

function foldersOf(home: string): string {
  return join(desktopFolder(home), 'aside');
}

/** Removes what programs that were killed have left: settings, secrets among them. */
async function clearLeft(home: string): Promise<void> {
  for (const name of (await orNull(readdir(foldersOf(home)))) ?? []) {
    const left = (await identifyProcess(Number.parseInt(name, 10) || 0)) === null;
    if (left) await rm(join(foldersOf(home), name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function asideName(container: string): string {
  return `${container}.aside`;
}

function heldOptions(
  name: string,
  home: string,
  { Image, Config, HostConfig, Mounts = [] }: ContainerInspectInfo,
  { folder, withData }: { readonly folder: string; readonly withData: boolean },
): HeldOptions {
  const mounts = Mounts.filter(({ Destination }) => withData || Destination !== '/data').map((mount) => ({
    Type: mount.Type === 'volume' ? ('volume' as const) : ('bind' as const),
    Source: mount.Type === 'volume' ? (mount.Name ?? '') : mount.Source,
    Target: mount.Destination,
    ReadOnly: mount.Destination !== '/data',
  }));
  const { SecurityOpt, NetworkMode } = HostConfig;
  return {
    name,
    home,
    image: Image,
    user: Config.User || null,
    script,
    args: [],
    exposedPorts: withData ? { '6379/tcp': {} } : {},
    hostConfig: {
      Mounts: [...mounts, { Type: 'bind', Source: folder, Target: CONF, ReadOnly: true }],
      NetworkMode: withData ? (NetworkMode ?? 'bridge') : 'none',
      // A port that the engine chooses: nobody else knows it, nor the password.
      ...(withData ? { PortBindings: { '6379/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } } : {}),
      ...(SecurityOpt ? { SecurityOpt } : {}),
    },
  };
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

function asFailure(error: unknown, id: string): unknown {
  if (engineStatus(error) === null) return error;
  const said = engineMessage(error);
  const message = `The engine could not make the container in which the settings or data of ${id} are looked at: ${said}`;
  return diskFull(error) ?? new AppError('START_FAILED', message, { id, log: [said] }, { cause: error });
}
