import { setTimeout as sleep } from 'node:timers/promises';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { isListening } from '../../ports/free-ports.ts';
import { type PortHolder, portHolder } from '../../ports/port-holder.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type ConfiguredSettings, configuredSettings } from '../../redis/conf/server-settings.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisAnswer, type RedisLink } from '../../redis/connection/redis-link.ts';
import { infoNumber } from '../../redis/info/info.ts';
import type { OwnUseFilter } from '../../redis/own-use/own-use-filter.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { createLastObserved, type LastObserved } from './last-observed.ts';
import { statusOf } from './status.ts';

/** An instance that takes longer to answer a poll counts as not responding. */
const ASK_MS = 1500;
/** The limit for an instance that missed the last poll: it must not delay the others again. */
const ASK_AGAIN_MS = 250;

/** Long enough to count operations between two replies. */
const FIRST_RATE_MS = 250;

/** Observes instances over one persistent connection each. A hung instance does not delay the others. */
export interface Observer {
  status(instance: ManagedInstance): Promise<InstanceStatus>;
  /**
   * The status together with the server's reply, from one request.
   * @param early the replies of `prefetchReplies` at the start of this poll
   */
  observe(instance: ManagedInstance, early?: PrefetchedReplies): Promise<Observation>;
  /**
   * Sends the requests of a full poll to all connected servers early, so that they answer while records and engines are
   * still being read.
   */
  prefetchReplies(): PrefetchedReplies;
  /** The persistent connection to a running instance; null if it has no address. */
  link(instance: ManagedInstance): Promise<RedisLink | null>;
  /** The connection of its last observation, without reading its records; null while none is open. */
  openLink(id: string): RedisLink | null;
  /** Unsaved changes in its last reply, and the time of that reply, ms since 1970. */
  lastChanges(id: string): { readonly changes: number; readonly at: number } | null;
  /** Deletes the observations of a removed instance. */
  forget(id: string): Promise<void>;
  /** Writes the last observations and closes the connections. */
  close(): Promise<void>;
}

export interface Observation {
  readonly status: InstanceStatus;
  /** Null if the server was not asked or did not answer. */
  readonly answer: RedisAnswer | null;
  /** Why it did not answer; null if it did, or was not asked. */
  readonly failure: LinkError | null;
  /** When it answered, on a monotonic clock. */
  readonly seenAtMs: number;
}

/** Pending replies by instance id. */
export type PrefetchedReplies = ReadonlyMap<string, { readonly link: RedisLink; readonly reply: Promise<ProbeReply> }>;

interface ProbeReply {
  readonly answer: RedisAnswer | LinkError | null;
  readonly seenAtMs: number;
}

interface KeptLink {
  readonly key: string;
  readonly link: RedisLink;
}

/** How long to cache the holder of a port: finding it reads the whole process table. */
const HOLDER_MS = 5000;

/**
 * @param ownUse subtracts this app's own commands and connections from the servers' counters
 * @param last stores the last observations; omitted: in memory
 */
