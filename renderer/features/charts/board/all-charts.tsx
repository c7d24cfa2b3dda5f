import { useMemo, useState } from 'react';
import { ComparisonRow } from '../comparison/comparison-row.tsx';
import { usePlotWidth } from '../drawing/use-plot-width.ts';
import { exportComparison } from '../export/export-comparison.ts';
import { comparedCharts } from '../model/chart-list.ts';
import type { ChartedInstance } from '../model/compared-instances.ts';
import { useChartFeed } from '../model/use-chart-feed.ts';
import { ChartsPage } from './charts-page.tsx';
import { InstanceChips } from './instance-chips.tsx';

/** px of each drawing. */
const HEIGHT = 92;
/** So many names stand beside each. */
const LISTED = 3;
/** Twenty lines are told apart by their course, not by their last pixel: half as many points do. */
const PX_PER_POINT = 2;

const metrics = comparedCharts.map(({ compared }) => compared);

/** Every figure of all instances side by side: which one is it? */
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
      describe={() => 'figures beside each chart'}
      onExport={(what, chosen) => {
        const specs = comparedCharts.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
        void exportComparison(what, { specs, instances, data, width, height: HEIGHT, pinned, paceMs });
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
