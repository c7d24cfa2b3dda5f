import { Select } from '@mantine/core';
import type { MetricsSettings } from '../../../../shared/contract/metrics.ts';
import { api, orpc } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { queryClient } from '../../../client/query-client.ts';
import { elapsed } from '../../../lib/format.ts';
import { usePace } from '../model/use-chart-feed.ts';
import * as boardWords from '../words/board.ts';

const BACKGROUND_MS = [1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000];
const WATCHED_MS = [250, 500, 1000, 2000, 5000, 10_000];

/** The sampling intervals. All clients share them. */
export function PacePanel() {
  const pace = usePace();
  const save = useAppMutation({
    doing: boardWords.changeTheSamplingInterval,
    run: (settings: MetricsSettings) => api.metrics.saveSettings(settings),
    onSuccess: (saved) => queryClient.setQueryData(orpc.metrics.settings.queryKey(), saved),
  });
  return (
    <>
      <Select
        label={boardWords.sampleEachInstance}
        description={boardWords.inTheBackgroundEvery}
        data={choices(BACKGROUND_MS, pace.intervalMs)}
        value={String(pace.intervalMs)}
        allowDeselect={false}
        disabled={save.isPending}
        onChange={(value) => value && save.mutate({ ...pace, intervalMs: Number(value) })}
      />
      <Select
        mt={8}
        label={boardWords.whileChartsAreOpenEvery}
        data={choices(WATCHED_MS, pace.watchedIntervalMs)}
        value={String(pace.watchedIntervalMs)}
        allowDeselect={false}
        disabled={save.isPending}
        onChange={(value) => value && save.mutate({ ...pace, watchedIntervalMs: Number(value) })}
      />
    </>
  );
}

/** Includes the current value, which may come from a manually edited file. */
function choices(presets: readonly number[], current: number) {
  return [...new Set([...presets, current])]
    .toSorted((one, other) => one - other)
    .map((ms) => ({ value: String(ms), label: elapsed(ms).replace('.0', '') }));
}
