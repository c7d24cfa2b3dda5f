import { readFile } from 'node:fs/promises';
import { networkInterfaces, totalmem } from 'node:os';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Known } from '../instances/catalogue.ts';
import { runtimeOf } from '../instances/start-instance.ts';
import { knownById } from '../instances/status-by-id.ts';
import type { InfoFields } from '../redis/info.ts';
import { createRedisLink, LinkError, type RedisLink } from '../redis/redis-link.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { readConfFile } from './conf-file.ts';
import { fileValue, type Values } from './conf-values.ts';
import type { SettingsDeps } from './deps.ts';
import type { SettingFacts } from './facts.ts';
import { configValues } from './move-live.ts';
import { parseRedisConf } from './redis-conf.ts';

/** An instance whose settings can be looked at and changed. */
export interface Gathered {
  readonly known: Known;
  readonly runtime: Runtime;
  readonly facts: SettingFacts;
  /** A connection of our own, kept open through a change of password; null when it does not run. */
  readonly link: RedisLink | null;
  /** Its engine says that it runs, and it does not answer: what it does is not known then. */
  readonly silent: boolean;
}

const ASK_MS = 5000;

/**
 * Reads the file, the running server and the machine. The caller closes the link.
 * @throws AppError NOT_FOUND, NOT_RUNNING when it is not installed, ENGINE_UNREACHABLE
 */
export async function gather(deps: SettingsDeps, id: string): Promise<Gathered> {
  const known = await knownById(deps, id);
  const runtime = runtimeOf(deps, known);
  const [file, longestBacklog] = await Promise.all([readConfFile(known.paths.configFile), systemBacklog()]);
  if (file === null) {
    const message = `${id} has no redis.conf. Start it with the old one back in place, or install it again; its data stays.`;
    throw new AppError('NOT_FOUND', message, { what: 'redis.conf', id });
  }
  const conf = parseRedisConf(file.text);
  const { entry } = known;
  const address = entry?.state === 'running' && entry.problem === null ? entry.address : null;
  const link = address ? createRedisLink({ ...address, password: fileValue(conf, 'requirepass') || null }) : null;
  const asked = link ? await ask(link) : null;
  if (!asked) link?.close();
  const port = entry?.address?.port ?? known.record?.port ?? null;
  return {
    known,
    runtime,
    link: asked ? link : null,
    silent: entry?.state === 'running' && asked === null,
    facts: {
      id,
      runtime: runtime.kind,
      running: asked !== null,
      file,
      conf,
      live: asked?.live ?? null,
      info: asked?.info ?? null,
      published: runtime.kind === 'docker' && port !== null ? { host: entry?.publishedOn ?? '127.0.0.1', port } : null,
      saveIntervals: deps.environment.defaults.saveIntervals,
      machine: { memoryBytes: totalmem(), addresses: ownAddresses(), longestBacklog },
    },
  };
}

/** @returns null when it does not answer, or still loads */
async function ask(link: RedisLink): Promise<{ info: InfoFields; live: Values | null } | null> {
  try {
    const { info } = await link.ask(ASK_MS);
    if (info.get('loading') === '1') return null;
    // Its CONFIG may have been renamed away: then there is no more to know.
    const live = await configValues(link).catch((error: unknown) => {
      if (error instanceof LinkError) throw error;
      return null;
    });
    return { info, live };
  } catch (error) {
    if (error instanceof LinkError) return null;
    throw error;
  }
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
}

/** Linux alone says how many connections may wait. */
async function systemBacklog(): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const text = await readFile('/proc/sys/net/core/somaxconn', 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || null;
}
