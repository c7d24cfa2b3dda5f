import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ContainerUsage } from '../../../shared/contract/metrics.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import { notRunning } from '../instances/status/not-running.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { newestOf, type Poller } from '../live/poller.ts';
import type { Snapshot } from '../live/snapshots.ts';
import { metricsFolder } from '../platform/home/paths.ts';
import type { Logger } from '../platform/log/logger.ts';
import { reuseBriefly } from '../platform/time/reuse-briefly.ts';
import type { Preferences } from '../preferences/preferences.ts';
import { createCollector, type TickSample } from './collect/collector.ts';
import { createCommandStats } from './commands/command-stats.ts';
import { readDatabases, readRange } from './history/range.ts';
import { createRecorder } from './history/recorder.ts';
import type { Metrics, MetricsTick } from './metrics.ts';

/** A snapshot sooner than this share of the shorter interval after a sample is skipped. */
const CLOSEST_PART = 0.6;
/** Samples further apart than this multiple of the longer interval have a gap between them. */
const FURTHEST_PART = 2.5;
const INFO_TIMEOUT_MS = 5000;
const KEPT_DAYS_REUSE_MS = 1000;

export interface MetricsDeps extends Pick<InstanceDeps, 'environment' | 'catalogue' | 'observer'> {
  readonly poller: Poller<Snapshot>;
  readonly log: Logger;
  readonly preferences: Pick<Preferences, 'get' | 'save'>;
  /** Resource usage of the container, from the engine; ends without a container. */
  readonly usage: (id: string, signal?: AbortSignal) => AsyncGenerator<ContainerUsage>;
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const { poller, log, preferences } = deps;
  const { home } = deps.environment;
  const folder = metricsFolder(home);
  const settings = () => ({
    intervalMs: preferences.get('sampling-interval'),
    watchedIntervalMs: preferences.get('watched-interval'),
  });
  // Every write of every instance asks for it.
  const keptDays = reuseBriefly(() => preferences.get('charts-kept'), KEPT_DAYS_REUSE_MS);
  const recorder = createRecorder(home, log, keptDays.get);
  const listeners = new Set<(tick: MetricsTick) => void>();
  const reportedDamage = new Set<string>();
  let records = false;

  const notify = (snapshot: Snapshot, samples: readonly TickSample[], recording: boolean) => {
    const tick: MetricsTick = {
      startedAt: snapshot.startedAt,
      at: snapshot.at,
      statuses: snapshot.observations.map(({ status }) => status),
      samples: samples.map(({ id, values }) => ({ id, values })),
      info: new Map(snapshot.observations.flatMap(({ status, answer }) => (answer ? [[status.id, answer.info]] : []))),
      recording,
    };
    for (const listener of [...listeners]) {
      try {
        listener(tick);
      } catch (error) {
        log.error('a metrics listener failed', error);
      }
    }
  };

  const onSnapshot = async (snapshot: Snapshot, samples: readonly TickSample[]) => {
    const ids = snapshot.observations.map(({ status }) => status.id);
    const recording = records && (await recorder.claim(ids));
    notify(snapshot, samples, recording);
    if (recording) await recorder.write(snapshot.at, samples, ids);
  };

  /** Takes samples while there are users. With a slow disk, samples are skipped instead of queued. */
  const collect = shared(() => {
    const collector = createCollector(() => {
      const { intervalMs, watchedIntervalMs } = settings();
      return {
        closestMs: CLOSEST_PART * Math.min(intervalMs, watchedIntervalMs),
        furthestMs: FURTHEST_PART * Math.max(intervalMs, watchedIntervalMs),
      };
    });
    let current: Promise<void> | null = null;
    const unsubscribe = poller.onValue((snapshot) => {
      const samples = current ? null : collector.take(snapshot);
      if (!samples) return;
      current = onSnapshot(snapshot, samples)
        .catch((error: unknown) => log.error('taking a metrics sample failed', error))
        .finally(() => {
          current = null;
        });
    });
    return async () => {
      unsubscribe();
      await current;
    };
  });

  const onTick: Metrics['onTick'] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  const reportDamage = (id: string, file: string) => {
    if (reportedDamage.has(`${id}/${file}`)) return;
    reportedDamage.add(`${id}/${file}`);
    log.info(`the history of ${id} is damaged in ${file}; unreadable parts are skipped`);
  };

  return {
    onTick,
    range: (input) => readRange(folder, input, reportDamage),
    databases: (id, from, to) => readDatabases(join(folder, id), Date.parse(from), Date.parse(to)),
    async *follow(signal) {
      const newest = newestOf<MetricsTick>(signal);
      const ends = [onTick(newest.put), collect(), poller.keepPolling(() => settings().watchedIntervalMs)];
      try {
        for await (const { at, samples } of newest.values()) yield { at: at.toISOString(), items: [...samples] };
      } finally {
        for (const end of ends) void end();
      }
    },
    container: (id, signal) => deps.usage(id, signal),
    commands: createCommandStats(deps),
    settings,
    async saveSettings({ intervalMs, watchedIntervalMs }) {
      await preferences.save({ 'sampling-interval': intervalMs, 'watched-interval': watchedIntervalMs });
      // With the old interval, the next sample may be a minute away.
      poller.refresh();
      return settings();
    },
    info: (id) => infoText(deps, id),
    start() {
      records = true;
      const ends = [collect(), poller.keepPolling(() => settings().intervalMs)];
      return async () => {
        records = false;
        for (const end of ends) await end();
        await recorder.release();
      };
    },
  };
}

/** Starts with the first user and stops with the last one. */
function shared(begin: () => () => Promise<void>): () => () => Promise<void> {
  let users = 0;
  let end: (() => Promise<void>) | null = null;
  return () => {
    users += 1;
    end ??= begin();
    return async () => {
      users -= 1;
      if (users > 0) return;
      const ending = end;
      end = null;
      await ending?.();
    };
  };
}

async function infoText(deps: MetricsDeps, id: string): Promise<{ id: string; at: string; text: string }> {
  const instance = await requireInstance(deps, id);
  const link = instance.entry?.state === 'running' ? await deps.observer.link(instance) : null;
  if (!link) throw notRunning(instance, `${id} is not running. Start it to see its INFO output.`);
  try {
    // `all`, because Redis before 6.0 does not know `everything`.
    const text = String(await link.call(INFO_TIMEOUT_MS, 'INFO', 'all'));
    return { id, at: new Date().toISOString(), text };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('NOT_RUNNING', `Could not read INFO of ${id}: ${reason}`, { id, state: 'unhealthy' });
  }
}
