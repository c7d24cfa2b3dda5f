import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { charts } from '../model/chart-list.ts';
import type { ChartedInstance } from '../model/compared-instances.ts';
import { useChartFeed } from '../model/use-chart-feed.ts';
import * as comparisonWords from '../words/comparison.ts';
import { ComparisonRow } from './comparison-row.tsx';
import classes from './comparison-section.module.css';

const choices = [
  { value: 'operations', label: comparisonWords.opsS },
  { value: 'memory', label: comparisonWords.memory },
  { value: 'keys', label: comparisonWords.keys },
  { value: 'clients', label: comparisonWords.clients },
];

/** Plot height, px. */
const HEIGHT = 200;
/** Names listed beside the chart. */
const LISTED = 7;
const nonePinned: ReadonlySet<string> = new Set();

interface ComparisonSectionProps {
  readonly instances: readonly ChartedInstance[];
  /** The instance of the page, which is always drawn in colour. */
  readonly current: string;
  /** px */
  readonly width: number;
  readonly points: number;
}

/** All instances on one chart, to find the noisy one. */
export function ComparisonSection({ instances, current, width, points }: ComparisonSectionProps) {
  const [chosen, setChosen] = useState('operations');
  const spec = charts.find(({ id }) => id === chosen);
  const ids = useMemo(() => instances.map(({ id }) => id), [instances]);
  const metrics = useMemo(() => (spec ? [spec.compared] : []), [spec]);
  const { data, error, retry, retrying, paceMs } = useChartFeed({ ids, metrics, points });
  if (!spec) return null;
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>{comparisonWords.allInstances}</h2>
        <SegmentedControl
          aria-label={comparisonWords.compareBy}
          size="xs"
          value={chosen}
          onChange={setChosen}
          data={choices}
        />
        <span className={classes.scale}>{comparisonWords.logarithmicScale}</span>
      </div>
      {error ? (
        <ErrorState
          title={comparisonWords.couldNotCompareTheInstances}
          error={error}
          onRetry={retry}
          retrying={retrying}
        />
      ) : (
        <ComparisonRow
          spec={spec}
          instances={instances}
          data={data}
          width={width}
          height={HEIGHT}
          paceMs={paceMs}
          pinned={nonePinned}
          current={current}
          listed={LISTED}
          onExport={null}
        />
      )}
    </>
  );
}
