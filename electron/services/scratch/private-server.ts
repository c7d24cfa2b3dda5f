import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { orNull } from '../files/file-errors.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { createRedisLink, type RedisLink } from '../redis/redis-link.ts';
import { quoteArg } from '../settings/conf-args.ts';

/** A Redis of ours that listens on a Unix socket in a folder of its own and nowhere else. */
export interface PrivateServer {
  readonly link: RedisLink;
  /** The folder it was given for itself. */
  readonly folder: string;
  readonly ended: Promise<void>;
  /** What it has printed and written to its log. */
  output(): Promise<string>;
  /** Ends it at once, without saving, and removes its folder. */
  close(): Promise<void>;
}

/** It ended instead of answering; what it wrote before that says why. */
export class PrivateServerError extends Error {
  constructor(readonly output: string) {
    super('The private server ended at once.');
    this.name = 'PrivateServerError';
  }
}

/** How long a server may take to open its socket before something is wrong with the machine, ms. */
const OPEN_MS = 20_000;

/**
 * The shell stands between so that the server never outlives us: it holds a pipe from us, and when that closes,
 * because we are done or were killed, it kills the server and removes its folder, with the password that may be there.
 */
const guard =
  'folder=$1; shift; exec 3<&0; "$@" </dev/null & server=$!; { read -r _ <&3; kill -9 $server; rm -rf "$folder"; } >/dev/null 2>&1 & exec 3<&-; wait $server';

/**
 * Starts a Redis on a text of redis.conf, with what follows it overriding. The text goes by a file that only we can
 * read: a password in it is in no argument and no environment.
 * @param overrides lines that come last; the folder made for the server is handed over
 * @throws PrivateServerError when it ends before it answers
 */
export async function startPrivateServer(options: {
  readonly program: string;
  /** Given the folder made for the server. */
  readonly text: (folder: string) => string;
  readonly password: string | null;
  /** Where relative paths in the text begin. */
  readonly cwd: string;
  readonly overrides: (folder: string) => readonly (readonly string[])[];
  readonly signal: AbortSignal;
}): Promise<PrivateServer> {
  const folder = await temporaryFolder();
  const socket = join(folder, 's');
  const log = join(folder, 'log');
  const text = options.text(folder);
  const own = [
    ['port', '0'],
    ...(/^\s*tls-port\s/im.test(text) ? [['tls-port', '0']] : []),
    ['unixsocket', socket],
    ['unixsocketperm', '700'],
    ['pidfile', join(folder, 'pid')],
    ['logfile', log],
    ['daemonize', 'no'],
    ['supervised', 'no'],
    ['syslog-enabled', 'no'],
  ];
  const lines = [...own, ...options.overrides(folder)].map(([name, ...args]) =>
    [name, ...args.map(quoteArg)].join(' '),
  );
  const conf = join(folder, 'redis.conf');
  await writeFile(conf, `${text.replace(/\n?$/, '\n')}${lines.join('\n')}\n`, { mode: 0o600 });
  const child = spawn('/bin/sh', ['-c', guard, 'private-redis', folder, options.program, conf], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: options.cwd,
    // A group of its own: Ctrl-C in a terminal is for us to obey, in order.
    detached: true,
    env: { PATH: process.env.PATH ?? '' },
  });
  child.stdin.on('error', () => undefined);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000);
    });
  }
  let ended = false;
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      ended = true;
      resolve();
    };
    child.once('close', end);
    child.once('error', end);
  });
  const link = createRedisLink({ host: '', port: 0, password: options.password, path: socket });
  const close = async () => {
    link.close();
    child.stdin.end();
    await gone;
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const everything = async () => `${output}\n${(await orNull(readFile(log, 'utf8'))) ?? ''}`;
  try {
    await untilOpen();
    return { link, folder, ended: gone, output: everything, close };
  } catch (error) {
    const said = await everything();
    await close();
    throw error instanceof PrivateServerError ? new PrivateServerError(said) : error;
  }

  async function untilOpen(): Promise<void> {
    const deadline = Date.now() + OPEN_MS;
    for (let pause = 2; ; pause = Math.min(pause * 1.5, 50)) {
      options.signal.throwIfAborted();
      if (ended) throw new PrivateServerError('');
      const answer = await link.call(OPEN_MS, 'PING').catch((error: unknown) => error);
      // One that loads its data, or wants a password we do not have, is open as well.
      if (answer === 'PONG' || (answer instanceof Error && /^(LOADING|NOAUTH|WRONGPASS|NOPERM)/.test(answer.message)))
        return;
      if (Date.now() > deadline) throw new PrivateServerError('');
      await sleep(pause);
    }
  }
}
