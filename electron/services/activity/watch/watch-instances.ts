import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { shortDuration } from '../../../../shared/format/duration.ts';
import { ENGINE_UNREACHABLE } from '../../../../shared/shown-state.ts';
import type { Catalogue } from '../../instances/registry/catalogue.ts';
import type { Observer } from '../../instances/status/observer.ts';
import type { Metrics, MetricsTick as Tick } from '../../metrics/metrics.ts';
import type { Operations } from '../../operations/run/operations.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { ContainerEnd, Runtime } from '../../runtimes/runtime.ts';
import type { ActivityRecorder } from '../log/activity.ts';
import { endedGracefully } from './graceful-exit.ts';
import { detectKeyDrop, detectStateChange, isStaleSample, isUp, type ObservedChange } from './observed-changes.ts';
import { causedByOperation, keyDeletingKinds, stateChangingKinds, stoppingKinds } from './own-work.ts';
import { watchSlowLogs } from './watch-slow-log.ts';

/** How often a slow log of unchanged length is read: a full one keeps its length. */
const SLOW_LOG_EVERY_MS = 5000;
/** Minimum time between two key-drop events of one instance. */
const KEY_DROP_INTERVAL_MS = 60_000;
/** A sample is dated before its values are read, while Docker reports an exit immediately. */
const END_SLACK_MS = 1000;

interface Before {
  readonly status: InstanceStatus;
  readonly startedAt: Date;
  readonly at: Date;
}

interface WatchDeps {
  readonly activity: ActivityRecorder;
  readonly operations: Pick<Operations, 'list'>;
  readonly catalogue: Catalogue;
  readonly observer: Pick<Observer, 'link'>;
  /** Calls back when an instance changes in any runtime, with its end if it exited. */
  readonly watchRuntimes: Runtime['watch'];
  /** Reads the newest entries of a slow log, and keeps them. Null when the server does not reply. */
  readonly readSlowLog: (id: string, link: RedisLink, runId: string) => Promise<unknown>;
  readonly log: Logger;
}

/**
 * Records events that no operation caused, while this process is the recorder: servers that start, stop or crash, an
 * engine that becomes unreachable, lost keys, slow commands.
 * @returns a function that stops watching and waits for the sample in progress
 */
