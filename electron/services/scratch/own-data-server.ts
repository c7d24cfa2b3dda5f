import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import { can, PROGRAM_RUNTIME } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { formatRedisConf, type RedisConf } from '../redis/conf/redis-conf.ts';
import type { RedisLink } from '../redis/connection/redis-link.ts';
import type { DockerRuntime } from '../runtimes/docker/docker-runtime.ts';
import { findProgram } from '../runtimes/process/program.ts';
import { ownDataLines } from './overrides.ts';
import { runContainer } from './run-container.ts';
import { runProgram } from './run-program.ts';
import { isDataCommand } from './scratch-commands.ts';
import { ScratchError, type ScratchServer } from './scratch-server.ts';
import { untilReady } from './until-ready.ts';

/** A server saves before it ends, which takes minutes for tens of gigabytes. */
const END_MS = 15 * 60_000;

/** Dependencies of scratch servers for an instance's own data and settings. */
export interface ScratchDeps {
  /** The PATH to search for programs. */
  readonly programPath: string | undefined;
  readonly home: string;
  readonly containers: Pick<
    DockerRuntime,
    'scratchModel' | 'architectureOf' | 'startScratch' | 'rights' | 'memoryLimit' | 'setMemoryLimit'
  >;
}

export interface OwnDataOptions {
  readonly id: string;
  readonly runtime: RuntimeKind;
  readonly conf: RedisConf;
  readonly dataFolder: string;
  /** Whether the server loads its AOF, whatever its redis.conf says. */
  readonly fromAof: boolean;
  readonly signal: AbortSignal;
  readonly progress?: (detail: string) => void;
}

/** A server on the data of a stopped instance. */
export interface OwnDataServer {
  /** All data is loaded. */
  readonly link: RedisLink;
  /** Shuts the server down: it saves as its current settings say. @throws AppError SAVE_FAILED when it cannot */
  end(): Promise<void>;
  /** Kills the server if it still runs. Must be called in any case. */
  close(): Promise<void>;
}

/**
 * Starts a scratch server on an instance's own data and settings that no client can reach: as a local program, or in a
 * container of the instance's own image.
 * @throws AppError START_FAILED when it rejects the settings or cannot load the data, NO_RUNTIME
 */
export async function startOnOwnData(deps: ScratchDeps, options: OwnDataOptions): Promise<OwnDataServer> {
  const { server, link } = await opened(deps, options).catch((error: unknown) => {
    throw error instanceof ScratchError ? startFailed(options.id, error) : error;
  });
  return {
    link,
    async end() {
      // A successful SHUTDOWN closes the connection without a reply.
      const refused = await link.call(END_MS, 'SHUTDOWN').then(
        (reply) => String(reply),
        (error: unknown) => (error instanceof Error && /^ERR/.test(error.message) ? error.message : null),
      );
      if (refused === null) return server.ended;
      const message = `The data of ${options.id} could not be saved: ${refused}. Nothing was lost. See its log for details.`;
      throw new AppError('SAVE_FAILED', message, { id: options.id, reason: refused });
    },
    close: server.close,
  };
}

async function opened(
  deps: ScratchDeps,
  options: OwnDataOptions,
): Promise<{ readonly server: ScratchServer; readonly link: RedisLink }> {
  if (!can(options.runtime, 'image')) return loaded(await asProgram(deps, options), options);
  const first = await loaded(await inContainer(deps, options, 'socket'), options);
  if (first.link) return { ...first, link: first.link };
  // Docker runs in a virtual machine, which our sockets do not reach: connect to a port instead.
  await first.server.close();
  const second = await loaded(await inContainer(deps, options, 'port'), options);
  return second;
}

async function loaded(server: ScratchServer, { signal, progress }: OwnDataOptions) {
  try {
    await untilReady(server, {
      until: 'loaded',
      signal,
      progress: (fraction) => progress?.(`loading data, ${Math.round((fraction ?? 0) * 100)} %`),
    });
    return { server, link: server.link() as RedisLink };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/**
 * Without users, who could connect, and without a password. Commands that change no data get their own names back,
 * because some that we need may be disabled. Those that change data stay renamed, because the AOF contains their new name.
 */
function ownText(conf: RedisConf): string {
  const leftOut = ['user', 'aclfile', 'requirepass', 'replicaof', 'slaveof'];
  return formatRedisConf({
    ...conf,
    lines: conf.lines.filter(({ directive }) => {
      if (directive?.name === 'rename-command') return isDataCommand(directive.args[0]?.toUpperCase() ?? '');
      return !leftOut.includes(directive?.name ?? '');
    }),
  });
}

async function asProgram({ programPath }: ScratchDeps, options: OwnDataOptions): Promise<ScratchServer> {
  const program = await findProgram(programPath);
  if (!program) throw noProgram(options.id);
  return runProgram({
    program,
    text: () => ownText(options.conf),
    password: null,
    cwd: options.dataFolder,
    overrides: () => ownDataLines(options.fromAof),
    memoryBytes: null,
  });
}

async function inContainer(
  { home, containers }: ScratchDeps,
  { id, conf, fromAof, signal }: OwnDataOptions,
  by: 'socket' | 'port',
): Promise<ScratchServer> {
  const model = await containers.scratchModel(id);
  const password = by === 'port' ? randomBytes(24).toString('hex') : null;
  return runContainer(
    { home, startScratch: containers.startScratch },
    {
      name: model.name,
      image: model.image,
      user: { like: model.user },
      mounts: model.mounts.map((mount) => ({ ...mount, readOnly: mount.target !== '/data' })),
      ...(by === 'port' && { network: model.network }),
      memoryBytes: null,
      text: ownText(conf),
      password,
      overrides: [...ownDataLines(fromAof), ...(password === null ? [] : [['requirepass', password] as const])],
      signal,
    },
  );
}

function startFailed(id: string, { message: reason, output }: ScratchError): AppError<'START_FAILED'> {
  const log = output.split('\n').filter((line) => line.trim() !== '');
  const message = `The data of ${id} could not be loaded before its start: ${reason}. Its files are unchanged.`;
  return new AppError('START_FAILED', message, { id, log: log.slice(-20) });
}

function noProgram(id: string): AppError<'NO_RUNTIME'> {
  const reason = 'no redis-server or valkey-server program was found';
  const message = `The data of ${id} cannot be moved, because no redis-server program was found. Install one first.`;
  return new AppError('NO_RUNTIME', message, { reasons: [{ runtime: PROGRAM_RUNTIME, reason }] });
}
