import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import type { Change } from '../../shared/contract/live.ts';
import { createStore, useStore } from '../lib/store.ts';
import { api, connection, orpc, useConnection } from './api.ts';
import { recordedMetrics, type Sample, withRecorded } from './recorded-samples.ts';
import { follow, followWhileSeen } from './subscribe.ts';

/** The interval of live samples. */
export const FIGURES_EVERY_MS = 1000;

/** Samples per sparkline: five minutes. */
const MAX_SAMPLES = 300;
/** The recorder's limit of instances per call: main and nineteen tenants. */
const MAX_IDS = 20;
/** A gap starts after this many intervals without a sample, as in the charts. */
const GAP_INTERVALS = 2.5;

interface Live {
  /** The time of the latest snapshot; null before the first. */
  readonly at: string | null;
  readonly items: readonly InstanceStatus[] | undefined;
  readonly history: ReadonlyMap<string, readonly Sample[]>;
}

const live = createStore<Live>({ at: null, items: undefined, history: new Map() });
const none: readonly Sample[] = [];

/** Starts the subscription to live statuses that the whole app shares. @returns stops it */
export function startLive(): () => void {
  return followWhileSeen(
    (signal) => {
      // The recorder also has the samples of the time while this page was disconnected or hidden.
      filled.clear();
      return api.live.statuses({ intervalMs: FIGURES_EVERY_MS }, { signal });
    },
    ({ at, items }) => {
      live.set((before) => ({ at, items, history: extended(before, at, items) }));
      const fresh = items.map(({ id }) => id).filter((id) => !filled.has(id));
      for (const id of fresh) filled.add(id);
      // Without recorded samples the sparklines start with live ones.
      if (fresh.length > 0) void fillHistory(fresh).catch(() => undefined);
    },
  );
}

/** Instances whose history already includes the recorded samples. */
const filled = new Set<string>();

/** Adds the recorded samples of the last five minutes to the history of these instances. */
async function fillHistory(ids: readonly string[]): Promise<void> {
  const to = Date.now();
  const span = MAX_SAMPLES * FIGURES_EVERY_MS;
  const [answer, { intervalMs }] = await Promise.all([
    api.metrics.range({
      ids: ids.slice(0, MAX_IDS),
      metrics: [...recordedMetrics],
      from: new Date(to - span).toISOString(),
      to: new Date(to).toISOString(),
      points: MAX_SAMPLES,
    }),
    api.metrics.settings(),
  ]);
  const recorded = { ...answer, from: Date.parse(answer.from) };
  live.set((before) => {
    const history = new Map(before.history);
    for (const id of ids) {
      const samples = history.get(id);
      if (samples) history.set(id, withRecorded(samples, id, recorded, GAP_INTERVALS * intervalMs, MAX_SAMPLES));
    }
    return { ...before, history };
  });
}

function extended(before: Live, at: string, items: readonly InstanceStatus[]): Live['history'] {
  return new Map(
    items.map((item) => {
      const last = before.items?.find(({ id }) => id === item.id);
      return [item.id, [...(before.history.get(item.id) ?? none).slice(1 - MAX_SAMPLES), sampleOf(item, last, at)]];
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

/** The hit rate since the previous sample, as the recorder computes it. Counters that decrease mean a restart. */
function hitRateSince(before: InstanceStatus['lookups'], now: InstanceStatus['lookups']): number | null {
  if (before.hits === null || before.misses === null || now.hits === null || now.misses === null) return null;
  const [hits, misses] = [now.hits - before.hits, now.misses - before.misses];
  return hits < 0 || misses < 0 || hits + misses === 0 ? null : hits / (hits + misses);
}

/** The status of every instance, once a second. `items` is undefined before the first; the last ones are kept. */
export function useLiveStatuses(): {
  readonly at: string | null;
  readonly items: readonly InstanceStatus[] | undefined;
  /** The app is disconnected, so the statuses are old. */
  readonly stale: boolean;
} {
  const { at, items } = useStore(live);
  const { state } = useConnection();
  return { at, items, stale: state !== 'connected' };
}

/** The status of one instance; undefined before the first, and for an unknown instance. */
export function useLiveStatus(id: string | null): InstanceStatus | undefined {
  return useStore(live, ({ items }) => items?.find((item) => item.id === id));
}

/** Samples of the last five minutes, oldest first. */
export function useHistory(id: string): readonly Sample[] {
  return useStore(live, ({ history }) => history.get(id) ?? none);
}

/** The samples of every instance, by id. */
export function useAllHistory(): ReadonlyMap<string, readonly Sample[]> {
  return useStore(live, ({ history }) => history);
}

/** The current statuses, for code outside components. */
export function liveStatuses(): readonly InstanceStatus[] {
  return live.get().items ?? [];
}

/** Refetches shown data when it changes. Mount it once. */
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
  // The page missed changes while it was disconnected, so it refetches everything.
  useEffect(
    () =>
      connection.subscribe(() => {
        if (connection.get().state === 'connected') void queries.invalidateQueries();
      }),
    [queries],
  );
}

function keysOf(noun: Change['noun']): readonly (readonly unknown[])[] {
  // A tenant is an instance, and starting or stopping one can change ports and containers.
  if (noun === 'instances')
    return [
      orpc.instances.key(),
      orpc.tenants.key(),
      orpc.companions.key(),
      orpc.settings.key(),
      orpc.modules.key(),
      orpc.tls.key(),
    ];
  // A scheduled run creates a backup and updates the schedule's last result.
  if (noun === 'backups') return [orpc.backups.key(), orpc.schedules.key()];
  if (noun === 'preferences') return [orpc.preferences.key(), orpc.metrics.settings.key(), orpc.exporter.key()];
  return [orpc[noun].key()];
}
