import { readFileSync } from 'node:fs';
import { networkInterfaces, totalmem } from 'node:os';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { isContainerSetting } from '../../../../shared/contract/names.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { runtimeOf } from '../../instances/lifecycle/start-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { passwordFor } from '../../passwords/kept-password.ts';
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
import type { ContainerFacts, SettingFacts } from './setting-facts.ts';
import type { SettingsDeps } from './settings-deps.ts';

/** An instance with the facts that a plan needs, and a connection if available. */
export interface Gathered {
  readonly instance: ManagedInstance;
  readonly runtime: Runtime;
  readonly facts: SettingFacts;
  /** Null when it is stopped or does not respond. */
  readonly link: RedisLink | null;
  /** Closes the connection unless it is the shared one. */
  readonly release: () => void;
  /** The runtime reports it as running, but it does not respond. */
  readonly silent: boolean;
}

const REPLY_TIMEOUT_MS = 5000;

/** Limits what is read, because reading everything takes as long as a change. */
export interface Question {
  /** Directives to read from the server; null: all. */
  readonly names: readonly string[] | null;
  /** Opens a separate connection: the shared one is replaced as soon as the password in the file changes. */
  readonly own: boolean;
}

export const everything: Question = { names: null, own: false };

/**
 * Reads the file, the running server and the machine. The caller releases the connection.
 * @throws AppError NOT_FOUND, NOT_RUNNING when it is not installed, ENGINE_UNREACHABLE
 */
export async function gather(deps: SettingsDeps, id: string, question: Question = everything): Promise<Gathered> {
  const instance = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, instance);
  const file = await readConfFile(instance.paths.configFile);
  if (file === null) {
    const message = `${id} has no redis.conf. Put the old file back, or reinstall the instance; its data is kept.`;
    throw new AppError('NOT_FOUND', message, { what: 'redis.conf', id });
  }
  const conf = parseRedisConf(file.text);
  const { entry } = instance;
  const address = entry?.state === 'running' && entry.problem === null ? entry.address : null;
  const resolve = (text: RedisConf) => effectiveConf(text, confPlaceOf(instance));
  const effective = resolve(conf);
  const password = passwordFor(fileValue(effective, 'requirepass') || null, entry?.keptPassword);
  const own = address && question.own ? createRedisLink({ ...address, password }) : null;
  const link = own ?? (address ? await deps.observer.link(instance) : null);
  const reply = link ? await ask(link, question.names) : null;
  const refusal = reply instanceof LinkError ? reply.message : null;
  const observed = reply instanceof LinkError ? null : reply;
  if (!observed) own?.close();
  const isContainer = can(runtime.kind, 'limits') && entry !== null;
  // Costs two more requests to the engine.
  const needsContainer = question.names?.some((name) => name === 'maxmemory' || isContainerSetting(name)) ?? true;
  const container = isContainer && needsContainer ? await containerOf(deps, instance) : null;
  const port = entry?.address?.port ?? instance.record?.port ?? null;
  return {
    instance,
    runtime,
    link: observed ? link : null,
    release: () => own?.close(),
    silent: entry?.state === 'running' && reply === null,
    facts: {
      id,
      runtime: runtime.kind,
      running: reply !== null,
      refusal,
      file,
      conf,
      effective,
      resolve,
      live: observed?.live ?? null,
      info: observed?.info ?? null,
      published:
        can(runtime.kind, 'network') && port !== null ? { host: entry?.publishedOn ?? '127.0.0.1', port } : null,
      recordedPort: can(runtime.kind, 'network') ? (instance.record?.port ?? null) : null,
      publishedTls: entry?.tlsPort ?? null,
      movedFolder: observed?.live?.dir === undefined ? null : await movedFolder(instance, effective, observed.live),
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
  instance: ManagedInstance,
  conf: EffectiveConf,
  live: Values,
): Promise<SettingFacts['movedFolder']> {
  const place = confPlaceOf(instance);
  const [now, next] = [placeOf(live, place), nextPlace(conf, place)];
  return (await isSameFolder(now, next)) ? null : { file: next.dir, live: now.dir };
}

/** @returns null when it does not respond or is still loading; the refusal when it rejects this app */
async function ask(
  link: RedisLink,
  names: readonly string[] | null,
): Promise<{ info: InfoFields; live: Values | null } | LinkError | null> {
  try {
    const [reply, ...values] = await link.batch(REPLY_TIMEOUT_MS, [['INFO'], ...configGets(names)]);
    if (isAppError(reply, 'COMMAND_UNAVAILABLE')) return new LinkError('unknown-command', reply.message);
    // A single call produces a refusal with its message.
    if (reply instanceof Error) await link.call(REPLY_TIMEOUT_MS, 'INFO', 'server');
    if (reply instanceof Error) return null;
    const info = parseInfo(String(reply));
    if (info.get('loading') === '1') return null;
    // CONFIG may be renamed or disabled.
    return { info, live: values.some((value) => value instanceof Error) ? null : valuesOf(values) };
  } catch (error) {
    if (error instanceof LinkError) return isRefusal(error) ? error : null;
    if (isAppError(error, 'COMMAND_UNAVAILABLE')) return new LinkError('unknown-command', error.message);
    throw error;
  }
}

/** Getters, because few plans need these. */
const machine: SettingFacts['machine'] = {
  get memoryBytes() {
    return totalmem();
  },
  get addresses() {
    return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
  },
  /** Readable on Linux only. */
  get longestBacklog() {
    if (process.platform !== 'linux') return null;
    try {
      return Number.parseInt(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'), 10) || null;
    } catch {
      return null;
    }
  },
};
