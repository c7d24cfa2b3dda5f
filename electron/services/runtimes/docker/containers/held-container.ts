import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import type { ContainerCreateOptions } from 'dockerode';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { HOME_LABEL, SCRATCH_LABEL } from '../engine/ownership.ts';
import { waitContainer } from '../engine/wait-container.ts';
import { removeContainer } from './remove-container.ts';

/** Characters of the latest output to keep. */
const MAX_OUTPUT = 64 * 1024;

/**
 * The container must not outlive this process. The shell reads standard input; when that closes, because the task is
 * done or this process was killed, it kills the work, and the engine removes the container.
 */
const guard = `exec 3<&0
{ WORK
} </dev/null &
work=$!
{ read -r _ <&3; kill -9 "$work"; } >/dev/null 2>&1 &
exec 3<&-
wait "$work"`;

export interface HeldOptions {
  readonly name: string;
  readonly home: string;
  readonly image: string;
  /** `uid:gid`; null: the image's user. */
  readonly user: string | null;
  /** A shell script that ends with `exec`; the arguments are its `"$@"`. */
  readonly script: string;
  readonly args: readonly string[];
  readonly hostConfig: Docker.HostConfig;
  readonly exposedPorts?: NonNullable<ContainerCreateOptions['ExposedPorts']>;
}

/** A container that ends with this process. */
export interface HeldContainer {
  readonly id: string;
  /** The latest output. */
  output(): string;
  /** Exit code; 137 after a kill, for example when out of memory; -1 if unknown. */
  readonly ended: Promise<number>;
  /** Kills it and waits until it is removed. */
  close(): Promise<void>;
}

/** Creates and starts a container; removes it if that fails. @throws the engine's error */
export async function startHeld(connection: EngineConnection, options: HeldOptions): Promise<HeldContainer> {
  // A cancel does not abort these calls, because the engine would complete them anyway.
  const call = <T>(body: (docker: Docker, abortSignal: AbortSignal) => Promise<T>) =>
    connection.call(body, { limitMs: OPERATION_LIMIT_MS });
  const { id } = await call((docker, abortSignal) => docker.createContainer({ ...containerOf(options), abortSignal }));
  try {
    let output = '';
    const [stream, ended] = await call(async (docker) => {
      const container = docker.getContainer(id);
      const attached = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
      const text = new PassThrough().setEncoding('utf8').on('data', (part: string) => {
        output = (output + part).slice(-MAX_OUTPUT);
      });
      docker.modem.demuxStream(attached, text, text);
      attached.on('error', () => undefined);
      return [attached, exitOf(docker, id)] as const;
    });
    await call((docker, abortSignal) => docker.getContainer(id).start({ abortSignal }));
    const close = async () => {
      stream.end();
      await removeContainer(connection, id);
    };
    return { id, output: () => output, ended, close };
  } catch (error) {
    await removeContainer(connection, id).catch(() => undefined);
    throw error;
  }
}

/** -1 if the container was removed before the wait began, or if its engine was lost. */
function exitOf(docker: Docker, id: string): Promise<number> {
  return waitContainer(docker, id, { condition: 'removed' }).catch(() => -1);
}

function containerOf(options: HeldOptions): ContainerCreateOptions & { name: string } {
  const { name, home, image, user, script, args, hostConfig, exposedPorts = {} } = options;
  return {
    name,
    Image: image,
    ...(user === null ? {} : { User: user }),
    Entrypoint: ['/bin/sh', '-c', guard.replace('WORK', () => script), 'held'],
    Cmd: [...args],
    Labels: { [HOME_LABEL]: home, [SCRATCH_LABEL]: 'yes' },
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Healthcheck: { Test: ['NONE'] },
    ExposedPorts: exposedPorts,
    HostConfig: { AutoRemove: true, ...hostConfig },
  };
}
