import { memo, useCallback } from 'react';
import { drawInstance, type Size } from '../drawing/chart-drawing.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import { gapsNow, reachNow } from '../model/gaps-now.ts';
import { ChartFigures } from './chart-figures.tsx';
import { ChartFrame } from './chart-frame.tsx';
import type { ExportCharts } from './charts-page.tsx';

interface ChartRowProps {
  readonly spec: ChartSpec;
  readonly id: string;
  readonly data: ChartData;
  /** px of the drawing. */
  readonly width: number;
  /** How often is looked, ms. */
  readonly paceMs: number;
  readonly stacked: boolean;
  readonly onStacked: ((stacked: boolean) => void) | null;
  readonly onExport: ExportCharts;
}

/** One chart of an instance. */
export const ChartRow = memo(function ChartRow(props: ChartRowProps) {
  const { spec, id, data, width, paceMs, stacked } = props;
  const draw = useCallback(
    (size: Size) =>
      drawInstance({
        spec,
        id,
        data,
        size,
        stacked,
        reach: reachNow(data, paceMs),
        gaps: gapsNow(data, [id], paceMs),
      }),
    [spec, id, data, stacked, paceMs],
  );
  return (
    <ChartFrame
      spec={spec}
      label={spec.title}
      caption={`${spec.title} of ${id}`}
      data={data}
      draw={draw}
      width={width}
      height={spec.height}
      series={spec.lines.map(({ metric, label }) => ({ id, metric, label }))}
      stacked={stacked}
      onStacked={props.onStacked}
      onExport={props.onExport}
    >
      <ChartFigures spec={spec} id={id} data={data} reachNow={() => reachNow(data, paceMs)} />
    </ChartFrame>
  );
});
