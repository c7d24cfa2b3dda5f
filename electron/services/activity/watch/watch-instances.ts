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
import type { ContainerEnd, Runtime } from '../../runtimes/runtime.ts';
import type { ActivityRecorder } from '../log/activity.ts';
import { endedGracefully } from './graceful-exit.ts';
import { isOfBefore, isUp, type Seen, seenOfKeys, seenOfState } from './observed-changes.ts';
import { endWork, keyWork, ownWork, stateWork } from './own-work.ts';
import { watchSlowLogs } from './watch-slow-log.ts';

/** How many entries of a slow log are read at a look, and how long that may take, ms. */
const SLOW_LOG_READ = '64';
const ASK_MS = 1500;
/** How often a slow log is read whose length stays the same, ms. */
const SLOW_LOG_EVERY_MS = 5000;
/** Of keys that are gone, each instance tells once in this time, ms. */
const KEYS_AGAIN_MS = 60_000;
/** A tick is dated before its figures are read, and an engine tells at once, ms. */
const END_SLACK_MS = 1000;

interface Before {
  readonly status: InstanceStatus;
  readonly at: Date;
}

interface WatchDeps {
  readonly activity: ActivityRecorder;
  readonly operations: Pick<Operations, 'list'>;
  readonly catalogue: Catalogue;
  readonly observer: Pick<Observer, 'link'>;
  readonly docker: Pick<Runtime, 'watch'>;
  readonly log: Logger;
}

/**
 * Notes what happens by itself, while this process is the one that records: servers that start, end or crash without
 * us, engines that go and come back, keys that are gone at once, slow commands.
 * @returns how to end it, once what is being looked at is noted
 */
