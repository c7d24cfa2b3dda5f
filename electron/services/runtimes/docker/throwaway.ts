import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import type { ContainerCreateOptions } from 'dockerode';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from './engine-connection.ts';
import type { EngineFacts } from './engine-facts.ts';
import { cancelled, diskFull, engineMessage, engineStatus } from './engine-failure.ts';
import { fullImageName } from './image/image-name.ts';
import { ASIDE_LABEL, HOME_LABEL } from './ownership.ts';
import { removeContainer } from './remove-container.ts';

/** How much of the last output is kept, characters. */
const KEPT = 64 * 1024;

/** What a throwaway container is made with. All names and paths are decided by the caller. */
export interface ThrowawayOptions {
  readonly name: string;
  readonly image: string;
  /** Folders of this computer, by where the container has them. */
  readonly folders: Readonly<Record<string, string>>;
  /** What it may use of memory, bytes. */
  readonly memoryBytes: number;
  /** What runs in it, as a shell script; the arguments are its `"$@"`. */
  readonly script: string;
  readonly args: readonly string[];
  /** Runs as root, with the right to give away files of whomever, and no other. */
  readonly asRoot?: boolean;
  readonly signal: AbortSignal;
}

/** A container for one piece of work on some files: without a network, and gone with us. */
export interface Throwaway {
  /** The end of what it has said so far. */
  output(): string;
  /** What it ended with; 137 when it was killed, such as for want of memory. */
  readonly ended: Promise<number>;
  /** Runs a command inside and returns what it said, however it ended. */
  run(command: readonly string[]): Promise<string>;
  /** Ends it at once and waits until it is removed. */
  close(): Promise<void>;
}

/**
 * It must never outlive us: the shell holds standard input, and when that closes, because we are done or were killed,
 * it ends the work, and the engine removes the container.
 */
const guard = `exec 3<&0
{ WORK; } </dev/null &
work=$!
{ read -r _ <&3; kill -9 "$work"; } >/dev/null 2>&1 &
exec 3<&-
wait "$work"`;

/** Starts one. Its removal is to be noted before, by its name. @throws AppError START_FAILED, DISK_FULL, CANCELLED */
export async function startThrowaway(
  connection: EngineConnection,
  owner: { readonly home: string; readonly user: string | null },
  facts: Pick<EngineFacts, 'rootless' | 'selinux'>,
  options: ThrowawayOptions,
): Promise<Throwaway> {
  const { name, signal } = options;
  // Not cut short by a cancel: the engine would finish it behind our back.
  const call = <T>(body: (docker: Docker, abortSignal: AbortSignal) => Promise<T>) =>
    connection.call(body, { limitMs: OPERATION_LIMIT_MS });
  try {
    await call((docker, abortSignal) => docker.createContainer({ ...containerOf(options, owner, facts), abortSignal }));
    const [stream, ended] = await call(async (docker) => {
      const container = docker.getContainer(name);
      const attached = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
      return [attached, exitOf(container)] as const;
    });
    let output = '';
    await call(async (docker) => {
      const text = new PassThrough().setEncoding('utf8').on('data', (part: string) => {
        output = (output + part).slice(-KEPT);
      });
      docker.modem.demuxStream(stream, text, text);
      stream.on('error', () => undefined);
    });
    await call((docker, abortSignal) => docker.getContainer(name).start({ abortSignal }));
    if (signal.aborted) throw cancelled(signal);
    return {
      output: () => output,
      ended,
      run: (command) => call((docker) => execute(docker, name, command)),
      async close() {
        stream.end();
        await removeContainer(connection, name);
      },
    };
  } catch (error) {
    await removeContainer(connection, name).catch(() => undefined);
    throw asFailure(error, options);
  }
}

/** One that has ended and gone before it is asked for is not known any more: -1. */
async function exitOf(container: Docker.Container): Promise<number> {
  const { StatusCode } = (await container.wait({ condition: 'removed' }).catch(() => ({ StatusCode: -1 }))) as {
    StatusCode: number;
  };
  return StatusCode;
}

function containerOf(
  { name, image, folders, memoryBytes, script, args, asRoot }: ThrowawayOptions,
  { home, user }: { readonly home: string; readonly user: string | null },
  { rootless, selinux }: Pick<EngineFacts, 'rootless' | 'selinux'>,
): ContainerCreateOptions & { name: string } {
  const own = rootless || asRoot ? '0:0' : user;
  return {
    name,
    Image: fullImageName(image),
    ...(own === null ? {} : { User: own }),
    Entrypoint: ['/bin/sh', '-c', guard.replace('WORK', script), 'throwaway'],
    Cmd: [...args],
    Labels: { [HOME_LABEL]: home, [ASIDE_LABEL]: 'yes' },
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      AutoRemove: true,
      NetworkMode: 'none',
      Mounts: Object.entries(folders).map(([Target, Source]) => ({ Type: 'bind' as const, Source, Target })),
      Memory: memoryBytes,
      CapDrop: ['ALL'],
      ...(asRoot && { CapAdd: ['CHOWN', 'FOWNER', 'DAC_OVERRIDE'] }),
      SecurityOpt: ['no-new-privileges', ...(selinux ? ['label=disable'] : [])],
    },
  };
}

async function execute(docker: Docker, name: string, command: readonly string[]): Promise<string> {
  const exec = await docker.getContainer(name).exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  const text = new PassThrough().setEncoding('utf8');
  docker.modem.demuxStream(stream, text, text);
  stream.once('end', () => text.end());
  stream.once('error', () => text.end());
  let output = '';
  for await (const part of text) output += part;
  return output;
}

function asFailure(error: unknown, { image }: ThrowawayOptions): unknown {
  if (engineStatus(error) === null) return error;
  const said = engineMessage(error);
  const message = `The engine could not run a throwaway container of ${image}: ${said}`;
  return diskFull(error) ?? new AppError('START_FAILED', message, { id: image, log: [said] }, { cause: error });
}
