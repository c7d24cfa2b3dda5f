import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { CartesianGrid, ComposedChart, XAxis, YAxis } from 'recharts';
import { axisProps, gridProps } from '../../../components/charts/chart-axes.ts';
import { createStore, useStore } from '../../../lib/store.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { useTurn } from '../../../lib/use-turn.ts';
import { type Axis, linearAxis, sameAxis, tickLabel, type Unit } from '../model/axis.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { Drawing, Size } from './chart-drawing.ts';
import classes from './chart-plot.module.css';
import { paint } from './paint.ts';

/** Space for the axis labels, px. Must equal `--axis` in the CSS. */
export const AXIS_WIDTH = 64;
/** Space above and below the plot for half an axis label, px. */
export const ABOVE = 8;
export const BELOW = 6;

interface ChartPlotProps {
  /** Accessible name. */
  readonly label: string;
  readonly unit: Unit;
  /** Plot width without the axis, px. */
  readonly width: number;
  readonly height: number;
  readonly data: ChartData;
  /** Must be stable: a new function redraws the chart. */
  readonly draw: (size: Size) => Drawing;
}

/**
 * One plot with its axis. Recharts renders axis and grid, and only when they change. The lines are written directly
 * into its SVG, so one more second of twenty instances costs a few milliseconds.
 */
export function ChartPlot({ label, unit, width, height, data, draw }: ChartPlotProps) {
  // A store instead of state: React retains every no-op state update with its closure until the next render, so a
  // chart with a constant axis would retain each of its drawings.
  const [axisStore] = useState(() => createStore<Axis>(linearAxis(unit, 0, 0)));
  const axis = useStore(axisStore);
  const isTurn = useTurn();
  const layer = useRef<SVGGElement | null>(null);
  const redraw = useStable(() => {
    if (!layer.current || width <= 0) return;
    const drawing = draw({ width, height });
    if (!sameAxis(axisStore.get(), drawing.axis)) axisStore.set(drawing.axis);
    paint(layer.current, drawing);
  });
  useEffect(() => data.subscribe(redraw), [data, redraw]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: redraws when the drawing or its size changes.
  useEffect(() => redraw(), [draw, width, height, redraw]);
  const attachLayer = useCallback(
    (element: SVGGElement | null) => {
      layer.current = element;
      redraw();
    },
    [redraw],
  );
  return (
    <div className={classes.plot} role="img" aria-label={label} style={{ height: ABOVE + height + BELOW }}>
      {width > 0 && isTurn && <Frame axis={axis} unit={unit} width={width} height={height} layer={attachLayer} />}
    </div>
  );
}

interface FrameProps extends Size {
  readonly axis: Axis;
  readonly unit: Unit;
  readonly layer: (element: SVGGElement | null) => void;
}

const margin = { top: ABOVE, right: 0, bottom: BELOW, left: 0 };
const noRows: readonly object[] = [];

const Frame = memo(function Frame({ axis, unit, width, height, layer }: FrameProps) {
  return (
    <ComposedChart
      width={AXIS_WIDTH + width}
      height={ABOVE + height + BELOW}
      margin={margin}
      data={noRows as object[]}
      accessibilityLayer={false}
    >
      <CartesianGrid {...gridProps} />
      <XAxis hide type="number" domain={[0, 1]} allowDataOverflow />
      <YAxis
        {...axisProps}
        type="number"
        width={AXIS_WIDTH}
        scale={axis.log ? 'log' : 'linear'}
        domain={[axis.from, axis.to]}
        ticks={axis.ticks}
        tickFormatter={(value: number) => tickLabel(unit, value)}
        allowDataOverflow
      />
      <g ref={layer} transform={`translate(${AXIS_WIDTH} ${ABOVE})`} />
    </ComposedChart>
  );
});
