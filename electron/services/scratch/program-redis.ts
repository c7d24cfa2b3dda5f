import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull } from '../files/file-errors.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { createRedisLink } from '../redis/redis-link.ts';
import { runChecker } from './check-data.ts';
import type { LocalProgram } from './local-program.ts';
import {
  type LoadOptions,
  ScratchError,
  type ScratchRedis,
  type ScratchServer,
  scratchArgs,
  tellingLine,
  untilLoaded,
} from './scratch-server.ts';

/** How long one answer may take while it loads, ms. */
const ANSWER_MS = 30_000;

/** Loads with the Redis program of this machine. */
export function programRedis({ path, version }: LocalProgram): ScratchRedis {
  return {
    version,
    check: (as, folder, file, signal) => runChecker(as, path, join(folder, file), signal),
    open: (options) => openScratchServer(path, options),
  };
}

/** Starts a throwaway Redis on a copy of some data and waits until it has loaded it. @throws ScratchError */
async function openScratchServer(program: string, options: LoadOptions): Promise<ScratchServer> {
  const own = await temporaryFolder();
  const socket = join(own, 's');
  const logFile = join(own, 'log');
  const { folder } = options;
  const server = startServer(program, folder, scratchArgs(options, { folder, socket, logFile }));
  const link = createRedisLink({ host: '', port: 0, password: null, path: socket });
  const call = (timeoutMs: number, command: string) => link.call(timeoutMs, command);
  const close = async () => {
    link.close();
    await server.end();
    await rm(own, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const info = () => call(ANSWER_MS, 'INFO').then(String, () => null);
    const lastWords = async () => new ScratchError(tellingLine((await orNull(readFile(logFile, 'utf8'))) ?? ''));
    const loaded = await untilLoaded({ info, ended: server.ended, lastWords }, options);
    return { loaded, link, call, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Server {
  ended(): boolean;
  end(): Promise<void>;
}

/**
 * The shell stands between so that the server never outlives us: it holds a pipe from us, and when that closes,
 * because we are done or were killed, it kills the server.
 */
const guard =
  'exec 3<&0; "$@" </dev/null & server=$!; { read -r _ <&3; kill -9 $server; } 2>/dev/null & exec 3<&-; wait $server';

function startServer(program: string, folder: string, args: readonly string[]): Server {
  const child = spawn('/bin/sh', ['-c', guard, 'sandbox', program, ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: folder,
    // A group of its own: Ctrl-C in a terminal is for us to obey, in order.
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let isGone = false;
  void gone.then(() => {
    isGone = true;
  });
  return {
    ended: () => isGone,
    async end() {
      child.stdin.end();
      await gone;
    },
  };
}
