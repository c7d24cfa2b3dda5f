import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { BackupDeps } from '../backups/deps.ts';
import { desktopFolder } from '../home/paths.ts';
import { createRedisLink, type RedisLink } from '../redis/redis-link.ts';
import type { Throwaway } from '../runtimes/docker/throwaway.ts';
import { resultOf } from './check-data.ts';
import {
  type LoadOptions,
  ScratchError,
  type ScratchRedis,
  type ScratchServer,
  scratchArgs,
  tellingLine,
  untilLoaded,
} from './scratch-server.ts';

const ANSWER_MS = 30_000;
/** How long a socket in a shared folder may take to prove that it leads into the container, ms. */
const REACH_MS = 1000;
/** A Unix socket's path may have no more bytes. */
const LONGEST_PATH = 107;
/** A server's own memory, and room for what it writes while it loads. */
const SPARE_BYTES = 256 * 1024 ** 2;

const loadScript = `server=redis-server
command -v "$server" >/dev/null || server=valkey-server
exec "$server" "$@"`;

/** The checker is the server under another name: a link makes it one where an image has left it out. */
const checkScript = `checker=$(command -v "$1") || {
  ln -s "$(command -v redis-server || command -v valkey-server)" "/run/own/$1" && checker=/run/own/$1
}
exec "$checker" "$2"`;

const askScript =
  'client=redis-cli; command -v "$client" >/dev/null || client=valkey-cli; exec "$client" -s /run/own/s "$1"';

/** Loads in containers of an image: no network, nothing published, memory bounded, gone with us. */
export function imageRedis(
  deps: Pick<BackupDeps, 'environment' | 'startThrowaway'>,
  options: {
    readonly image: string;
    readonly version: string;
    /** What the names of its containers begin with. */
    readonly base: string;
    readonly memoryBytes: number | null;
  },
): ScratchRedis {
  const { image, version, base } = options;
  const memoryBytes = memoryBound(options.memoryBytes);

  async function start(
    part: 'load' | 'check',
    script: string,
    args: readonly string[],
    folder: string,
    signal: AbortSignal,
  ) {
    const own = join(desktopFolder(deps.environment.home), 'aside', randomBytes(4).toString('hex'));
    await mkdir(own, { recursive: true, mode: 0o700 });
    const clear = () => rm(own, { recursive: true, force: true, maxRetries: 3 });
    const name = `${base}-${part}`;
    const folders = { '/data': folder, '/run/own': own };
    try {
      const throwaway = await deps.startThrowaway({ name, image, folders, memoryBytes, script, args, signal });
      const close = async () => {
        await throwaway.close();
        await clear();
      };
      return { throwaway, own, close };
    } catch (error) {
      await clear();
      throw error;
    }
  }

  return {
    version,
    async check(as, folder, file, signal) {
      const { throwaway, close } = await start('check', checkScript, [as, `/data/${file}`], folder, signal);
      try {
        const code = await untilEnd(throwaway, signal);
        if (code === 137) throw tooLittleMemory(memoryBytes);
        return resultOf(code, throwaway.output());
      } finally {
        await close();
      }
    },
    async open(sandbox) {
      const args = scratchArgs(sandbox, { folder: '/data', socket: '/run/own/s', logFile: '' });
      const { throwaway, own, close } = await start('load', loadScript, args, sandbox.folder, sandbox.signal);
      try {
        return await opened(throwaway, own, close, sandbox, memoryBytes);
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

async function opened(
  throwaway: Throwaway,
  own: string,
  close: () => Promise<void>,
  options: LoadOptions,
  memoryBytes: number,
): Promise<ScratchServer> {
  let code: number | null = null;
  void throwaway.ended.then((ended) => {
    code = ended;
  });
  // Where the engine runs in a virtual machine, a socket in a shared folder leads nowhere: then the container's own
  // client asks, which takes longer.
  let link = socketLink(own);
  const ask = async (timeoutMs: number, command: string): Promise<string> => {
    if (link) return String(await link.call(timeoutMs, command));
    const said = await throwaway.run(['/bin/sh', '-c', askScript, 'ask', command]);
    if (/^(Could not connect|\(error\)|LOADING|ERR)/.test(said)) throw new Error(said.trim());
    return said;
  };
  const started = Date.now();
  const info = async () => {
    const text = await ask(ANSWER_MS, 'INFO').catch(() => null);
    if (text === null && link && Date.now() - started > REACH_MS) {
      link.close();
      link = null;
    }
    return text;
  };
  const lastWords = async () =>
    code === 137 ? tooLittleMemory(memoryBytes) : new ScratchError(tellingLine(throwaway.output()));
  const loaded = await untilLoaded({ info, ended: () => code !== null, lastWords }, options);
  return {
    loaded,
    link,
    call: ask,
    async close() {
      link?.close();
      await close();
    },
  };
}

function socketLink(own: string): RedisLink | null {
  const path = join(own, 's');
  if (process.platform !== 'linux' || Buffer.byteLength(path) > LONGEST_PATH) return null;
  return createRedisLink({ host: '', port: 0, password: null, path });
}

async function untilEnd(throwaway: Throwaway, signal: AbortSignal): Promise<number> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([throwaway.ended, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Twice what the data took, as another allocator may be less thrifty; three quarters of the machine where nobody knows. */
function memoryBound(dataset: number | null): number {
  const most = Math.floor(totalmem() * 0.75);
  return dataset === null ? most : Math.min(most, 2 * dataset + SPARE_BYTES);
}

function tooLittleMemory(bytes: number): AppError<'START_FAILED'> {
  const bound = `${Math.round(bytes / 1024 ** 2).toLocaleString('en')} MB`;
  const message = `A throwaway Redis was ended while it loaded the data: it needs more than the ${bound} of memory it may have. The backup may well be whole; free some memory and try again.`;
  return new AppError('START_FAILED', message, { id: 'throwaway', log: [] });
}