export function watchInstances(deps: WatchDeps, ticks: Pick<Metrics, 'onTick'>): () => Promise<void> {
  const { log } = deps;
  /** Per instance: the last sample with a known up/down state, and the last one with its keys loaded. */
  const states = new Map<string, Before>();
  const loaded = new Map<string, Before>();
  const ends = new Map<string, ContainerEnd & { readonly at: number }>();
  const keyDropReportedAt = new Map<string, number>();
  const slowLogs = watchSlowLogs(new Date());
  const slowLogsRead = new Map<string, { readonly length: number; readonly at: number }>();
  /** By the name of the engine; undefined: this computer's. */
  const enginesLost = new Map<string | undefined, Date>();
  let working: Promise<void> | null = null;
  let unwatchRuntimes: (() => void) | null = null;

  const record = (id: string | null, at: Date, event: Pick<ActivityEvent, 'kind' | 'title' | 'detail' | 'level'>) =>
    deps.activity.record({
      ...{ id: randomUUID(), at: at.toISOString(), finishedAt: null, instance: id, ...event },
      ...{ backup: null, face: null, outcome: null },
    });

  async function checkState(now: InstanceStatus, { startedAt, at }: Tick): Promise<void> {
    const before = states.get(now.id);
    if (isUp(now) === null) return;
    states.set(now.id, { status: now, startedAt, at });
    if (!before) return;
    const lastEnd = ends.get(now.id);
    const isNew = lastEnd && lastEnd.at >= before.at.getTime() - END_SLACK_MS;
    const end = isNew && !isStaleSample(now, at.getTime(), lastEnd.at) ? lastEnd : null;
    const crashed = isUp(before.status) === true && now.problem?.code === 'CRASHED';
    const graceful = crashed && (await hasGracefulExit(deps.catalogue, now.id));
    const change = detectStateChange(before.status, now, end, graceful);
    if (!change) return;
    ends.delete(now.id);
    const isDown = change.level === 'fail' && isUp(now) === false;
    const kinds = isDown ? stoppingKinds : stateChangingKinds;
    const ownChange = await causedByOperation(deps, now.id, kinds, before.startedAt);
    // Docker reports the time of an exit; without it, the time of the sample is the best available.
    if (!ownChange) await record(now.id, end ? new Date(end.at) : at, change);
  }

  async function checkKeys(now: InstanceStatus, { startedAt, at }: Tick): Promise<void> {
    if (now.uptimeSeconds === null || now.state === 'starting') return;
    const before = loaded.get(now.id);
    loaded.set(now.id, { status: now, startedAt, at });
    const drop: ObservedChange | null = before ? detectKeyDrop(before.status, now) : null;
    // Absolute difference, so that a clock set back cannot silence the event for longer.
    const isDue = Math.abs(at.getTime() - (keyDropReportedAt.get(now.id) ?? 0)) >= KEY_DROP_INTERVAL_MS;
    if (!before || !drop || !isDue) return;
    if (await causedByOperation(deps, now.id, keyDeletingKinds, before.startedAt)) return;
    keyDropReportedAt.set(now.id, at.getTime());
    await record(now.id, at, drop);
  }

  async function checkEngine({ statuses, at }: Tick): Promise<void> {
    const lost = statuses.filter(({ problem }) => problem?.code === 'ENGINE_UNREACHABLE');
    for (const { engine, problem } of lost) {
      if (enginesLost.has(engine)) continue;
      enginesLost.set(engine, at);
      const detail = problem?.message ?? 'Docker is not responding.';
      await record(null, at, { kind: 'engine-lost', title: ENGINE_UNREACHABLE, detail, level: 'fail' });
    }
    for (const [engine, since] of enginesLost) {
      if (lost.some((status) => status.engine === engine)) continue;
      enginesLost.delete(engine);
      const detail = `${engine ?? 'It'} was unreachable for ${shortDuration(at.getTime() - since.getTime())}.`;
      await record(null, at, { kind: 'engine-back', title: 'Engine reachable again', detail, level: 'info' });
    }
  }

  /** Whether the slow log should be read: its length changed, or it may be full and has not been read for a while. */
  const shouldRead = (id: string, length: number | null | undefined, nowMs: number) => {
    const last = slowLogsRead.get(id);
    if (!length || (last?.length === length && nowMs - last.at < SLOW_LOG_EVERY_MS)) return false;
    slowLogsRead.set(id, { length, at: nowMs });
    return true;
  };

  async function checkSlowLogs({ samples, info, at }: Tick): Promise<void> {
    const nowMs = performance.now();
    const due = samples.filter(({ id, values }) => shouldRead(id, values.slowLogLength, nowMs));
    await Promise.all(
      due.map(async ({ id }) => {
        const instance = await deps.catalogue.one(id);
        const link = instance && (await deps.observer.link(instance));
        // A server that does not reply is read again at the next sample.
        const reply = link && (await deps.readSlowLog(id, link, info.get(id)?.get('run_id') ?? ''));
        for (const event of slowLogs.record(id, reply, at)) await deps.activity.record(event);
      }),
    );
  }

  async function processTick(tick: Tick): Promise<void> {
    await checkEngine(tick);
    for (const status of tick.statuses) {
      await checkState(status, tick);
      await checkKeys(status, tick);
    }
    await checkSlowLogs(tick);
  }

  const forget = () => {
    states.clear();
    loaded.clear();
    ends.clear();
    enginesLost.clear();
    unwatchRuntimes?.();
    unwatchRuntimes = null;
  };

  const endTicks = ticks.onTick((tick) => {
    // Samples taken while another client records must not serve as the previous ones when this process takes over.
    if (!tick.recording) return forget();
    unwatchRuntimes ??= deps.watchRuntimes((id, end) => {
      if (id === null || end === null) return;
      const before = ends.get(id);
      ends.set(id, {
        exitCode: end.exitCode ?? before?.exitCode ?? null,
        outOfMemory: end.outOfMemory || (before?.outOfMemory ?? false),
        at: Date.now(),
      });
    });
    // A tick that arrives during processing is skipped: the next one shows its changes.
    working ??= processTick(tick)
      .catch((error: unknown) => log.error('recording observed events failed', error))
      .finally(() => {
        working = null;
      });
  });
  return async () => {
    endTicks();
    unwatchRuntimes?.();
    await working;
  };
}

async function hasGracefulExit(catalogue: Catalogue, id: string): Promise<boolean> {
  const instance = await catalogue.one(id);
  return instance !== null && endedGracefully(instance.paths.logFile);
}
