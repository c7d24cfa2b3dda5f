import type { ActivityRecorder } from '../activity/activity.ts';
import type { ChangeBus } from '../events/change-bus.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics, MetricsTick as Tick } from '../metrics/metrics.ts';
import { changeAlertState, readAlertSettings, readAlertState } from './alert-files.ts';
import { applyVerdict } from './apply-verdict.ts';
import { rulesOf } from './defaults.ts';
import { unsureOf } from './facts.ts';
import { factsOf, type GatherDeps, type Gathered, gather } from './gather.ts';
import { createHysteresis } from './hysteresis.ts';
import { createLookupWindow } from './lookup-window.ts';
import { isQuiet } from './quiet-hours.ts';
import { findings } from './rules.ts';
import { sharedFindings } from './shared-findings.ts';

/** How often servers, backups and schedules are asked for what a tick does not tell, ms. */
const GATHER_EVERY_MS = 10_000;

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
  let gathered: { readonly at: number; readonly what: Gathered } | null = null;
  let working: Promise<void> | null = null;
  let tickBefore = Number.NaN;
  // What is done to backups, schedules and instances shows at once.
  const unlisten = bus.listen(({ noun }) => {
    if (noun === 'backups' || noun === 'operations') gathered = null;
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
    if (gathered === null || nowMs - gathered.at >= GATHER_EVERY_MS) {
      gathered = { at: nowMs, what: await gather(deps) };
    }
    const { what } = gathered;
    const [settings, before] = await Promise.all([readAlertSettings(home), readAlertState(home)]);
    const samples = new Map(tick.samples.map(({ id, values }) => [id, values]));
    const facts = tick.statuses.map((status) => {
      const evictedPerSecond = samples.get(status.id)?.evictedPerSecond ?? null;
      const { minutes } = rulesOf(settings, status.id).hitRate;
      return factsOf(what, settings, status, { evictedPerSecond, lookups: lookups.of(status.id, minutes, nowMs) });
    });
    const found = [
      ...facts.flatMap((one) => findings(one, tick.at)),
      ...sharedFindings(settings, tick.statuses, what.schedules),
    ];
    const unsure = new Set(facts.flatMap(unsureOf));
    const sure = before.active.filter(({ id }) => !unsure.has(id));
    const judged = hysteresis.judge(found, before.active, nowMs);
    const verdict = { ...judged, end: judged.end.filter((id) => sure.some((one) => one.id === id)) };
    const quiet = isQuiet(settings, tick.at);
    // Looked at twice: without the lock to see whether there is anything to change, and then on what holds by then.
    if (applyVerdict(before, verdict, what.schedules, tick.at, quiet).state === before) return;
    const events = await changeAlertState(home, (now) => {
      const applied = applyVerdict(now, verdict, what.schedules, tick.at, quiet);
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
