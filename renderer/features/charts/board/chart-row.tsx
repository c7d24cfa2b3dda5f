import { memo, useCallback } from 'react';
import { drawInstance, type Size } from '../drawing/chart-drawing.ts';
import type { ExportCharts } from '../export/export.ts';
import { ChartFrame } from '../frame/chart-frame.tsx';
import type { ChartData } from '../model/chart-data.ts';
import type { ChartSpec } from '../model/chart-list.ts';
import { gapsNow, maxGapPointsNow } from '../model/gaps-now.ts';
import * as boardWords from '../words/board.ts';
import { ChartFigures } from './chart-figures.tsx';

interface ChartRowProps {
  readonly spec: ChartSpec;
  readonly id: string;
  readonly data: ChartData;
  /** Plot width, px. */
  readonly width: number;
  /** Sampling interval. */
  readonly paceMs: number;
  readonly stacked: boolean;
  readonly onStacked: ((stacked: boolean) => void) | null;
  readonly onExport: ExportCharts;
}

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
        maxGapPoints: maxGapPointsNow(data, paceMs),
        gaps: gapsNow(data, [id], paceMs),
      }),
    [spec, id, data, stacked, paceMs],
  );
  return (
    <ChartFrame
      spec={spec}
      label={spec.title}
      caption={boardWords.titleOfId(spec.title, id)}
      data={data}
      draw={draw}
      width={width}
      height={spec.height}
      series={spec.lines.map(({ metric, label }) => ({ id, metric, label }))}
      stacked={stacked}
      onStacked={props.onStacked}
      onExport={props.onExport}
    >
      <ChartFigures spec={spec} id={id} data={data} maxGapPointsNow={() => maxGapPointsNow(data, paceMs)} />
    </ChartFrame>
  );
});
