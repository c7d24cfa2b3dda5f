import type { CommandLook } from '../../../../shared/contract/command-stats.ts';
import type { Known } from '../../instances/registry/catalogue.ts';
import type { InstanceDeps } from '../../instances/registry/instance-deps.ts';
import { knownById } from '../../instances/status/status-by-id.ts';
import { createTicker, type Ticker } from '../../live/poller.ts';
import { isRefusal } from '../../redis/connection/link-failure.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { commandCounters, commandPercentiles, errorCounters, percentilesKept } from './command-counters.ts';
import { type CommandReading, commandFigures } from './command-rates.ts';

/** How long a server may take to answer, ms. */
const ASK_MS = 1500;
/** A look that follows the one before within this part of the interval is left out: its rates would be those of moments. */
const CLOSEST_PART = 0.5;

type Deps = Pick<InstanceDeps, 'catalogue' | 'observer'>;
type Trouble = Pick<CommandLook, 'reason'> & { readonly state: Exclude<CommandLook['state'], 'answering'> };
/** `foundAtMs`: of a clock that never jumps. */
type Found = { readonly foundAtMs: number; readonly at: Date } & (
  | { readonly reading: CommandReading }
  | { readonly trouble: Trouble }
);

/** @see Metrics.commands */
export type FollowCommands = (
  id: string,
  intervalMs: number,
  signal?: AbortSignal,
) => AsyncGenerator<CommandLook, void, undefined>;

/**
 * Follows the commands of instances, each asked once a tick however many look, and not at all when nobody does.
 * The ticks lie on the same grid as those of all live figures.
 */
export function createCommandStats(deps: Deps): FollowCommands {
  const shared = new Map<string, { readonly ticker: Ticker<Found>; users: number }>();

  return async function* follow(id, intervalMs, signal) {
    await knownById(deps, id);
    const one = shared.get(id) ?? { ticker: createTicker(() => find(deps, id)), users: 0 };
    shared.set(id, one);
    one.users += 1;
    let before: CommandReading | null = null;
    let lastMs = Number.NEGATIVE_INFINITY;
    try {
      for await (const found of one.ticker.subscribe(intervalMs, signal)) {
        if (found.foundAtMs - lastMs < CLOSEST_PART * intervalMs) continue;
        lastMs = found.foundAtMs;
        yield lookOf(id, found, before);
        before = 'reading' in found ? found.reading : null;
      }
    } finally {
      one.users -= 1;
      if (one.users === 0) shared.delete(id);
    }
  };
}

function lookOf(id: string, found: Found, before: CommandReading | null): CommandLook {
  const common = { id, at: found.at.toISOString() };
  if ('reading' in found) {
    return { ...common, state: 'answering', reason: null, ...commandFigures(found.reading, before) };
  }
  const nothing = { sinceMs: null, busyShare: null, percentiles: 'known', commands: [], errors: [] } as const;
  return { ...common, ...found.trouble, ...nothing, commands: [], errors: [] };
}

async function find(deps: Deps, id: string): Promise<Found> {
  const answer = await ask(deps, await deps.catalogue.one(id), id);
  const found = { foundAtMs: performance.now(), at: new Date() };
  return 'state' in answer ? { ...found, trouble: answer } : { ...found, reading: answer };
}

/** Everything in one write, so that the parts fit each other. */
async function ask({ observer }: Deps, known: Known | null, id: string): Promise<CommandReading | Trouble> {
  const notRunning: Trouble = { state: 'not-running', reason: `${id} does not run. Start it to see its commands.` };
  const { entry } = known ?? {};
  if (!known || entry?.state !== 'running') return notRunning;
  if (entry.problem) return { state: 'silent', reason: entry.problem.message };
  try {
    const link = await observer.link(known);
    if (!link) return notRunning;
    const sections = ['server', 'commandstats', 'latencystats', 'errorstats'] as const;
    const replies = await link.batch(
      ASK_MS,
      sections.map((section) => ['INFO', section]),
    );
    const refusal = replies.find((reply) => reply instanceof Error);
    if (refusal) {
      const reason = `The server refuses INFO (${refusal.message}). Let its default user run it to see its commands.`;
      return { state: 'refused', reason };
    }
    const [server = '', commands = '', latency = '', errors = ''] = replies.map(String);
    const fields = parseInfo(server);
    // What answers in its place is not it.
    if (entry.runId !== null && fields.get('run_id') !== entry.runId) return notRunning;
    return {
      server: fields,
      commands: commandCounters(commands),
      percentiles: commandPercentiles(latency),
      percentilesKept: percentilesKept(latency),
      errors: errorCounters(errors),
      readAtMs: performance.now(),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { state: isRefusal(error) ? 'refused' : 'silent', reason };
  }
}
