import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { CartesianGrid, ComposedChart, XAxis, YAxis } from 'recharts';
import { createStore, useStore } from '../../../lib/store.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { type Axis, linearAxis, sameAxis, tickLabel, type Unit } from '../model/axis.ts';
import type { ChartData } from '../model/chart-data.ts';
import type { Drawing, Size } from './chart-drawing.ts';
import classes from './chart-plot.module.css';
import { paint } from './paint.ts';

/** px; the words of the axis stand in them. As `--axis` in charts-view.module.css. */
export const AXIS_WIDTH = 64;
/** px above and below the drawing, for half of the axis's words. */
export const ABOVE = 8;
export const BELOW = 6;

interface ChartPlotProps {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly unit: Unit;
  /** px, of the drawing without its axis. */
  readonly width: number;
  readonly height: number;
  readonly data: ChartData;
  /** The same function for as long as it draws the same. */
  readonly draw: (size: Size) => Drawing;
}

/**
 * One drawing with its axis. Recharts draws axis and grid, again only when they change; the lines are written into
 * its picture directly, so that a second more of twenty instances costs a few milliseconds.
 */
export function ChartPlot({ label, unit, width, height, data, draw }: ChartPlotProps) {
  // A store, because React keeps every update that changes nothing, with all that its closure holds, until the
  // component renders for another reason: a chart whose axis stays the same would hold each of its drawings.
  const [axisStore] = useState(() => createStore<Axis>(linearAxis(unit, 0, 0)));
  const axis = useStore(axisStore);
  const layer = useRef<SVGGElement | null>(null);
  const redraw = useStable(() => {
    if (!layer.current || width <= 0) return;
    const drawing = draw({ width, height });
    if (!sameAxis(axisStore.get(), drawing.axis)) axisStore.set(drawing.axis);
    paint(layer.current, drawing);
  });
  useEffect(() => data.subscribe(redraw), [data, redraw]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again when what is drawn, or where, is another.
  useEffect(() => redraw(), [draw, width, height, redraw]);
  const keep = useCallback(
    (element: SVGGElement | null) => {
      layer.current = element;
      redraw();
    },
    [redraw],
  );
  return (
    <div className={classes.plot} role="img" aria-label={label} style={{ height: ABOVE + height + BELOW }}>
      {width > 0 && <Frame axis={axis} unit={unit} width={width} height={height} layer={keep} />}
    </div>
  );
}

interface FrameProps extends Size {
  readonly axis: Axis;
  readonly unit: Unit;
  readonly layer: (element: SVGGElement | null) => void;
}

const margin = { top: ABOVE, right: 0, bottom: BELOW, left: 0 };
const nothing: readonly object[] = [];

const Frame = memo(function Frame({ axis, unit, width, height, layer }: FrameProps) {
  return (
    <ComposedChart
      width={AXIS_WIDTH + width}
      height={ABOVE + height + BELOW}
      margin={margin}
      data={nothing as object[]}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} className={classes.grid ?? ''} />
      <XAxis hide type="number" domain={[0, 1]} allowDataOverflow />
      <YAxis
        type="number"
        width={AXIS_WIDTH}
        scale={axis.log ? 'log' : 'linear'}
        domain={[axis.from, axis.to]}
        ticks={axis.ticks}
        tickFormatter={(value: number) => tickLabel(unit, value)}
        interval={0}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
      />
      <g ref={layer} transform={`translate(${AXIS_WIDTH} ${ABOVE})`} />
    </ComposedChart>
  );
});
