import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from './engine-connection.ts';
import type { EngineFacts } from './engine-facts.ts';
import { cancelled, diskFull, engineMessage, engineStatus } from './engine-failure.ts';
import { type HeldContainer, type HeldOptions, startHeld } from './held-container.ts';
import { fullImageName } from './image/image-name.ts';

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
export interface Throwaway extends HeldContainer {
  /** Runs a command inside and returns what it said, however it ended. */
  run(command: readonly string[]): Promise<string>;
}

/** Starts one. Its removal is to be noted before, by its name. @throws AppError START_FAILED, DISK_FULL, CANCELLED */
export async function startThrowaway(
  connection: EngineConnection,
  owner: { readonly home: string; readonly user: string | null },
  facts: Pick<EngineFacts, 'rootless' | 'selinux'>,
  options: ThrowawayOptions,
): Promise<Throwaway> {
  const { name, signal } = options;
  try {
    const held = await startHeld(connection, heldOptions(options, owner, facts));
    if (signal.aborted) {
      await held.close();
      throw cancelled(signal);
    }
    const run = (command: readonly string[]) =>
      connection.call((docker) => execute(docker, name, command), { limitMs: OPERATION_LIMIT_MS });
    return { ...held, run };
  } catch (error) {
    throw asFailure(error, options);
  }
}

function heldOptions(
  { name, image, folders, memoryBytes, script, args, asRoot }: ThrowawayOptions,
  { home, user }: { readonly home: string; readonly user: string | null },
  { rootless, selinux }: Pick<EngineFacts, 'rootless' | 'selinux'>,
): HeldOptions {
  return {
    name,
    home,
    image: fullImageName(image),
    user: rootless || asRoot ? '0:0' : user,
    script,
    args,
    hostConfig: {
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
  stream.on('error', () => text.end());
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
