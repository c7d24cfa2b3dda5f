import { memo, useCallback, useMemo, useState } from 'react';
import { drawComparison, type Size } from '../drawing/chart-drawing.ts';
import type { ExportCharts } from '../export/export.ts';
import { ChartFrame } from '../frame/chart-frame.tsx';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import type { ChartedInstance } from '../model/compared-instances.ts';
import { gapsNow, maxGapPointsNow } from '../model/gaps-now.ts';
import { useRanking } from '../model/use-ranking.ts';
import * as comparisonWords from '../words/comparison.ts';
import { ComparisonLegend } from './comparison-legend.tsx';

/** More colours look alike, so the other lines are grey. */
const MAX_STRONG = 5;

interface ComparisonRowProps {
  readonly spec: ChartSpec;
  readonly instances: readonly ChartedInstance[];
  readonly data: ChartData;
  /** Plot width, px. */
  readonly width: number;
  readonly height: number;
  readonly paceMs: number;
  /** The instances that the user selected; empty: the largest. */
  readonly pinned: ReadonlySet<string>;
  /** The instance of the page, which is always drawn in colour. */
  readonly current: string | null;
  /** Rows of the list beside the plot. */
  readonly listed: number;
  /** Null hides the title and the menu. */
  readonly onExport: ExportCharts | null;
}

/** One metric of all instances. Each keeps its colour and dash; only the largest are in colour. */
export const ComparisonRow = memo(function ComparisonRow(props: ComparisonRowProps) {
  const { spec, instances, data, width, height, paceMs, pinned, current, listed, onExport } = props;
  const [hovered, setHovered] = useState<string | null>(null);
  const ids = useMemo(() => instances.map(({ id }) => id), [instances]);
  const ranking = useRanking(data, ids, spec.compared);
  const compared = useMemo(() => {
    const strong = new Set(pinned.size > 0 ? pinned : ranking.slice(0, MAX_STRONG));
    if (current) strong.add(current);
    return instances.map(({ id, style }) => ({
      id,
      style,
      strong: hovered === null ? strong.has(id) : id === hovered,
    }));
  }, [instances, ranking, pinned, current, hovered]);
  const draw = useCallback(
    (size: Size) =>
      drawComparison({
        spec,
        instances: compared,
        data,
        size,
        maxGapPoints: maxGapPointsNow(data, paceMs),
        gaps: gapsNow(data, ids, paceMs),
      }),
    [spec, compared, ids, data, paceMs],
  );
  const label = comparisonWords.titleOfAllInstances(spec.title);
  return (
    <ChartFrame
      spec={spec}
      label={label}
      caption={label}
      data={data}
      draw={draw}
      width={width}
      height={height}
      series={ids.map((id) => ({ id, metric: spec.compared, label: id }))}
      onExport={onExport}
    >
      <ComparisonLegend
        spec={spec}
        instances={instances}
        compared={compared}
        ranking={ranking}
        data={data}
        listed={listed}
        current={current}
        maxGapPointsNow={() => maxGapPointsNow(data, paceMs)}
        onHover={setHovered}
      />
    </ChartFrame>
  );
});
