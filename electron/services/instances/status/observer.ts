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

/** How long one instance may take to answer a look before it counts as not answering, ms. */
const ASK_MS = 1500;
/** The same for one that did not answer the last time: it must not delay the figures of the others again, ms. */
const ASK_AGAIN_MS = 250;

/** Long enough to count operations between two replies, ms. */
const FIRST_RATE_MS = 250;

/** Looks at instances over kept connections, one each. One that hangs delays no other. */
export interface Observer {
  look(known: ManagedInstance): Promise<InstanceStatus>;
  /**
   * The same, with what the server answered; one question for both.
   * @param early what `prefetchReplies` gave at the beginning of this look
   */
  see(known: ManagedInstance, early?: PrefetchedReplies): Promise<Observation>;
  /**
   * Asks all that are connected, before it is known what has become of them: they answer while files are read and
   * engines asked. For a look at all of them.
   */
  prefetchReplies(): PrefetchedReplies;
  /** The kept connection to an instance that runs; null when it has no address. */
  link(known: ManagedInstance): Promise<RedisLink | null>;
  /** How many changes were not saved yet when it was seen to answer last, and when that was, ms since 1970. */
  lastChanges(id: string): { readonly changes: number; readonly at: number } | null;
  /** Forgets what was observed of an instance that was removed. */
  forget(id: string): Promise<void>;
  /** Ends the connections, once what was observed last is written. */
  close(): Promise<void>;
}

/** What was seen of an instance in one look. */
export interface Observation {
  readonly status: InstanceStatus;
  /** Null when it was not asked, or did not answer. */
  readonly answer: RedisAnswer | null;
  /** Why it did not answer; null when it did, or was not asked. */
  readonly failure: LinkError | null;
  /** When it had answered, ms of a clock that never jumps. */
  readonly seenAtMs: number;
}

/** What was asked ahead, by instance. */
export type PrefetchedReplies = ReadonlyMap<string, { readonly link: RedisLink; readonly heard: Promise<ProbeReply> }>;

interface ProbeReply {
  readonly answer: RedisAnswer | LinkError | null;
  readonly seenAtMs: number;
}

interface KeptLink {
  readonly key: string;
  readonly link: RedisLink;
}

/** How long the holder of a port is taken for granted: to find it every process is looked at, ms. */
const HOLDER_MS = 5000;

/**
 * @param ownUse subtracts this app from what the servers count
 * @param last where what was observed last is kept; left out: in memory
 */
export function createObserver(ownUse: OwnUseFilter, last: LastObserved = createLastObserved(null)): Observer {
  const links = new Map<string, KeptLink>();
  const silent = new Set<string>();
  const changes = new Map<string, { readonly changes: number; readonly at: number }>();
  const running = new Map<number, string>();
  const keysSeen = new Map<string, { readonly count: number; readonly at: string }>();
  const holders = new Map<number, { readonly holder: PortHolder; readonly atMs: number }>();

  const linkTo = (known: ManagedInstance, settings: ConfiguredSettings | null): RedisLink | null => {
    const address = known.entry?.address;
    if (!address) return null;
    const password = settings?.password ?? null;
    // Another port or password is another server; one that was restarted closes the old connection itself.
    const key = JSON.stringify([address, password]);
    const kept = links.get(known.id);
    if (kept?.key === key) return kept.link;
    kept?.link.close();
    const link = createRedisLink({ ...address, password });
    links.set(known.id, { key, link });
    return link;
  };

  /** A problem keeps the time at which it was first seen for as long as it lasts. */
  const dated = (status: InstanceStatus): InstanceStatus => {
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

  /** The keys of one that answered are written down when it no longer does. */
  const countKeys = ({ id, state, databases, memory }: InstanceStatus) => {
    // Somebody has uninstalled it.
    if (state === 'missing') keysSeen.delete(id);
    else if (memory.usedBytes !== null) {
      const count = databases.reduce((sum, { keys }) => sum + keys, 0);
      keysSeen.set(id, { count, at: new Date().toISOString() });
    } else if (state !== 'starting') writeKeys(id);
  };
  const writeKeys = (id: string) => {
    const keys = keysSeen.get(id);
    if (!keys) return;
    keysSeen.delete(id);
    last.set(id, { keys });
  };

  /** @param port null: it does not run */
  const remember = (id: string, port: number | null) => {
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
   * The same without this app. Redis's own figure of operations per second holds the polls of every process of this
   * app: where another one watches too, it is measured between two replies from the first time on.
   */
  const withoutOwn = async (id: string, link: RedisLink | null, heard: ProbeReply | null): Promise<ProbeReply> => {
    const { answer, seenAtMs } = heard ?? { answer: null, seenAtMs: performance.now() };
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

  const see = async (known: ManagedInstance, early?: PrefetchedReplies): Promise<Observation> => {
    const { entry } = known;
    const runs = entry?.state === 'running' && entry.problem === null;
    remember(known.id, entry?.state === 'running' ? (entry.address?.port ?? null) : null);
    const link = runs ? linkTo(known, known.settings) : null;
    const asked = early?.get(known.id);
    const [heard, portTaken] = await Promise.all([
      link && (asked?.link === link ? asked.heard : ask(known.id, link)),
      entry?.state === 'stopped' && entry.address && entry.address.path === undefined
        ? holderOf(entry.address.port)
        : null,
    ]);
    if (heard?.answer instanceof LinkError && heard.answer.failure === 'timed-out') silent.add(known.id);
    else silent.delete(known.id);
    const { answer: foreign, seenAtMs } = await withoutOwn(known.id, link, heard);
    const lastKnownKeys = keysSeen.get(known.id) ?? last.get(known.id).keys;
    const status = dated(statusOf({ known, answer: foreign, portTaken, lastKnownKeys }, new Date()));
    countKeys(status);
    const { changesSinceSave } = status.persistence;
    if (changesSinceSave !== null) changes.set(known.id, { changes: changesSinceSave, at: Date.now() });
    if (foreign instanceof LinkError) return { status, answer: null, failure: foreign, seenAtMs };
    return { status, answer: foreign, failure: null, seenAtMs };
  };

  return {
    see,
    prefetchReplies() {
      const open = [...links].filter(([, { link }]) => link.isOpen());
      return new Map(open.map(([id, { link }]) => [id, { link, heard: ask(id, link) }]));
    },
    look: async (known) => (await see(known)).status,
    async link(known) {
      return linkTo(known, await configuredSettings(confPlaceOf(known)));
    },
    lastChanges: (id) => changes.get(id) ?? null,
    async forget(id) {
      keysSeen.delete(id);
      changes.delete(id);
      last.forget(id);
      await last.flush();
    },
    async close() {
      for (const id of [...keysSeen.keys()]) writeKeys(id);
      await last.flush();
      for (const { link } of links.values()) link.close();
      links.clear();
      await ownUse.close();
    },
  };
}

/** A server's own refusal, such as an unknown command under an ACL, counts as no answer. */
function asLinkError(error: unknown): RedisAnswer | LinkError {
  if (error instanceof LinkError) return error;
  return new LinkError('other', error instanceof Error ? error.message : String(error), { cause: error });
}
