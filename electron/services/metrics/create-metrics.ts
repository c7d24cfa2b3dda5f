import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ContainerUsage } from '../../../shared/contract/metrics.ts';
import type { InstanceDeps } from '../instances/registry/instance-deps.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { newestOf, type Poller } from '../live/poller.ts';
import type { Snapshot } from '../live/snapshots.ts';
import { metricsFolder } from '../platform/home/paths.ts';
import type { Logger } from '../platform/log/logger.ts';
import { createCollector, type TickSample } from './collect/collector.ts';
import { createCommandStats } from './commands/command-stats.ts';
import { readMetricsSettings, writeMetricsSettings } from './history/metrics-settings-file.ts';
import { readDatabases, readRange } from './history/range.ts';
import { createRecorder } from './history/recorder.ts';
import type { Metrics, MetricsTick } from './metrics.ts';

/** Looks that come sooner after a tick than this part of the shorter interval are no tick of their own. */
const CLOSEST_PART = 0.6;
/** Ticks that are further apart than so many of the longer interval have a gap between them. */
const FURTHEST_PART = 2.5;
/** How long a server may take to write out INFO, ms. */
const INFO_MS = 5000;

export interface MetricsDeps extends Pick<InstanceDeps, 'environment' | 'catalogue' | 'observer'> {
  readonly looks: Poller<Snapshot>;
  readonly log: Logger;
  /** What the container of an instance takes, as its engine tells it; ends when there is none. */
  readonly usage: (id: string, signal?: AbortSignal) => AsyncGenerator<ContainerUsage>;
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const { looks, log } = deps;
  const { home } = deps.environment;
  const folder = metricsFolder(home);
  const settings = () => readMetricsSettings(home);
  const recorder = createRecorder(home, log);
  const listeners = new Set<(tick: MetricsTick) => void>();
  const told = new Set<string>();
  let records = false;

  const tell = (look: Snapshot, samples: readonly TickSample[], recording: boolean) => {
    const tick: MetricsTick = {
      at: look.at,
      statuses: look.observations.map(({ status }) => status),
      samples: samples.map(({ id, values }) => ({ id, values })),
      info: new Map(look.observations.flatMap(({ status, answer }) => (answer ? [[status.id, answer.info]] : []))),
      recording,
    };
    for (const listener of [...listeners]) {
      try {
        listener(tick);
      } catch (error) {
        log.error('a listener of the metrics failed', error);
      }
    }
  };

  const onLook = async (look: Snapshot, samples: readonly TickSample[]) => {
    const ids = look.observations.map(({ status }) => status.id);
    const recording = records && (await recorder.claim(ids));
    tell(look, samples, recording);
    if (recording) await recorder.write(look.at, samples, ids);
  };

  /** Ticks are made of looks while somebody wants them. A disk that is slow loses ticks, it does not pile them up. */
  const collect = shared(() => {
    const collector = createCollector(() => {
      const { intervalMs, watchedIntervalMs } = settings();
      return {
        closestMs: CLOSEST_PART * Math.min(intervalMs, watchedIntervalMs),
        furthestMs: FURTHEST_PART * Math.max(intervalMs, watchedIntervalMs),
      };
    });
    let current: Promise<void> | null = null;
    const untap = looks.onValue((look) => {
      const samples = current ? null : collector.take(look);
      if (!samples) return;
      current = onLook(look, samples)
        .catch((error: unknown) => log.error('a tick of the metrics failed', error))
        .finally(() => {
          current = null;
        });
    });
    return async () => {
      untap();
      await current;
    };
  });

  const onTick: Metrics['onTick'] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  const tellDamage = (id: string, file: string) => {
    if (told.has(`${id}/${file}`)) return;
    told.add(`${id}/${file}`);
    log.info(`the history of ${id} has damage in ${file}: what could not be read is left out`);
  };

  return {
    onTick,
    range: (input) => readRange(folder, input, tellDamage),
    databases: (id, from, to) => readDatabases(join(folder, id), Date.parse(from), Date.parse(to)),
    async *follow(signal) {
      const newest = newestOf<MetricsTick>(signal);
      const ends = [onTick(newest.put), collect(), looks.keepPolling(() => settings().watchedIntervalMs)];
      try {
        for await (const { at, samples } of newest.values()) yield { at: at.toISOString(), items: [...samples] };
      } finally {
        for (const end of ends) void end();
      }
    },
    container: (id, signal) => deps.usage(id, signal),
    commands: createCommandStats(deps),
    settings,
    async saveSettings(next) {
      const saved = await writeMetricsSettings(home, next);
      // The next tick may be a minute away by the old pace.
      looks.refresh();
      return saved;
    },
    info: (id) => infoText(deps, id),
    start() {
      records = true;
      const ends = [collect(), looks.keepPolling(() => settings().intervalMs)];
      return async () => {
        records = false;
        for (const end of ends) await end();
        await recorder.release();
      };
    },
  };
}

/** Begun with the first who uses it, ended with the last. */
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
  const known = await requireInstance(deps, id);
  const link = known.entry?.state === 'running' ? await deps.observer.link(known) : null;
  if (!link) {
    const state = known.entry?.state ?? 'missing';
    throw new AppError('NOT_RUNNING', `${id} does not run, so it has no INFO to tell. Start it first.`, { id, state });
  }
  try {
    // `all`, and not `everything`: Redis before 6 knows only the former.
    const text = String(await link.call(INFO_MS, 'INFO', 'all'));
    return { id, at: new Date().toISOString(), text };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('NOT_RUNNING', `${id} did not tell its INFO: ${reason}`, { id, state: 'unhealthy' });
  }
}
