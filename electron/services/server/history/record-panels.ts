import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import type { Metrics, MetricsTick } from '../../metrics/metrics.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { LinkCommand, RedisLink } from '../../redis/connection/redis-link.ts';
import { type InfoFields, infoNumber } from '../../redis/info/info.ts';
import type { ServerDeps } from '../ask-server.ts';
import { clientLineOf } from './client-history.ts';
import { type CommandHistory, createCommandHistory } from './command-history.ts';
import { type LatencyLine, parseLatencyHistory, parseLatencyLine, parseLatest } from './latency-history.ts';
import { type LineLogWriter, readLineLog } from './line-log.ts';

const TIMEOUT_MS = 1500;
/** Shorter spans are added up: the charts sample several times a second while a user watches them. */
const MIN_SPAN_MS = 900;
/** Redis keeps 160 entries of an event, at most one per second, so none is lost meanwhile. */
const LATENCY_EVERY_MS = 60_000;
/** CLIENT LIST takes a server longer the more clients it has. */
const CLIENTS_EVERY_MS = 10_000;
const MANY_CLIENTS = 500;
const MANY_CLIENTS_EVERY_MS = 120_000;
/** Also without a change, so that a later time has its clients. */
const CLIENTS_MIN_MS = 300_000;

/** The recorded state of one instance. */
interface Recorded {
  run: string;
  commands: CommandHistory;
  commandsAt: number;
  clients: string;
  clientsAt: number;
  latencyAt: number;
  /** The newest recorded time of each latency event. */
  readonly events: Map<string, number>;
  /** Commands that this run of the server refuses. */
  readonly refused: Set<string>;
}

interface RecordDeps extends ServerDeps {
  readonly writer: LineLogWriter;
  readonly log: Logger;
}

/**
 * Records the commands, clients and latency events of all instances while this process is the recorder. Commands come
 * from the INFO of the sample; the others are requested only after a change, and rarely.
 * @returns a function that stops it and waits for the work in progress
 */
export function recordPanels(deps: RecordDeps, ticks: Pick<Metrics, 'onTick'>): () => Promise<void> {
  const { log } = deps;
  const known = new Map<string, Recorded>();
  let working: Promise<void> | null = null;
  let failed = false;

  const processTick = async ({ info, at }: MetricsTick) => {
    for (const id of known.keys()) if (!info.has(id)) known.delete(id);
    for (const [id, fields] of info) await recordOne(deps, id, fields, at.getTime(), recordOf(known, id, fields));
  };

  const endTicks = ticks.onTick((tick) => {
    // Another client records, so earlier data must not serve as the previous sample.
    if (!tick.recording) return known.clear();
    working ??= processTick(tick)
      .then(() => {
        failed = false;
      })
      .catch((error: unknown) => {
        // A full disk would otherwise fill the log, too.
        if (!failed) log.info(`recording the panels failed: ${String(error)}`);
        failed = true;
      })
      .finally(() => {
        working = null;
      });
  });
  return async () => {
    endTicks();
    await working;
  };
}

function recordOf(known: Map<string, Recorded>, id: string, info: InfoFields): Recorded {
  const run = info.get('run_id') ?? '';
  const before = known.get(id);
  if (before?.run === run) return before;
  const fresh = {
    ...{ run, commands: createCommandHistory(), commandsAt: 0, clients: '', clientsAt: 0, latencyAt: 0 },
    ...{ events: new Map<string, number>(), refused: new Set<string>() },
  };
  known.set(id, fresh);
  return fresh;
}

async function recordOne(deps: RecordDeps, id: string, info: InfoFields, at: number, known: Recorded): Promise<void> {
  const { writer } = deps;
  if (at - known.commandsAt >= MIN_SPAN_MS) {
    known.commandsAt = at;
    const { span, minute } = known.commands.add(info, at);
    if (span) await writer.append(id, 'commands', [span]);
    if (minute) await writer.append(id, 'commands-by-minute', [minute]);
  }
  const asks: Record<string, LinkCommand> = {};
  if (clientsDue(known, info, at)) asks.clients = ['CLIENT', 'LIST'];
  if (!known.refused.has('LATENCY') && at - known.latencyAt >= LATENCY_EVERY_MS) asks.latency = ['LATENCY', 'LATEST'];
  const names = Object.keys(asks);
  if (names.length === 0) return;
  const link = await linkOf(deps, id);
  const replies = await link?.batch(TIMEOUT_MS, Object.values(asks)).catch(() => null);
  if (!link || !replies) return;
  for (const [index, name] of names.entries()) {
    const reply = replies[index];
    if (reply instanceof Error) known.refused.add(name === 'clients' ? 'CLIENT' : 'LATENCY');
    else if (name === 'clients') await writer.append(id, 'clients', [clientLineOf(String(reply), at)]);
    else await recordLatency(deps, id, link, reply, known);
  }
  if (asks.latency) known.latencyAt = at;
}

/** After connections have changed, but rarely on a server with many; at least every five minutes. */
function clientsDue(known: Recorded, info: InfoFields, at: number): boolean {
  if (known.refused.has('CLIENT')) return false;
  const connected = infoNumber(info, 'connected_clients') ?? 0;
  const now = [connected, info.get('total_connections_received'), info.get('blocked_clients')].join(' ');
  const since = at - known.clientsAt;
  const pace = connected > MANY_CLIENTS ? MANY_CLIENTS_EVERY_MS : CLIENTS_EVERY_MS;
  if (since < pace || (now === known.clients && since < CLIENTS_MIN_MS)) return false;
  known.clients = now;
  known.clientsAt = at;
  return true;
}

/** Reads the history of the events that have a new entry. */
async function recordLatency(
  { writer, environment }: RecordDeps,
  id: string,
  link: RedisLink,
  latest: unknown,
  known: Recorded,
): Promise<void> {
  const newest = parseLatest(latest);
  if (newest.length > 0 && known.events.size === 0) await seedEvents(environment.home, id, known);
  const changed = newest.filter(({ event, atMs }) => atMs > (known.events.get(event) ?? 0));
  if (changed.length === 0) return;
  const replies = await link
    .batch(
      TIMEOUT_MS,
      changed.map(({ event }): LinkCommand => ['LATENCY', 'HISTORY', event]),
    )
    .catch(() => null);
  if (!replies) return;
  const lines: LatencyLine[] = [];
  for (const [index, { event, atMs }] of changed.entries()) {
    const before = known.events.get(event) ?? 0;
    lines.push(...parseLatencyHistory(event, replies[index]).filter(({ at }) => at > before));
    known.events.set(event, atMs);
  }
  await writer.append(
    id,
    'latency',
    lines.sort((a, b) => a.at - b.at),
  );
}

/** The last records of an earlier recorder. */
async function seedEvents(home: string, id: string, known: Recorded): Promise<void> {
  const all = { id, name: 'latency', fromMs: 0, toMs: Number.POSITIVE_INFINITY, limit: 5000 } as const;
  for (const { event, at } of await readLineLog(home, all, parseLatencyLine)) {
    known.events.set(event, Math.max(at, known.events.get(event) ?? 0));
  }
}

async function linkOf({ catalogue, observer }: ServerDeps, id: string): Promise<RedisLink | null> {
  // The connection of the sample that is being recorded.
  const open = observer.openLink(id);
  if (open) return open;
  const instance: ManagedInstance | null = await catalogue.one(id);
  return instance && observer.link(instance);
}
