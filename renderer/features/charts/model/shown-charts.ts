import { createPersistedStore } from '../../../lib/persisted.ts';
import { useStore } from '../../../lib/store.ts';
import { charts } from './chart-list.ts';

/** Charts that somebody chose not to see, or to see besides: `-memory`, `+replicas`. */
const chosen = createPersistedStore<readonly string[]>('charts-shown', []);

export function useShownCharts(): ReadonlySet<string> {
  const kept = useStore(chosen);
  return new Set(
    charts.filter(({ id, first }) => (first ? !kept.includes(`-${id}`) : kept.includes(`+${id}`))).map(({ id }) => id),
  );
}

export function toggleChart(id: string): void {
  const first = charts.find((chart) => chart.id === id)?.first ?? false;
  const word = `${first ? '-' : '+'}${id}`;
  chosen.set((kept) => (kept.includes(word) ? kept.filter((one) => one !== word) : [...kept, word]));
}

/** Whether the chart of keys stacks the databases. */
export const keysStacked = createPersistedStore<boolean>('charts-keys-stacked', false);
