import { type InfoFields, infoNumber } from '../info/info.ts';
import { noCounts, type OwnCounts, type OwnShare, onOwnCommand, ownCountsOf, sum } from './own-counters.ts';
import { mostOf, type OwnUse, type OwnUseFiles, totalOf } from './own-use-files.ts';

/** Subtracts this app from the figures of servers. */
export interface OwnUseFilter {
  /** The INFO of an instance as if this app were not there. */
  subtract(id: string, info: InfoFields, own: OwnShare, nowMs: number): InfoFields;
  /** Tells the other processes of this app all that this one did, and no more from then on. */
  close(): Promise<void>;
}

/** A rate is measured over at least so long, and from figures that are no older than that, ms. */
const SHORTEST_RATE_MS = 700;
const LONGEST_RATE_MS = 10_000;
/**
 * Fewer commands than these may be our own that are counted late: then the rate is measured over a longer time, so that
 * a few of them are no operations a second.
 */
const SURE_COMMANDS = 10;
const UNSURE_RATE_MS = 4000;
/** Redis tells its operations per second as a mean of this time, ms. */
const REDIS_MEAN_MS = 1600;
/** What another process has measured counts for so long, ms. */
const MEASURED_FOR_MS = 3000;

/** What was done is shared so soon after it, ms. */
const SHARE_MS = 50;
/**
 * So many commands are shared ahead of what was done, as many as a sample takes: another process that counts a few too
 * many as ours shows a little less for a moment, one that counts too few would show operations that nobody did.
 */
const AHEAD = 8;

interface Followed {
  readonly runId: string;
  /** What others did, as far as it was seen: it never becomes less while the server counts on. */
  foreign: OwnCounts;
  /** The same by the last sample alone; null before the first. */
  last: OwnCounts | null;
  /** The server's own counter of commands at the last look. */
  total: number;
  forgotten: OwnCounts | null;
  perSecond: number | null;
  points: readonly { readonly atMs: number; readonly commands: number }[];
  at: number;
}

/**
 * Redis does not say which client sent which command, so each process of this app counts what it sends, by run of the
 * server, and shares its counts in files: what others did is what the server counted less all of that. A count that is
 * shared a moment after its commands would make figures go back and forth, so what others did never becomes less, and
 * grows only by what two samples show.
 * Connections are known by their name in CLIENT LIST, so those of all processes are counted at once.
 */
export function createOwnUseFilter(files: OwnUseFiles): OwnUseFilter {
  const followed = new Map<string, Followed>();

  let timer: NodeJS.Timeout | null = null;
  let sharing = Promise.resolve();
  const share = (ahead: number) => {
    const runs = [...followed.values()].map(({ runId, forgotten, perSecond, at }) => {
      return [runId, { counts: ownCountsOf(runId), forgotten, perSecond, at }] as const;
    });
    if (runs.length > 0) sharing = sharing.then(() => files.publish(Object.fromEntries(runs), ahead));
    return sharing;
  };
  const unlisten = onOwnCommand(() => {
    timer ??= setTimeout(() => {
      timer = null;
      void share(AHEAD);
    }, SHARE_MS).unref();
  });

  const startOf = (runId: string, others: readonly OwnUse[]): Followed => ({
    runId,
    foreign: noCounts,
    last: null,
    total: 0,
    forgotten: others.reduce<OwnCounts | null>((most, one) => mostOf(most, one.forgotten), null),
    perSecond: null,
    points: [],
    at: 0,
  });

  return {
    subtract(id, info, { counts, connections }, nowMs) {
      const runId = info.get('run_id');
      const total = infoNumber(info, 'total_commands_processed');
      if (runId === undefined || total === null) return replaced(info, clientsOf(info, connections));
      const others = files.others(runId, nowMs);
      const before = followed.get(id);
      const now = before?.runId === runId ? before : startOf(runId, others);
      followed.set(id, now);
      const all = sum(totalOf(others), counts);
      const seen: OwnCounts = {
        commands: total,
        hits: infoNumber(info, 'keyspace_hits') ?? 0,
        misses: infoNumber(info, 'keyspace_misses') ?? 0,
      };
      now.forgotten = others.reduce((most, one) => mostOf(most, one.forgotten), now.forgotten);
      const hasReset = total < now.total || total + (now.forgotten?.commands ?? 0) < all.commands - LATE_COMMANDS;
      if (hasReset) {
        // CONFIG RESETSTAT: the server counts from 0, so what was done before is not in its figures any more.
        now.forgotten = all;
        now.foreign = noCounts;
        now.last = null;
        now.points = [];
      }
      const foreign = less(seen, less(all, now.forgotten ?? noCounts));
      // While another process asks as well, only what two samples show counts: it may share its counts a moment late.
      const raced = others.some(({ at }) => Date.now() - at < MEASURED_FOR_MS);
      const sure = raced && now.last !== null ? least(now.last, foreign) : foreign;
      now.last = foreign;
      now.foreign = hasReset ? foreign : most(now.foreign, sure);
      now.total = total;
      now.at = Date.now();
      now.points = [...now.points.filter(({ atMs }) => nowMs - atMs <= LONGEST_RATE_MS), point(nowMs, now.foreign)];
      now.perSecond = rateOf(now, nowMs);
      const perSecond = now.perSecond ?? estimated(info, others, now.at);
      return replaced(info, {
        ...clientsOf(info, connections),
        total_commands_processed: now.foreign.commands,
        keyspace_hits: now.foreign.hits,
        keyspace_misses: now.foreign.misses,
        ...(perSecond === null ? {} : { instantaneous_ops_per_sec: perSecond }),
      });
    },
    close() {
      unlisten();
      if (timer) clearTimeout(timer);
      return share(0);
    },
  };
}

