import { createPersistedStore } from '../../../lib/persisted.ts';
import { useStore } from '../../../lib/store.ts';
import { charts } from './chart-list.ts';

/** Deviations from the default: `-memory` is hidden, `+replicas` is shown. */
const chosen = createPersistedStore<readonly string[]>('charts-shown', []);

export function useShownCharts(): ReadonlySet<string> {
  const kept = useStore(chosen);
  return new Set(
    charts
      .filter(({ id, shownByDefault }) => (shownByDefault ? !kept.includes(`-${id}`) : kept.includes(`+${id}`)))
      .map(({ id }) => id),
  );
}

export function toggleChart(id: string): void {
  const shownByDefault = charts.find((chart) => chart.id === id)?.shownByDefault ?? false;
  const word = `${shownByDefault ? '-' : '+'}${id}`;
  chosen.set((kept) => (kept.includes(word) ? kept.filter((one) => one !== word) : [...kept, word]));
}

/** Whether the chart of keys stacks the databases. */
export const keysStacked = createPersistedStore<boolean>('charts-keys-stacked', false);