export function watchSeen(deps: WatchDeps, ticks: Pick<Metrics, 'onTick'>): () => Promise<void> {
  const { log } = deps;
  /** The last look at which it could be told whether it is up, and the last at a server that had loaded its keys. */
  const states = new Map<string, Before>();
  const loaded = new Map<string, Before>();
  const ends = new Map<string, ContainerEnd & { readonly at: number }>();
  const keysTold = new Map<string, number>();
  const slowLogs = watchSlowLogs(new Date());
  const slowLogsRead = new Map<string, { readonly length: number; readonly at: number }>();
  let engineLostAt: Date | null = null;
  let working: Promise<void> | null = null;
  let unwatchEngine: (() => void) | null = null;

  const note = (id: string | null, at: Date, seen: Pick<ActivityEvent, 'kind' | 'title' | 'detail' | 'level'>) =>
    deps.activity.record({
      ...{ id: randomUUID(), at: at.toISOString(), finishedAt: null, instance: id, ...seen },
      ...{ backup: null, face: null, outcome: null },
    });

  async function lookAtState(now: InstanceStatus, at: Date): Promise<void> {
    const before = states.get(now.id);
    if (isUp(now) === null) return;
    states.set(now.id, { status: now, at });
    if (!before) return;
    const told = ends.get(now.id);
    const isNew = told && told.at >= before.at.getTime() - END_SLACK_MS;
    const end = isNew && !isOfBefore(now, at.getTime(), told.at) ? told : null;
    const crashed = isUp(before.status) === true && now.problem?.code === 'CRASHED';
    const goodbye = crashed && (await saidGoodbyeOf(deps.catalogue, now.id));
    const seen = seenOfState(before.status, now, end, goodbye);
    if (!seen) return;
    ends.delete(now.id);
    const endedBadly = seen.level === 'fail' && isUp(now) === false;
    const own = await ownWork(deps, now.id, endedBadly ? endWork : stateWork, before.at);
    // An engine tells when it was; else it is known to the tick.
    if (!own) await note(now.id, end ? new Date(end.at) : at, seen);
  }

  async function lookAtKeys(now: InstanceStatus, at: Date): Promise<void> {
    if (now.uptimeSeconds === null || now.state === 'starting') return;
    const before = loaded.get(now.id);
    loaded.set(now.id, { status: now, at });
    const seen: Seen | null = before ? seenOfKeys(before.status, now) : null;
    // A clock that was set back must not silence it for longer.
    const again = Math.abs(at.getTime() - (keysTold.get(now.id) ?? 0)) >= KEYS_AGAIN_MS;
    if (!before || !seen || !again) return;
    if (await ownWork(deps, now.id, keyWork, before.at)) return;
    keysTold.set(now.id, at.getTime());
    await note(now.id, at, seen);
  }

  async function lookAtEngine({ statuses, at }: Tick): Promise<void> {
    const lost = statuses.filter(({ problem }) => problem?.code === 'ENGINE_UNREACHABLE');
    if (lost.length > 0 && engineLostAt === null) {
      engineLostAt = at;
      const detail = lost[0]?.problem?.message ?? 'It does not answer.';
      await note(null, at, { kind: 'engine-lost', title: ENGINE_UNREACHABLE, detail, level: 'fail' });
    }
    if (lost.length === 0 && engineLostAt !== null) {
      const detail = `It was away for ${shortDuration(at.getTime() - engineLostAt.getTime())}.`;
      engineLostAt = null;
      await note(null, at, { kind: 'engine-back', title: 'Engine reachable again', detail, level: 'info' });
    }
  }

  /** Where there are other entries than before; one that is full always has as many, so it is read now and then. */
  const hasNews = (id: string, length: number | null | undefined, nowMs: number) => {
    const last = slowLogsRead.get(id);
    if (!length || (last?.length === length && nowMs - last.at < SLOW_LOG_EVERY_MS)) return false;
    slowLogsRead.set(id, { length, at: nowMs });
    return true;
  };

  async function lookAtSlowLogs({ samples, at }: Tick): Promise<void> {
    const nowMs = performance.now();
    const news = samples.filter(({ id, values }) => hasNews(id, values.slowLogLength, nowMs));
    await Promise.all(
      news.map(async ({ id }) => {
        const known = await deps.catalogue.one(id);
        const link = known && (await deps.observer.link(known));
        // One that does not answer just now is looked at the next time.
        const reply = await link?.call(ASK_MS, 'SLOWLOG', 'GET', SLOW_LOG_READ).catch(() => null);
        for (const event of slowLogs.look(id, reply ?? null, at)) await deps.activity.record(event);
      }),
    );
  }

  async function look(tick: Tick): Promise<void> {
    await lookAtEngine(tick);
    for (const status of tick.statuses) {
      await lookAtState(status, tick.at);
      await lookAtKeys(status, tick.at);
    }
    await lookAtSlowLogs(tick);
  }

  const forget = () => {
    states.clear();
    loaded.clear();
    ends.clear();
    engineLostAt = null;
    unwatchEngine?.();
    unwatchEngine = null;
  };

  const endTicks = ticks.onTick((tick) => {
    // What another face records is no news here, and none when we take over.
    if (!tick.recording) return forget();
    unwatchEngine ??= deps.docker.watch((id, end) => {
      if (id === null || end === null) return;
      const before = ends.get(id);
      ends.set(id, {
        exitCode: end.exitCode ?? before?.exitCode ?? null,
        outOfMemory: end.outOfMemory || (before?.outOfMemory ?? false),
        at: Date.now(),
      });
    });
    // A tick that comes while the last one is being looked at is left out: its changes show in the next.
    working ??= look(tick)
      .catch((error: unknown) => log.error('noting what happened by itself failed', error))
      .finally(() => {
        working = null;
      });
  });
  return async () => {
    endTicks();
    unwatchEngine?.();
    await working;
  };
}

async function saidGoodbyeOf(catalogue: Catalogue, id: string): Promise<boolean> {
  const known = await catalogue.one(id);
  return known !== null && endedGracefully(known.paths.logFile);
}
