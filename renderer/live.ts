import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { InstanceStatus } from '../shared/contract/instance.ts';
import type { Change } from '../shared/contract/live.ts';
import { api, connection, orpc, useConnection } from './api.ts';
import { createStore, useStore } from './store.ts';
import { follow } from './subscribe.ts';

/** How often figures come, ms. */
export const FIGURES_EVERY_MS = 1000;

/** How much of the past is kept for sparklines: five minutes. */
const MOST_SAMPLES = 300;

/** What an instance's figures were at one time; null where they were unknown. */
export interface Sample {
  /** ms since 1970. */
  readonly at: number;
  readonly opsPerSecond: number | null;
  readonly usedBytes: number | null;
  readonly clients: number | null;
  /** 0 to 1. */
  readonly hitRate: number | null;
}

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
    (signal) => api.live.statuses({ intervalMs: FIGURES_EVERY_MS }, { signal }),
    ({ at, items }) => live.set(({ history }) => ({ at, items, history: extended(history, at, items) })),
  );
}

function extended(history: Live['history'], at: string, items: readonly InstanceStatus[]): Live['history'] {
  return new Map(
    items.map((item) => [item.id, [...(history.get(item.id) ?? none).slice(1 - MOST_SAMPLES), sampleOf(item, at)]]),
  );
}

function sampleOf(item: InstanceStatus, at: string): Sample {
  return {
    at: Date.parse(at),
    opsPerSecond: item.commands.perSecond,
    usedBytes: item.memory.usedBytes,
    clients: item.clients.connected,
    hitRate: item.hitRate,
  };
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
