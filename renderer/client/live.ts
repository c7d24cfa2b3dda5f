import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import type { Change } from '../../shared/contract/live.ts';
import { createStore, useStore } from '../lib/store.ts';
import { api, connection, orpc, useConnection } from './api.ts';
import { recordedMetrics, type Sample, withRecorded } from './recorded-samples.ts';
import { follow } from './subscribe.ts';

/** How often figures come, ms. */
export const FIGURES_EVERY_MS = 1000;

/** How much of the past is kept for sparklines: five minutes. */
const MOST_SAMPLES = 300;
/** As many instances as the recorder answers for in one call: main and nineteen tenants. */
const MOST_IDS = 20;
/** Recorded samples further apart than so many intervals have a gap between them, as in the charts. */
const GAP_PART = 2.5;

interface Live {
  /** When the figures are from; null before the first. */
  readonly at: string | null;
  readonly items: readonly InstanceStatus[] | undefined;
  readonly history: ReadonlyMap<string, readonly Sample[]>;
}

const live = createStore<Live>({ at: null, items: undefined, history: new Map() });
const none: readonly Sample[] = [];

/** Begins the one subscription to the figures that all of the app shares. @returns ends it */
export function startLive(): () => void {
  return follow(
    (signal) => {
      // What went by without us was recorded all the same.
      filled.clear();
      return api.live.statuses({ intervalMs: FIGURES_EVERY_MS }, { signal });
    },
    ({ at, items }) => {
      live.set((before) => ({ at, items, history: extended(before, at, items) }));
      const fresh = items.map(({ id }) => id).filter((id) => !filled.has(id));
      for (const id of fresh) filled.add(id);
      // Without the recorded past the live one still counts.
      if (fresh.length > 0) void fillHistory(fresh).catch(() => undefined);
    },
  );
}

/** The instances whose history holds what was recorded before. */
const filled = new Set<string>();

/** Puts what was recorded of the last five minutes into the history of these instances. */
async function fillHistory(ids: readonly string[]): Promise<void> {
  const to = Date.now();
  const span = MOST_SAMPLES * FIGURES_EVERY_MS;
  const [answer, { intervalMs }] = await Promise.all([
    api.metrics.range({
      ids: ids.slice(0, MOST_IDS),
      metrics: [...recordedMetrics],
      from: new Date(to - span).toISOString(),
      to: new Date(to).toISOString(),
      points: MOST_SAMPLES,
    }),
    api.metrics.settings(),
  ]);
  const recorded = { ...answer, from: Date.parse(answer.from) };
  live.set((before) => {
    const history = new Map(before.history);
    for (const id of ids) {
      const samples = history.get(id);
      if (samples) history.set(id, withRecorded(samples, id, recorded, GAP_PART * intervalMs, MOST_SAMPLES));
    }
    return { ...before, history };
  });
}

function extended(before: Live, at: string, items: readonly InstanceStatus[]): Live['history'] {
  return new Map(
    items.map((item) => {
      const last = before.items?.find(({ id }) => id === item.id);
      return [item.id, [...(before.history.get(item.id) ?? none).slice(1 - MOST_SAMPLES), sampleOf(item, last, at)]];
    }),
  );
}

function sampleOf(item: InstanceStatus, last: InstanceStatus | undefined, at: string): Sample {
  return {
    at: Date.parse(at),
    opsPerSecond: item.commands.perSecond,
    usedBytes: item.memory.usedBytes,
    clients: item.clients.connected,
    hitRate: last ? hitRateSince(last.lookups, item.lookups) : null,
  };
}

/** As it is recorded: of the lookups since the sample before. Counters that went back are those of a new start. */
function hitRateSince(before: InstanceStatus['lookups'], now: InstanceStatus['lookups']): number | null {
  if (before.hits === null || before.misses === null || now.hits === null || now.misses === null) return null;
  const [hits, misses] = [now.hits - before.hits, now.misses - before.misses];
  return hits < 0 || misses < 0 || hits + misses === 0 ? null : hits / (hits + misses);
}

/** The figures of every instance, once a second. `items` is undefined before the first; the last ones stay. */
export function useLiveStatuses(): {
  readonly at: string | null;
  readonly items: readonly InstanceStatus[] | undefined;
  /** They are of a time when the app's program still answered. */
  readonly stale: boolean;
} {
  const { at, items } = useStore(live);
  const { state } = useConnection();
  return { at, items, stale: state !== 'connected' };
}

/** The figures of one instance; undefined before the first, and when there is no such instance. */
export function useLiveStatus(id: string | null): InstanceStatus | undefined {
  return useStore(live, ({ items }) => items?.find((item) => item.id === id));
}

/** Figures of the last five minutes, oldest first. */
export function useHistory(id: string): readonly Sample[] {
  return useStore(live, ({ history }) => history.get(id) ?? none);
}

/** The same of every instance, by id. */
export function useAllHistory(): ReadonlyMap<string, readonly Sample[]> {
  return useStore(live, ({ history }) => history);
}

/** The figures now, for commands, which are no components. */
export function liveStatuses(): readonly InstanceStatus[] {
  return live.get().items ?? [];
}

/** Whoever shows what has changed fetches it again. To be mounted once. */
export function useInvalidations(): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      follow(
        (signal) => api.live.changes(undefined, { signal }),
        ({ items, dropped }) => {
          if (dropped > 0) void queries.invalidateQueries();
          for (const noun of new Set(items.map((item) => item.noun))) {
            for (const queryKey of keysOf(noun)) void queries.invalidateQueries({ queryKey });
          }
        },
      ),
    [queries],
  );
  // What changed while nobody could tell us is not known, so all of it is asked again.
  useEffect(
    () =>
      connection.subscribe(() => {
        if (connection.get().state === 'connected') void queries.invalidateQueries();
      }),
    [queries],
  );
}

function keysOf(noun: Change['noun']): readonly (readonly unknown[])[] {
  // A tenant is an instance, and whatever starts or stops one may free or take a port, a container, an engine.
  if (noun === 'instances') return [orpc.instances.key(), orpc.tenants.key(), orpc.settings.key()];
  // Whatever runs by a schedule leaves a backup, and its last result.
  if (noun === 'backups') return [orpc.backups.key(), orpc.schedules.key()];
  return [orpc[noun].key()];
}
