import { Modal, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import type { MetricName } from '../../../../shared/contract/metrics.ts';
import { api } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { coreSentence } from '../../../lib/core-sentence.ts';
import { exactTime } from '../../../lib/format.ts';
import { useReturnedFocus } from '../../../lib/use-returned-focus.ts';
import type { Unit } from '../model/axis.ts';
import { charts } from '../model/chart-list.ts';
import { changeWords, meanOf } from '../model/compare.ts';
import { figureWords } from '../model/figure-words.ts';
import * as comparisonWords from '../words/comparison.ts';
import classes from './compare-dialog.module.css';

const MINUTE = 60_000;
const windows = [
  { value: String(MINUTE), label: comparisonWords.min1 },
  { value: String(5 * MINUTE), label: comparisonWords.min5 },
  { value: String(15 * MINUTE), label: comparisonWords.min15 },
  { value: String(60 * MINUTE), label: '1 h' },
];
/** Enough points to skip the unknown ones, and few enough to load fast. */
const POINTS = 60;

/** One table row per main line of each chart. */
const comparedMetrics = charts.flatMap(({ title, unit, lines, compared }) => {
  const main = lines.filter(({ role }) => role === undefined);
  if (main.length <= 1) return [{ title, unit, metric: compared }];
  return main.map(({ metric, label }) => ({ title: titleOf(title, label), unit, metric: metric as MetricName }));
});

/** `Clients, connected`; or only `Evicted` if the chart title contains the label. */
function titleOf(title: string, label: string): string {
  const isInTitle = title.toLowerCase().includes(label);
  return isInTitle ? `${label.charAt(0).toUpperCase()}${label.slice(1)}` : `${title}, ${label}`;
}

interface CompareDialogProps {
  /** The compared instance. */
  readonly id: string;
  readonly event: ActivityEvent;
  readonly onClose: () => void;
}

/** Compares averages before and after an event over windows of equal length. */
export function CompareDialog({ id, event, onClose }: CompareDialogProps) {
  const [length, setLength] = useState(String(5 * MINUTE));
  const startMs = Date.parse(event.at);
  const endMs = event.finishedAt === null ? startMs : Date.parse(event.finishedAt);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['charts', 'compare', id, event.id, length],
    queryFn: async ({ signal }) => {
      const metrics = [...new Set(comparedMetrics.map(({ metric }) => metric))];
      const read = (from: number, to: number) =>
        api.metrics.range(
          { ids: [id], metrics, from: new Date(from).toISOString(), to: new Date(to).toISOString(), points: POINTS },
          { signal },
        );
      const [before, after] = await Promise.all([
        read(startMs - Number(length), startMs),
        read(endMs, Math.max(endMs + 1000, Math.min(endMs + Number(length), Date.now()))),
      ]);
      return { before: before.series, after: after.series };
    },
    staleTime: 0,
    gcTime: 0,
    meta: { doing: comparisonWords.compareBeforeAndAfter },
  });
  const rows = comparedMetrics.map(({ title, unit, metric }) => {
    const before = meanOf(data?.before.find((series) => series.metric === metric));
    const after = meanOf(data?.after.find((series) => series.metric === metric));
    return { title, unit, before, after };
  });
  useReturnedFocus(true);
  const known = rows.filter(({ before, after }) => !Number.isNaN(before) || !Number.isNaN(after));
  return (
    <Modal opened onClose={onClose} title={comparisonWords.beforeAndAfter} size={620}>
      <p className={classes.what}>
        {coreSentence(event.title)} · {exactTime(event.at)}
      </p>
      <div className={classes.tools}>
        {comparisonWords.averagesOfIdOver(id)}
        <SegmentedControl
          aria-label={comparisonWords.howLongBeforeAndAfter}
          size="xs"
          value={length}
          onChange={setLength}
          data={windows}
        />
        {comparisonWords.beforeTheEventStartedAndAfter}
      </div>
      {error && (
        <ErrorState
          title={comparisonWords.couldNotReadTheMetrics}
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
      {!data && !error && <SkeletonRows rows={8} rowHeight={28} widths={[140, 0, 80, 80, 60]} />}
      {data && known.length === 0 && <p className={classes.none}>{comparisonWords.noMetricsOfIdRecordedAround(id)}</p>}
      {known.length > 0 && (
        <table className={classes.table} aria-label={comparisonWords.beforeAndAfter}>
          <thead>
            <tr>
              <th scope="col">{comparisonWords.metric}</th>
              <th scope="col">{comparisonWords.before}</th>
              <th scope="col">{comparisonWords.after}</th>
              <th scope="col">{comparisonWords.change}</th>
            </tr>
          </thead>
          <tbody>
            {known.map(({ title, unit, before, after }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>{figureWords(unit, before)}</td>
                <td>{figureWords(unit, after)}</td>
                <td className={classes.change}>{shownChange(unit, before, after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}

/** Values that format to the same text count as unchanged. */
function shownChange(unit: Unit, before: number, after: number): string {
  if (figureWords(unit, before) === figureWords(unit, after))
    return Number.isNaN(before) ? '' : comparisonWords.noChange;
  return changeWords({ before, after });
}
