import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { createRedisLink, type RedisLink } from '../redis/redis-link.ts';
import type { Aside, AsideOptions } from '../runtimes/docker/aside-container.ts';
import { findProgram } from '../runtimes/process/program.ts';
import { quoteArg } from '../settings/conf-args.ts';
import { formatRedisConf, type RedisConf } from '../settings/redis-conf.ts';
import { type PrivateServer, PrivateServerError, startPrivateServer } from './private-server.ts';

const ANSWER_MS = 30_000;
/** A server saves before it ends: tens of gigabytes take minutes, ms. */
const END_MS = 15 * 60_000;
/** How long one in a container may take to answer at all, ms. */
const OPEN_MS = 60_000;

/** What sealed servers are made with. */
export interface ScratchDeps {
  /** Where programs are looked for. */
  readonly programPath: string | undefined;
  readonly startAside: (id: string, options: AsideOptions) => Promise<Aside>;
}

export interface OwnDataOptions {
  readonly id: string;
  readonly runtime: RuntimeKind;
  readonly conf: RedisConf;
  readonly dataFolder: string;
  /** Whether it reads its data from the AOF, whatever the file says. */
  readonly fromAof: boolean;
  readonly signal: AbortSignal;
  readonly progress?: (detail: string) => void;
}

/** A server on the data of an instance that does not run. */
export interface OwnDataServer {
  /** All data is loaded. */
  readonly link: RedisLink;
  /** Ends it in order: it saves as its settings say by then. @throws AppError SAVE_FAILED when it cannot */
  end(): Promise<void>;
  /** Ends it at once where it still runs. To be called in any case. */
  close(): Promise<void>;
}

/**
 * Starts a server on an instance's own data and settings where no client reaches it: as a program on a socket that
 * only we know; in Docker, of the instance's own image, on a port and with a password that only we know. It never
 * outlives us.
 * @throws AppError START_FAILED when it does not take the settings or cannot load the data, NO_RUNTIME
 */
export async function startOnOwnData(deps: ScratchDeps, options: OwnDataOptions): Promise<OwnDataServer> {
  const opened = await (options.runtime === 'docker' ? inContainer(deps, options) : asProgram(deps, options));
  try {
    await untilLoaded(opened, options);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return {
    link: opened.link,
    async end() {
      // The answer to a SHUTDOWN that works is the end of the connection.
      const refused = await opened.link.call(END_MS, 'SHUTDOWN').then(
        (reply) => String(reply),
        (error: unknown) => (error instanceof Error && /^ERR/.test(error.message) ? error.message : null),
      );
      if (refused === null) return opened.ended;
      const message = `The data of ${options.id} could not be saved: ${refused}. Nothing was lost; its log says more.`;
      throw new AppError('SAVE_FAILED', message, { id: options.id, reason: refused });
    },
    close: opened.close,
  };
}

interface Opened {
  readonly link: RedisLink;
  readonly ended: Promise<void>;
  readonly output: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Users could let others in; a memory limit could evict; another server's replica would throw its data away. */
const sealing = [
  ['replicaof', 'no', 'one'],
  ['maxmemory', '0'],
] as const;

function sealedText(conf: RedisConf): string {
  const leftOut = ['user', 'aclfile', 'requirepass', 'replicaof', 'slaveof'];
  return formatRedisConf({
    ...conf,
    lines: conf.lines.filter(({ directive }) => !leftOut.includes(directive?.name ?? '')),
  });
}

async function asProgram({ programPath }: ScratchDeps, options: OwnDataOptions): Promise<Opened> {
  const program = await findProgram(programPath);
  if (!program) throw noProgram(options.id);
  const server: PrivateServer = await startPrivateServer({
    program,
    text: () => sealedText(options.conf),
    password: null,
    cwd: options.dataFolder,
    overrides: () => [...sealing, ['appendonly', options.fromAof ? 'yes' : 'no']],
    signal: options.signal,
  }).catch((error: unknown) => {
    throw error instanceof PrivateServerError ? startFailed(options.id, error.output) : error;
  });
  return { link: server.link, ended: server.ended, output: server.output, close: server.close };
}

async function inContainer({ startAside }: ScratchDeps, options: OwnDataOptions): Promise<Opened> {
  const password = randomBytes(24).toString('hex');
  const lines = [
    ...sealing,
    ['appendonly', options.fromAof ? 'yes' : 'no'],
    ['requirepass', password],
    ['port', '6379'],
    ...(/^\s*tls-port\s/im.test(sealedText(options.conf)) ? [['tls-port', '0']] : []),
    ['bind', '0.0.0.0'],
    ['protected-mode', 'no'],
    ['logfile', ''],
    ['pidfile', '/tmp/redis.pid'],
    ['daemonize', 'no'],
    ['supervised', 'no'],
  ].map(([name = '', ...args]) => [name, ...args.map(quoteArg)].join(' '));
  const text = `${sealedText(options.conf).replace(/\n?$/, '\n')}${lines.join('\n')}\n`;
  const aside = await startAside(options.id, { text, withData: true });
  const link = createRedisLink({ ...(aside.address ?? { host: '127.0.0.1', port: 0 }), password });
  return {
    link,
    ended: aside.ended,
    output: async () => aside.output(),
    async close() {
      link.close();
      await aside.close();
    },
  };
}

async function untilLoaded({ link, ended, output }: Opened, { id, signal, progress }: OwnDataOptions): Promise<void> {
  let isEnded = false;
  void ended.then(() => {
    isEnded = true;
  });
  let answered = Date.now();
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    signal.throwIfAborted();
    if (isEnded) throw startFailed(id, await output());
    const info = await link.ask(ANSWER_MS).then(
      (answer) => answer.info,
      () => null,
    );
    if (info?.get('loading') === '0') return;
    if (info) {
      answered = Date.now();
      progress?.(`loading data, ${Math.round(Number(info.get('loading_loaded_perc') ?? 0))} %`);
    }
    if (Date.now() - answered > OPEN_MS) throw startFailed(id, await output());
    await sleep(pause);
  }
}

function startFailed(id: string, output: string): AppError<'START_FAILED'> {
  const log = output.split('\n').filter((line) => line.trim() !== '');
  const telling = log.findLast((line) => /error|can't|failed|fatal|invalid|unable|bad|corrupt|wrong/i.test(line));
  const said = (telling ?? log.at(-1) ?? 'it ended without a word').replace(/^\d+:[A-Z] .{20,28} [#*.-] /, '').trim();
  const message = `The data of ${id} could not be loaded before its start: ${said.replace(/\.$/, '')}. Its files are as they were.`;
  return new AppError('START_FAILED', message, { id, log: log.slice(-20) });
}

function noProgram(id: string): AppError<'NO_RUNTIME'> {
  const reason = 'no redis-server or valkey-server program was found';
  const message = `The data of ${id} cannot be moved, because no redis-server program was found. Install one first.`;
  return new AppError('NO_RUNTIME', message, { reasons: [{ runtime: 'process', reason }] });
}
