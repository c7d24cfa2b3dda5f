import { useMemo, useState } from 'react';
import { ComparisonRow } from '../comparison/comparison-row.tsx';
import { usePlotWidth } from '../drawing/use-plot-width.ts';
import { exportComparison } from '../export/export-comparison.ts';
import { comparedCharts } from '../model/chart-list.ts';
import type { ChartedInstance } from '../model/compared-instances.ts';
import { useChartFeed } from '../model/use-chart-feed.ts';
import * as boardWords from '../words/board.ts';
import { ChartsPage } from './charts-page.tsx';
import { InstanceChips } from './instance-chips.tsx';

/** Plot height, px. */
const HEIGHT = 92;
/** Names listed beside each chart. */
const LISTED = 3;
/** With up to twenty lines per chart, one point for every two pixels is enough. */
const PX_PER_POINT = 2;

const metrics = comparedCharts.map(({ compared }) => compared);

/** Compares all instances metric by metric, to find the noisy one. */
export function AllCharts({ instances }: { readonly instances: readonly ChartedInstance[] }) {
  const plot = usePlotWidth();
  const ids = useMemo(() => instances.map(({ id }) => id), [instances]);
  const feed = useChartFeed({ ids, metrics, points: Math.floor(plot.points / PX_PER_POINT) });
  const [pinned, setPinned] = useState<ReadonlySet<string>>(new Set());
  const { data, paceMs } = feed;
  const { width } = plot;
  return (
    <ChartsPage
      id={null}
      ids={ids}
      plot={plot}
      feed={feed}
      count={comparedCharts.length}
      describe={() => boardWords.valuesAreListedBesideEachChart}
      onExport={(action, chosen) => {
        const specs = comparedCharts.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
        void exportComparison(action, { specs, instances, data, width, height: HEIGHT, pinned, paceMs });
      }}
      above={!feed.error && <InstanceChips instances={instances} pinned={pinned} onPinned={setPinned} />}
    >
      {(onExport) =>
        comparedCharts.map((spec) => (
          <ComparisonRow
            key={spec.id}
            spec={spec}
            instances={instances}
            data={data}
            width={width}
            height={HEIGHT}
            paceMs={paceMs}
            pinned={pinned}
            current={null}
            listed={LISTED}
            onExport={onExport}
          />
        ))
      }
    </ChartsPage>
  );
}
