import { Select } from '@mantine/core';
import type { MetricsSettings } from '../../../../shared/contract/metrics.ts';
import { api, orpc } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { queryClient } from '../../../client/query-client.ts';
import { elapsed } from '../../../lib/format.ts';
import { usePace } from '../model/use-chart-feed.ts';

const ALWAYS = [1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000];
const WATCHED = [250, 500, 1000, 2000, 5000, 10_000];

/** How often figures are taken, kept for all faces. */
export function PacePanel() {
  const pace = usePace();
  const save = useAppMutation({
    doing: 'Change how often figures are taken',
    run: (settings: MetricsSettings) => api.metrics.saveSettings(settings),
    onSuccess: (saved) => queryClient.setQueryData(orpc.metrics.settings.queryKey(), saved),
  });
  return (
    <>
      <Select
        label="Sample each instance"
        description="In the background, every"
        data={choices(ALWAYS, pace.intervalMs)}
        value={String(pace.intervalMs)}
        allowDeselect={false}
        disabled={save.isPending}
        onChange={(value) => value && save.mutate({ ...pace, intervalMs: Number(value) })}
      />
      <Select
        mt={8}
        label="While charts are open, every"
        data={choices(WATCHED, pace.watchedIntervalMs)}
        value={String(pace.watchedIntervalMs)}
        allowDeselect={false}
        disabled={save.isPending}
        onChange={(value) => value && save.mutate({ ...pace, watchedIntervalMs: Number(value) })}
      />
    </>
  );
}

/** With the one that is set, also where somebody set another by hand. */
function choices(common: readonly number[], set: number) {
  return [...new Set([...common, set])]
    .toSorted((one, other) => one - other)
    .map((ms) => ({ value: String(ms), label: elapsed(ms).replace('.0', '') }));
}
