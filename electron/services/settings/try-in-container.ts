import { setTimeout as sleep } from 'node:timers/promises';
import type { ScratchDeps } from '../scratch/own-data-server.ts';
import { quoteArg } from './conf-args.ts';
import { fileDirectives } from './conf-values.ts';
import { formatRedisConf, type RedisConf } from './redis-conf.ts';
import { refusal } from './try-file.ts';

/** How long a server without data may take to be ready before it counts as taken: it reads its file first of all, ms. */
const READY_MS = 30_000;

/**
 * Starts a throwaway container of the instance's own image on a new file, without data and without a network, to see
 * whether that version of Redis takes it.
 * @throws AppError BAD_VALUE with what Redis says of which line; what the engine says when it cannot make one
 */
export async function tryInContainer(
  { startAside }: Pick<ScratchDeps, 'startAside'>,
  { id, text, conf, signal }: { id: string; text: string; conf: RedisConf; signal: AbortSignal },
): Promise<void> {
  const aside = await startAside(id, { text: trialText(conf), withData: false });
  try {
    let isEnded = false;
    void aside.ended.then(() => {
      isEnded = true;
    });
    const deadline = Date.now() + READY_MS;
    while (!isEnded && Date.now() < deadline) {
      signal.throwIfAborted();
      if (/ready to accept connections/i.test(aside.output())) return;
      await Promise.race([aside.ended, sleep(5)]);
    }
    if (isEnded && !/ready to accept connections/i.test(aside.output())) throw refusal(aside.output(), text);
  } finally {
    await aside.close();
  }
}

/** The text, line for line, with places of its own for what Redis opens as it reads: the instance's are not there. */
function trialText(conf: RedisConf): string {
  const own: Readonly<Record<string, string>> = { dir: '/tmp', logfile: '' };
  const lines = conf.lines.map((line) => {
    const place = own[line.directive?.name ?? ''];
    return place === undefined ? line : { ...line, text: `${line.directive?.name} ${quoteArg(place)}` };
  });
  const overrides = [
    ['dir', '/tmp'],
    ['logfile', ''],
    ['pidfile', '/tmp/redis.pid'],
    ['daemonize', 'no'],
    ['supervised', 'no'],
    ['save', ''],
    ['appendonly', 'no'],
    ['replicaof', 'no', 'one'],
    ...(fileDirectives(conf).has('unixsocket') ? [['unixsocket', '/tmp/s']] : []),
    ...(fileDirectives(conf).has('cluster-enabled') ? [['cluster-config-file', '/tmp/nodes.conf']] : []),
  ].map(([name = '', ...args]) => [name, ...args.map(quoteArg)].join(' '));
  return `${formatRedisConf({ ...conf, lines }).replace(/\n?$/, '\n')}${overrides.join('\n')}\n`;
}
