import type { ActivityRecorder } from '../activity/log/activity.ts';
import type { Metrics, MetricsTick as Tick } from '../metrics/metrics.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import type { Logger } from '../platform/log/logger.ts';
import { changeAlertState, readAlertSettings, readAlertState } from './alert-files.ts';
import { applyVerdict } from './apply-verdict.ts';
import { rulesOf } from './defaults.ts';
import { resolvedByStop, undecidedAlerts } from './facts.ts';
import { busyInstances, factsOf, type GatherDeps, readFiles } from './gather.ts';
import { createHysteresis } from './hysteresis.ts';
import { createLookupWindow } from './lookup-window.ts';
import { whenToNotify } from './quiet-hours.ts';
import { findings } from './rules.ts';
import { sharedFindings } from './shared-findings.ts';

/** How long listed operations, and backups and schedules read from disk, are reused without a change event. */
const OPERATIONS_MAX_AGE_MS = 15_000;
const FILES_MAX_AGE_MS = 60_000;

interface WatchDeps extends GatherDeps {
  readonly home: string;
  readonly activity: Pick<ActivityRecorder, 'record'>;
  readonly bus: ChangeBus;
  readonly log: Logger;
}

/**
 * Evaluates the rules at each sample, while this process is the recorder, and stores the alerts for all clients.
 * @returns a function that stops watching and waits for the evaluation in progress
 */
export function watchAlerts(deps: WatchDeps, ticks: Pick<Metrics, 'onTick'>): () => Promise<void> {
  const { home, activity, bus, log } = deps;
  const hysteresis = createHysteresis();
  const lookups = createLookupWindow();
  const busy = cached(OPERATIONS_MAX_AGE_MS, () => busyInstances(deps));
  const files = cached(FILES_MAX_AGE_MS, () => readFiles(deps));
  let working: Promise<void> | null = null;
  let previousTickMs = Number.NaN;
  // Changes to backups, schedules and instances must take effect immediately.
  const unlisten = bus.listen(({ noun }) => {
    if (noun === 'operations') busy.forget();
    // A branch is extended in its record.
    if (noun === 'backups' || noun === 'instances') files.forget();
  });

  const countLookups = ({ samples }: Tick, nowMs: number) => {
    const seconds = (nowMs - previousTickMs) / 1000;
    previousTickMs = nowMs;
    if (!(seconds > 0)) return;
    for (const { id, values } of samples) {
      const { hitsPerSecond: hits, missesPerSecond: misses } = values;
      if (hits != null && misses != null) lookups.add(id, hits * seconds, misses * seconds, nowMs);
    }
  };

  async function evaluate(tick: Tick, nowMs: number): Promise<void> {
    const gathered = { info: tick.info, busy: await busy.get(nowMs), ...(await files.get(nowMs)) };
    const [settings, before] = await Promise.all([readAlertSettings(home), readAlertState(home)]);
    const samples = new Map(tick.samples.map(({ id, values }) => [id, values]));
    const facts = tick.statuses.map((status) => {
      const evictedPerSecond = samples.get(status.id)?.evictedPerSecond ?? null;
      const { minutes } = rulesOf(settings, status.id).hitRate;
      return factsOf(gathered, settings, status, { evictedPerSecond, lookups: lookups.of(status.id, minutes, nowMs) });
    });
    const stopped = new Set(facts.flatMap(resolvedByStop));
    const found = [
      ...facts.flatMap((one) => findings(one, tick.at)).filter(({ id }) => !stopped.has(id)),
      ...sharedFindings(settings, tick.statuses, gathered.schedules),
    ];
    const undecided = new Set(facts.flatMap(undecidedAlerts));
    const decided = before.active.filter(({ id }) => !undecided.has(id));
    const judged = hysteresis.judge(found, before.active, nowMs);
    const ended = new Set([...judged.end.filter((id) => decided.some((one) => one.id === id)), ...stopped]);
    const verdict = { ...judged, end: [...ended] };
    const when = whenToNotify(settings, tick.at);
    // Applied twice: first without the lock to see whether anything changes, then under the lock on the current state.
    if (applyVerdict(before, verdict, gathered.schedules, tick.at, when).state === before) return;
    const events = await changeAlertState(home, (now) => {
      const applied = applyVerdict(now, verdict, gathered.schedules, tick.at, when);
      return [applied.state, applied.events] as const;
    });
    bus.emit({ noun: 'alerts', id: null });
    for (const event of events) await activity.record(event);
  }

  const endTicks = ticks.onTick((tick) => {
    const nowMs = performance.now();
    countLookups(tick, nowMs);
    if (!tick.recording) return;
    working ??= evaluate(tick, nowMs)
      .catch((error: unknown) => log.error('evaluating the alert rules failed', error))
      .finally(() => {
        working = null;
      });
  });
  return async () => {
    endTicks();
    unlisten();
    await working;
  };
}

/** Caches a value until it is too old or forgotten. Times are ms of a monotonic clock. */
function cached<T>(maxAgeMs: number, load: () => Promise<T>) {
  let last: { readonly at: number; readonly value: T } | null = null;
  let changes = 0;
  return {
    forget() {
      changes += 1;
      last = null;
    },
    async get(nowMs: number): Promise<T> {
      if (last && nowMs - last.at < maxAgeMs) return last.value;
      const before = changes;
      const value = await load();
      // A change while it loaded makes the value stale already.
      if (changes === before) last = { at: nowMs, value };
      return value;
    },
  };
}
