import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import type { ContainerCreateOptions } from 'dockerode';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { HOME_LABEL, SCRATCH_LABEL } from '../engine/ownership.ts';
import { removeContainer } from './remove-container.ts';

/** How much of the last output is kept, characters. */
const KEPT = 64 * 1024;

/**
 * Such a container must never outlive us: the shell holds standard input, and when that closes, because we are done or
 * were killed, it ends the work, and the engine removes the container.
 */
const guard = `exec 3<&0
{ WORK
} </dev/null &
work=$!
{ read -r _ <&3; kill -9 "$work"; } >/dev/null 2>&1 &
exec 3<&-
wait "$work"`;

/** What runs in it, in place of the image's own entry point, and as whom. */
export interface HeldOptions {
  readonly name: string;
  readonly home: string;
  readonly image: string;
  /** `uid:gid`; null: as the image says. */
  readonly user: string | null;
  /** A shell script that ends with `exec`; the arguments are its `"$@"`. */
  readonly script: string;
  readonly args: readonly string[];
  readonly hostConfig: Docker.HostConfig;
  readonly exposedPorts?: NonNullable<ContainerCreateOptions['ExposedPorts']>;
}

/** A container that ends with us. */
export interface HeldContainer {
  readonly id: string;
  /** The end of what it has said so far. */
  output(): string;
  /** What it ended with; 137 when it was killed, such as for want of memory; -1 where nobody can tell. */
  readonly ended: Promise<number>;
  /** Ends it at once and waits until it is removed. */
  close(): Promise<void>;
}

/** Makes and starts one; nothing is left where that fails. @throws what the engine said */
export async function startHeld(connection: EngineConnection, options: HeldOptions): Promise<HeldContainer> {
  // Not cut short by a cancel: the engine would finish it behind our back.
  const call = <T>(body: (docker: Docker, abortSignal: AbortSignal) => Promise<T>) =>
    connection.call(body, { limitMs: OPERATION_LIMIT_MS });
  const { id } = await call((docker, abortSignal) => docker.createContainer({ ...containerOf(options), abortSignal }));
  try {
    let output = '';
    const [stream, ended] = await call(async (docker) => {
      const container = docker.getContainer(id);
      const attached = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
      const text = new PassThrough().setEncoding('utf8').on('data', (part: string) => {
        output = (output + part).slice(-KEPT);
      });
      docker.modem.demuxStream(attached, text, text);
      attached.on('error', () => undefined);
      return [attached, exitOf(container)] as const;
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

/** One that has ended and gone before it is asked for is not known any more. */
async function exitOf(container: Docker.Container): Promise<number> {
  const { StatusCode } = (await container.wait({ condition: 'removed' }).catch(() => ({ StatusCode: -1 }))) as {
    StatusCode: number;
  };
  return StatusCode;
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
