import { memo, useCallback, useMemo, useState } from 'react';
import { ChartFrame } from '../board/chart-frame.tsx';
import type { ExportCharts } from '../board/charts-page.tsx';
import { drawComparison, type Size } from '../drawing/chart-drawing.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import type { ChartedInstance } from '../model/compared-instances.ts';
import { gapsNow, reachNow } from '../model/gaps-now.ts';
import { useRanking } from '../model/use-ranking.ts';
import { ComparisonLegend } from './comparison-legend.tsx';

/** So many lines can be told apart at once; the rest are grey until they are asked for. */
const STRONG = 5;

interface ComparisonRowProps {
  readonly spec: ChartSpec;
  readonly instances: readonly ChartedInstance[];
  readonly data: ChartData;
  /** px of the drawing. */
  readonly width: number;
  readonly height: number;
  readonly paceMs: number;
  /** Those somebody asked for; empty: the largest. */
  readonly pinned: ReadonlySet<string>;
  /** One that is strong besides, such as the instance the page is about. */
  readonly current: string | null;
  /** How many the list beside the drawing tells of. */
  readonly listed: number;
  /** Null: its title stands above it. */
  readonly onExport: ExportCharts | null;
}

/** One figure of all instances: the noisy one stands out, and keeps its colour and dash. */
export const ComparisonRow = memo(function ComparisonRow(props: ComparisonRowProps) {
  const { spec, instances, data, width, height, paceMs, pinned, current, listed, onExport } = props;
  const [hovered, setHovered] = useState<string | null>(null);
  const ids = useMemo(() => instances.map(({ id }) => id), [instances]);
  const ranking = useRanking(data, ids, spec.compared);
  const compared = useMemo(() => {
    const strong = new Set(pinned.size > 0 ? pinned : ranking.slice(0, STRONG));
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
        reach: reachNow(data, paceMs),
        gaps: gapsNow(data, ids, paceMs),
      }),
    [spec, compared, ids, data, paceMs],
  );
  const label = `${spec.title} of all instances`;
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
        reachNow={() => reachNow(data, paceMs)}
        onHover={setHovered}
      />
    </ChartFrame>
  );
});