export function createObserver(ownUse: OwnUseFilter, last: LastObserved = createLastObserved(null)): Observer {
  const links = new Map<string, KeptLink>();
  const silent = new Set<string>();
  const changes = new Map<string, { readonly changes: number; readonly at: number }>();
  const running = new Map<number, string>();
  const lastKeys = new Map<string, { readonly count: number; readonly at: string }>();
  const holders = new Map<number, { readonly holder: PortHolder; readonly atMs: number }>();

  const linkTo = (instance: ManagedInstance, settings: ConfiguredSettings | null): RedisLink | null => {
    const address = instance.entry?.address;
    if (!address) return null;
    const password = settings?.password ?? null;
    // A new port or password needs a new connection. A restarted server closes the old connection itself.
    const key = JSON.stringify([address, password]);
    const kept = links.get(instance.id);
    if (kept?.key === key) return kept.link;
    kept?.link.close();
    const link = createRedisLink({ ...address, password });
    links.set(instance.id, { key, link });
    return link;
  };

  /** A problem keeps the time of its first observation for as long as it lasts. */
  const withProblemTime = (status: InstanceStatus): InstanceStatus => {
    const { id, problem } = status;
    const before = last.get(id).problem;
    if (!problem) {
      if (before) last.set(id, { problem: null });
      return status;
    }
    const since = before?.code === problem.code ? before.since : new Date().toISOString();
    if (before?.code !== problem.code) last.set(id, { problem: { code: problem.code, since } });
    return { ...status, problem: { ...problem, since: problem.since ?? since } };
  };

  /** Stores the number of keys when an instance stops answering. */
  const countKeys = ({ id, state, databases, memory }: InstanceStatus) => {
    // It was uninstalled.
    if (state === 'missing') lastKeys.delete(id);
    else if (memory.usedBytes !== null) {
      const count = databases.reduce((sum, { keys }) => sum + keys, 0);
      lastKeys.set(id, { count, at: new Date().toISOString() });
    } else if (state !== 'starting') writeKeys(id);
  };
  const writeKeys = (id: string) => {
    const keys = lastKeys.get(id);
    if (!keys) return;
    lastKeys.delete(id);
    last.set(id, { keys });
  };

  /** Writes only a change: its time is that of the first observation. */
  const recordState = ({ id, engine, state, problem }: InstanceStatus) => {
    if (engine === undefined || problem?.code === 'ENGINE_UNREACHABLE') return;
    if (last.get(id).state?.state !== state) last.set(id, { state: { state, at: new Date().toISOString() } });
  };

  /** @param port null: not running */
  const recordPort = (id: string, port: number | null) => {
    if (port !== null && running.get(port) === id) return;
    for (const [other, owner] of running) if (owner === id && other !== port) running.delete(other);
    if (port !== null) running.set(port, id);
  };

  const holderOf = async (port: number): Promise<PortHolder | null> => {
    if (!(await isListening(port))) {
      holders.delete(port);
      return null;
    }
    const known = holders.get(port);
    if (known && performance.now() - known.atMs < HOLDER_MS) return known.holder;
    const holder = await portHolder(port, running);
    holders.set(port, { holder, atMs: performance.now() });
    return holder;
  };

  const ask = async (id: string, link: RedisLink): Promise<ProbeReply> => {
    const answer = await link.ask(silent.has(id) ? ASK_AGAIN_MS : ASK_MS).catch(asLinkError);
    return { answer, seenAtMs: performance.now() };
  };

  /**
   * The reply without this app's own use. Redis's operations per second include the polls of every process of this app:
   * if another one polls too, measure the rate between two replies, from the first poll on.
   */
  const withoutOwnUse = async (id: string, link: RedisLink | null, reply: ProbeReply | null): Promise<ProbeReply> => {
    const { answer, seenAtMs } = reply ?? { answer: null, seenAtMs: performance.now() };
    if (answer === null || answer instanceof LinkError) return { answer, seenAtMs };
    const { info, hasRate } = ownUse.subtract(id, answer.info, answer.ownConnections, seenAtMs);
    const mayBeOurs = answer.ownConnections > 1 && (infoNumber(info, 'instantaneous_ops_per_sec') ?? 0) > 0;
    if (hasRate || link === null || !mayBeOurs) return { answer: { ...answer, info }, seenAtMs };
    await sleep(FIRST_RATE_MS);
    const next = await ask(id, link);
    if (next.answer === null || next.answer instanceof LinkError) return next;
    const second = ownUse.subtract(id, next.answer.info, next.answer.ownConnections, next.seenAtMs);
    return { answer: { ...next.answer, info: second.info }, seenAtMs: next.seenAtMs };
  };

  const observe = async (instance: ManagedInstance, early?: PrefetchedReplies): Promise<Observation> => {
    const { entry } = instance;
    const runs = entry?.state === 'running' && entry.problem === null;
    recordPort(instance.id, entry?.state === 'running' ? (entry.address?.port ?? null) : null);
    const link = runs ? linkTo(instance, instance.settings) : null;
    const asked = early?.get(instance.id);
    const [reply, portTaken] = await Promise.all([
      link && (asked?.link === link ? asked.reply : ask(instance.id, link)),
      // A forwarded port of another machine listens here while its instance is stopped.
      entry?.state === 'stopped' && entry.engine === undefined && entry.address && entry.address.path === undefined
        ? holderOf(entry.address.port)
        : null,
    ]);
    if (reply?.answer instanceof LinkError && reply.answer.failure === 'timed-out') silent.add(instance.id);
    else silent.delete(instance.id);
    const { answer: clientReply, seenAtMs } = await withoutOwnUse(instance.id, link, reply);
    const lastKnownKeys = lastKeys.get(instance.id) ?? last.get(instance.id).keys;
    const status = withProblemTime(
      statusOf(
        { instance, answer: clientReply, portTaken, lastKnownKeys, lastState: last.get(instance.id).state },
        new Date(),
      ),
    );
    recordState(status);
    countKeys(status);
    const { changesSinceSave } = status.persistence;
    if (changesSinceSave !== null) changes.set(instance.id, { changes: changesSinceSave, at: Date.now() });
    if (clientReply instanceof LinkError) return { status, answer: null, failure: clientReply, seenAtMs };
    return { status, answer: clientReply, failure: null, seenAtMs };
  };

  return {
    observe,
    prefetchReplies() {
      const open = [...links].filter(([, { link }]) => link.isOpen());
      return new Map(open.map(([id, { link }]) => [id, { link, reply: ask(id, link) }]));
    },
    status: async (instance) => (await observe(instance)).status,
    async link(instance) {
      return linkTo(instance, await configuredSettings(confPlaceOf(instance)));
    },
    openLink(id) {
      const link = links.get(id)?.link;
      return link?.isOpen() ? link : null;
    },
    lastChanges: (id) => changes.get(id) ?? null,
    async forget(id) {
      lastKeys.delete(id);
      changes.delete(id);
      last.forget(id);
      await last.flush();
    },
    async close() {
      for (const id of [...lastKeys.keys()]) writeKeys(id);
      await last.flush();
      for (const { link } of links.values()) link.close();
      links.clear();
      await ownUse.close();
    },
  };
}

/** An error reply, such as an ACL refusal, counts as no answer. */
function asLinkError(error: unknown): RedisAnswer | LinkError {
  if (error instanceof LinkError) return error;
  return new LinkError('other', error instanceof Error ? error.message : String(error), { cause: error });
}
