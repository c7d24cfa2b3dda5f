import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { OwnUseFilter } from '../own-use/without-own.ts';
import { isListening } from '../ports/free-ports.ts';
import { createRedisLink, LinkError, type RedisAnswer, type RedisLink } from '../redis/redis-link.ts';
import { type ConfiguredSettings, configuredSettings } from '../settings/server-settings.ts';
import type { Known } from './catalogue.ts';
import { statusOf } from './status.ts';

/** How long one instance may take to answer a look before it counts as not answering, ms. */
const ASK_MS = 1500;
/** The same for one that did not answer the last time: it shall not hold back the figures of the others again, ms. */
const ASK_AGAIN_MS = 250;

/** Looks at instances over kept connections, one each. One that hangs delays no other. */
export interface Observer {
  look(known: Known): Promise<InstanceStatus>;
  /**
   * The same, with what the server answered; one question for both.
   * @param early what `askAhead` gave at the beginning of this look
   */
  see(known: Known, early?: EarlyAnswers): Promise<Sighting>;
  /**
   * Asks all that are connected, before it is known what has become of them: they answer while files are read and
   * engines asked. For a look at all of them.
   */
  askAhead(): EarlyAnswers;
  /** The kept connection to an instance that runs; null when it has no address. */
  link(known: Known): Promise<RedisLink | null>;
  /** The connection that is kept since the instance was last looked at; null when there is none. */
  kept(id: string): RedisLink | null;
  /** How many changes were not saved yet when it was seen to answer last, and when that was, ms since 1970. */
  lastChanges(id: string): { readonly changes: number; readonly at: number } | null;
  close(): Promise<void>;
}

/** What was seen of an instance in one look. */
export interface Sighting {
  readonly status: InstanceStatus;
  /** Null when it was not asked, or did not answer. */
  readonly answer: RedisAnswer | null;
  /** When it had answered, ms of a clock that never jumps. */
  readonly seenAtMs: number;
}

/** What was asked ahead, by instance. */
export type EarlyAnswers = ReadonlyMap<string, { readonly link: RedisLink; readonly heard: Promise<Heard> }>;

interface Heard {
  readonly answer: RedisAnswer | LinkError;
  readonly seenAtMs: number;
}

interface KeptLink {
  readonly key: string;
  readonly link: RedisLink;
}

/** @param ownUse subtracts this app from what the servers count */
export function createObserver(ownUse: OwnUseFilter): Observer {
  const links = new Map<string, KeptLink>();
  const silent = new Set<string>();
  const changes = new Map<string, { readonly changes: number; readonly at: number }>();
  const problems = new Map<string, { readonly code: string; readonly since: string }>();

  const linkTo = (known: Known, settings: ConfiguredSettings | null): RedisLink | null => {
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
    if (!status.problem) {
      problems.delete(status.id);
      return status;
    }
    const before = problems.get(status.id);
    const since = before?.code === status.problem.code ? before.since : new Date().toISOString();
    problems.set(status.id, { code: status.problem.code, since });
    return { ...status, problem: { ...status.problem, since: status.problem.since ?? since } };
  };

  const withoutUs = (id: string, answer: RedisAnswer, seenAtMs: number): RedisAnswer => ({
    ...answer,
    info: ownUse.subtract(id, answer.info, answer.own, seenAtMs),
  });

  const ask = async (id: string, link: RedisLink): Promise<Heard> => {
    const answer = await link.ask(silent.has(id) ? ASK_AGAIN_MS : ASK_MS).catch(asLinkError);
    return { answer, seenAtMs: performance.now() };
  };

  const see = async (known: Known, early?: EarlyAnswers): Promise<Sighting> => {
    const { entry } = known;
    const running = entry?.state === 'running' && entry.problem === null;
    const link = running ? linkTo(known, known.settings) : null;
    const asked = early?.get(known.id);
    const [heard, portTaken] = await Promise.all([
      link && (asked?.link === link ? asked.heard : ask(known.id, link)),
      entry?.state === 'stopped' && entry.address ? isListening(entry.address.port) : false,
    ]);
    const { answer, seenAtMs } = heard ?? { answer: null, seenAtMs: performance.now() };
    if (answer instanceof LinkError && answer.failure === 'timed-out') silent.add(known.id);
    else silent.delete(known.id);
    const foreign = answer === null || answer instanceof LinkError ? answer : withoutUs(known.id, answer, seenAtMs);
    const status = dated(statusOf({ known, answer: foreign, portTaken }, new Date()));
    const { changesSinceSave } = status.persistence;
    if (changesSinceSave !== null) changes.set(known.id, { changes: changesSinceSave, at: Date.now() });
    return { status, answer: foreign instanceof LinkError ? null : foreign, seenAtMs };
  };

  return {
    see,
    askAhead() {
      const open = [...links].filter(([, { link }]) => link.isOpen());
      return new Map(open.map(([id, { link }]) => [id, { link, heard: ask(id, link) }]));
    },
    look: async (known) => (await see(known)).status,
    async link(known) {
      return linkTo(known, await configuredSettings(known.paths.configFile));
    },
    kept: (id) => links.get(id)?.link ?? null,
    lastChanges: (id) => changes.get(id) ?? null,
    async close() {
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