/** Another process may share its counts before a server's figures of an earlier moment are read. */
const LATE_COMMANDS = 100;

function point(atMs: number, { commands }: OwnCounts) {
  return { atMs, commands };
}

function rateOf({ points }: Followed, nowMs: number): number | null {
  const last = points.at(-1);
  const old = points.filter(({ atMs }) => nowMs - atMs >= SHORTEST_RATE_MS);
  const [oldest] = old;
  if (!last || !oldest) return null;
  const near = old.findLast(({ commands }) => last.commands - commands > SURE_COMMANDS);
  if (near) return Math.round((last.commands - near.commands) / ((last.atMs - near.atMs) / 1000));
  const seconds = Math.max(last.atMs - oldest.atMs, UNSURE_RATE_MS) / 1000;
  // A half is no operation: it is more likely ours.
  return Math.ceil((last.commands - oldest.commands) / seconds - 0.5);
}

/** At a first look: what another process has measured, or Redis's own mean less what ended processes just did. */
function estimated(info: InfoFields, others: readonly OwnUse[], now: number): number | null {
  const measured = others.find(({ perSecond, at }) => perSecond !== null && now - at < MEASURED_FOR_MS);
  if (measured) return measured.perSecond;
  const mean = infoNumber(info, 'instantaneous_ops_per_sec');
  if (mean === null) return null;
  const recent = others.filter(({ at }) => now - at < REDIS_MEAN_MS + SHORTEST_RATE_MS);
  const ours = recent.reduce((commands, one) => commands + one.counts.commands, 0) / (REDIS_MEAN_MS / 1000);
  return Math.max(0, Math.round(mean - ours));
}

function clientsOf(info: InfoFields, connections: number): Record<string, number> {
  const all = infoNumber(info, 'connected_clients');
  return all === null ? {} : { connected_clients: Math.max(0, all - connections) };
}

function less(one: OwnCounts, other: OwnCounts): OwnCounts {
  const rest = (name: keyof OwnCounts) => Math.max(0, one[name] - other[name]);
  return { commands: rest('commands'), hits: rest('hits'), misses: rest('misses') };
}

function most(one: OwnCounts, other: OwnCounts): OwnCounts {
  const larger = (name: keyof OwnCounts) => Math.max(one[name], other[name]);
  return { commands: larger('commands'), hits: larger('hits'), misses: larger('misses') };
}

function least(one: OwnCounts, other: OwnCounts): OwnCounts {
  const smaller = (name: keyof OwnCounts) => Math.min(one[name], other[name]);
  return { commands: smaller('commands'), hits: smaller('hits'), misses: smaller('misses') };
}

/** The same INFO with other figures in some fields. */
function replaced(info: InfoFields, fields: Readonly<Record<string, number>>): InfoFields {
  return {
    get: (name) => (Object.hasOwn(fields, name) ? String(fields[name]) : info.get(name)),
    databases: () => info.databases(),
  };
}
