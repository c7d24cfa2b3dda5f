import type { ActivityRecorder } from '../activity/log/activity.ts';
import type { Metrics, MetricsTick as Tick } from '../metrics/metrics.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import type { Logger } from '../platform/log/logger.ts';
import { changeAlertState, readAlertSettings, readAlertState } from './alert-files.ts';
import { applyVerdict } from './apply-verdict.ts';
import { rulesOf } from './defaults.ts';
import { overWithStop, unsureOf } from './facts.ts';
import { busyInstances, factsOf, type GatherDeps, readFiles } from './gather.ts';
import { createHysteresis } from './hysteresis.ts';
import { createLookupWindow } from './lookup-window.ts';
import { whenToNotify } from './quiet-hours.ts';
import { findings } from './rules.ts';
import { sharedFindings } from './shared-findings.ts';

/** How often operations are listed without having changed, and how often backups and schedules are read, ms. */
const LIST_EVERY_MS = 15_000;
const READ_EVERY_MS = 60_000;

interface WatchDeps extends GatherDeps {
  readonly home: string;
  readonly activity: Pick<ActivityRecorder, 'record'>;
  readonly bus: ChangeBus;
  readonly log: Logger;
}

/**
 * Looks at the rules at each tick, while this process is the one that records, and keeps what is raised where every
 * face finds it.
 * @returns how to end it, once the look that is under way has ended
 */
export function watchAlerts(deps: WatchDeps, ticks: Pick<Metrics, 'onTick'>): () => Promise<void> {
  const { home, activity, bus, log } = deps;
  const hysteresis = createHysteresis();
  const lookups = createLookupWindow();
  const busy = kept(LIST_EVERY_MS, () => busyInstances(deps));
  const files = kept(READ_EVERY_MS, () => readFiles(deps));
  let working: Promise<void> | null = null;
  let tickBefore = Number.NaN;
  // What is done to backups, schedules and instances shows at once.
  const unlisten = bus.listen(({ noun }) => {
    if (noun === 'operations') busy.forget();
    if (noun === 'backups') files.forget();
  });

  const count = ({ samples }: Tick, nowMs: number) => {
    const seconds = (nowMs - tickBefore) / 1000;
    tickBefore = nowMs;
    if (!(seconds > 0)) return;
    for (const { id, values } of samples) {
      const { hitsPerSecond: hits, missesPerSecond: misses } = values;
      if (hits != null && misses != null) lookups.add(id, hits * seconds, misses * seconds, nowMs);
    }
  };

  async function look(tick: Tick, nowMs: number): Promise<void> {
    const what = { info: tick.info, busy: await busy.get(nowMs), ...(await files.get(nowMs)) };
    const [settings, before] = await Promise.all([readAlertSettings(home), readAlertState(home)]);
    const samples = new Map(tick.samples.map(({ id, values }) => [id, values]));
    const facts = tick.statuses.map((status) => {
      const evictedPerSecond = samples.get(status.id)?.evictedPerSecond ?? null;
      const { minutes } = rulesOf(settings, status.id).hitRate;
      return factsOf(what, settings, status, { evictedPerSecond, lookups: lookups.of(status.id, minutes, nowMs) });
    });
    const stopped = new Set(facts.flatMap(overWithStop));
    const found = [
      ...facts.flatMap((one) => findings(one, tick.at)).filter(({ id }) => !stopped.has(id)),
      ...sharedFindings(settings, tick.statuses, what.schedules),
    ];
    const unsure = new Set(facts.flatMap(unsureOf));
    const sure = before.active.filter(({ id }) => !unsure.has(id));
    const judged = hysteresis.judge(found, before.active, nowMs);
    const over = new Set([...judged.end.filter((id) => sure.some((one) => one.id === id)), ...stopped]);
    const verdict = { ...judged, end: [...over] };
    const when = whenToNotify(settings, tick.at);
    // Looked at twice: without the lock to see whether there is anything to change, and then on what holds by then.
    if (applyVerdict(before, verdict, what.schedules, tick.at, when).state === before) return;
    const events = await changeAlertState(home, (now) => {
      const applied = applyVerdict(now, verdict, what.schedules, tick.at, when);
      return [applied.state, applied.events] as const;
    });
    bus.emit({ noun: 'alerts', id: null });
    for (const event of events) await activity.record(event);
  }

  const endTicks = ticks.onTick((tick) => {
    const nowMs = performance.now();
    count(tick, nowMs);
    if (!tick.recording) return;
    working ??= look(tick, nowMs)
      .catch((error: unknown) => log.error('looking at the alerts failed', error))
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

/** What is asked for again only after a while, or when it is known to have changed. Times of a clock that never jumps. */
function kept<T>(everyMs: number, ask: () => Promise<T>) {
  let last: { readonly at: number; readonly value: T } | null = null;
  let changes = 0;
  return {
    forget() {
      changes += 1;
      last = null;
    },
    async get(nowMs: number): Promise<T> {
      if (last && nowMs - last.at < everyMs) return last.value;
      const before = changes;
      const value = await ask();
      // What changed while it was asked for is asked for again the next time.
      if (changes === before) last = { at: nowMs, value };
      return value;
    },
  };
}
