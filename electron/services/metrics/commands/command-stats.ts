import type { CommandSample } from '../../../../shared/contract/command-stats.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import type { Observation } from '../../instances/status/observer.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { Poller } from '../../live/poller.ts';
import type { Snapshot } from '../../live/snapshots.ts';
import { isRefusal } from '../../redis/connection/link-failure.ts';
import {
  commandCounters,
  commandPercentiles,
  errorCounters,
  infoSection,
  percentilesKept,
} from './command-counters.ts';
import { type CommandReading, commandFigures } from './command-rates.ts';

/** A sample within this share of the interval after the previous one is skipped: its rates would be too noisy. */
const CLOSEST_PART = 0.5;

interface Deps extends Pick<InstanceDeps, 'catalogue' | 'observer'> {
  readonly poller: Poller<Snapshot>;
}
type Trouble = Pick<CommandSample, 'reason'> & { readonly state: Exclude<CommandSample['state'], 'answering'> };

/** @see Metrics.commands */
export type FollowCommands = (
  id: string,
  intervalMs: number,
  signal?: AbortSignal,
) => AsyncGenerator<CommandSample, void, undefined>;

/** Follows the command statistics of an instance, taken from the INFO that all live metrics share. */
export function createCommandStats(deps: Deps): FollowCommands {
  return async function* follow(id, intervalMs, signal) {
    await requireInstance(deps, id);
    let before: CommandReading | null = null;
    let lastMs = Number.NEGATIVE_INFINITY;
    for await (const { at, observations } of deps.poller.subscribe(intervalMs, signal)) {
      const observation = observations.find(({ status }) => status.id === id);
      const seenAtMs = observation?.seenAtMs ?? performance.now();
      if (seenAtMs - lastMs < CLOSEST_PART * intervalMs) continue;
      lastMs = seenAtMs;
      const found = readingOf(id, observation);
      yield sampleOf(id, at, found, before);
      before = 'commands' in found ? found : null;
    }
  };
}

function sampleOf(id: string, at: Date, found: CommandReading | Trouble, before: CommandReading | null): CommandSample {
  const common = { id, at: at.toISOString() };
  if ('commands' in found) return { ...common, state: 'answering', reason: null, ...commandFigures(found, before) };
  const nothing = { sinceMs: null, busyShare: null, percentiles: 'known' } as const;
  return { ...common, ...found, ...nothing, commands: [], errors: [] };
}

function readingOf(id: string, observation: Observation | undefined): CommandReading | Trouble {
  const notRunning: Trouble = { state: 'not-running', reason: `${id} is not running. Start it to see its commands.` };
  const { status, answer, failure, seenAtMs } = observation ?? {};
  // Another server replies on its port.
  if (!status || status.state === 'stopped' || status.state === 'missing' || status.problem?.code === 'STRANGER') {
    return notRunning;
  }
  if (failure) return { state: isRefusal(failure) ? 'refused' : 'silent', reason: failure.message };
  if (!answer) return status.problem ? { state: 'silent', reason: status.problem.message } : notRunning;
  const text = answer.infoBytes.toString();
  const latency = infoSection(text, 'Latencystats');
  return {
    server: answer.info,
    commands: commandCounters(infoSection(text, 'Commandstats')),
    percentiles: commandPercentiles(latency),
    percentilesKept: percentilesKept(latency),
    errors: errorCounters(infoSection(text, 'Errorstats')),
    readAtMs: seenAtMs ?? performance.now(),
  };
}
