import { readFileSync } from 'node:fs';
import { networkInterfaces, totalmem } from 'node:os';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { isContainerSetting } from '../../../../shared/contract/names.ts';
import { runtimeOf } from '../../instances/lifecycle/start-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { readConfFile } from '../../redis/conf/conf-file.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { fileValue, type Values } from '../../redis/conf/conf-values.ts';
import { configGets, valuesOf } from '../../redis/conf/config-get.ts';
import { type EffectiveConf, effectiveConf } from '../../redis/conf/effective-conf.ts';
import { parseRedisConf, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { isRefusal, LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { isSameFolder, nextPlace, placeOf } from '../../redis/data/next-start.ts';
import { type InfoFields, parseInfo } from '../../redis/info/info.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { SettingsDeps } from '../settings-deps.ts';
import type { ContainerFacts, SettingFacts } from './setting-facts.ts';

/** An instance whose settings can be looked at and changed. */
export interface Gathered {
  readonly known: ManagedInstance;
  readonly runtime: Runtime;
  readonly facts: SettingFacts;
  /** Null when it does not run, or does not answer. */
  readonly link: RedisLink | null;
  /** Lets the connection go, where it is not the one that is kept for looking. */
  readonly release: () => void;
  /** Its engine says that it runs, and it does not answer: what it does is not known then. */
  readonly silent: boolean;
}

const ASK_MS = 5000;

/** What a plan needs to know, and no more: asking for everything takes as long as a change. */
export interface Question {
  /** Directives to ask the server for; null: all there are. */
  readonly names: readonly string[] | null;
  /** A connection of our own: the kept one is replaced as soon as the file has another password. */
  readonly own: boolean;
}

export const everything: Question = { names: null, own: false };

/**
 * Reads the file, the running server and the machine. The caller releases the connection.
 * @throws AppError NOT_FOUND, NOT_RUNNING when it is not installed, ENGINE_UNREACHABLE
 */
export async function gather(deps: SettingsDeps, id: string, question: Question = everything): Promise<Gathered> {
  const known = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, known);
  const file = await readConfFile(known.paths.configFile);
  if (file === null) {
    const message = `${id} has no redis.conf. Start it with the old one back in place, or install it again; its data stays.`;
    throw new AppError('NOT_FOUND', message, { what: 'redis.conf', id });
  }
  const conf = parseRedisConf(file.text);
  const { entry } = known;
  const address = entry?.state === 'running' && entry.problem === null ? entry.address : null;
  const resolve = (text: RedisConf) => effectiveConf(text, confPlaceOf(known));
  const effective = resolve(conf);
  const password = fileValue(effective, 'requirepass') || null;
  const own = address && question.own ? createRedisLink({ ...address, password }) : null;
  const link = own ?? (address ? await deps.observer.link(known) : null);
  const heard = link ? await ask(link, question.names) : null;
  const refusal = heard instanceof LinkError ? heard.message : null;
  const asked = heard instanceof LinkError ? null : heard;
  if (!asked) own?.close();
  const isContainer = runtime.kind === 'docker' && entry !== null;
  // It takes two more questions to the engine.
  const asksContainer = question.names?.some((name) => name === 'maxmemory' || isContainerSetting(name)) ?? true;
  const container = isContainer && asksContainer ? await containerOf(deps, known) : null;
  const port = entry?.address?.port ?? known.record?.port ?? null;
  return {
    known,
    runtime,
    link: asked ? link : null,
    release: () => own?.close(),
    silent: entry?.state === 'running' && heard === null,
    facts: {
      id,
      runtime: runtime.kind,
      running: heard !== null,
      refusal,
      file,
      conf,
      effective,
      resolve,
      live: asked?.live ?? null,
      info: asked?.info ?? null,
      published: runtime.kind === 'docker' && port !== null ? { host: entry?.publishedOn ?? '127.0.0.1', port } : null,
      recordedPort: runtime.kind === 'docker' ? (known.record?.port ?? null) : null,
      publishedTls: entry?.tlsPort ?? null,
      movedFolder: asked?.live?.dir === undefined ? null : await movedFolder(known, effective, asked.live),
      container,
      saveIntervals: deps.environment.defaults.saveIntervals,
      machine,
    },
  };
}

async function containerOf(deps: SettingsDeps, { id, record }: ManagedInstance): Promise<ContainerFacts | null> {
  const chosen = { memoryBytes: record?.limits.memoryBytes ?? null, outgoing: record?.outgoing ?? false };
  const rights = await deps.containers.rights(id, chosen.outgoing);
  return rights && { chosen, rights };
}

async function movedFolder(
  known: ManagedInstance,
  conf: EffectiveConf,
  live: Values,
): Promise<SettingFacts['movedFolder']> {
  const place = confPlaceOf(known);
  const [now, next] = [placeOf(live, place), nextPlace(conf, place)];
  return (await isSameFolder(now, next)) ? null : { file: next.dir, live: now.dir };
}

/** @returns null when it does not answer, or still loads; why it does not let us in, where it runs and refuses us */
async function ask(
  link: RedisLink,
  names: readonly string[] | null,
): Promise<{ info: InfoFields; live: Values | null } | LinkError | null> {
  try {
    const [reply, ...values] = await link.batch(ASK_MS, [['INFO'], ...configGets(names)]);
    if (isAppError(reply, 'COMMAND_UNAVAILABLE')) return new LinkError('unknown-command', reply.message);
    // The call gives the refusal its sentence.
    if (reply instanceof Error) await link.call(ASK_MS, 'INFO', 'server');
    if (reply instanceof Error) return null;
    const info = parseInfo(String(reply));
    if (info.get('loading') === '1') return null;
    // Its CONFIG may have been renamed away: then there is no more to know.
    return { info, live: values.some((value) => value instanceof Error) ? null : valuesOf(values) };
  } catch (error) {
    if (error instanceof LinkError) return isRefusal(error) ? error : null;
    if (isAppError(error, 'COMMAND_UNAVAILABLE')) return new LinkError('unknown-command', error.message);
    throw error;
  }
}

/** Looked at only by plans that are about it. */
const machine: SettingFacts['machine'] = {
  get memoryBytes() {
    return totalmem();
  },
  get addresses() {
    return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
  },
  /** Linux alone says how many connections may wait. */
  get longestBacklog() {
    if (process.platform !== 'linux') return null;
    try {
      return Number.parseInt(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'), 10) || null;
    } catch {
      return null;
    }
  },
};
